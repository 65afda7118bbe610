type Check = (value: unknown) => boolean

const text: Check = (value) => typeof value === 'string'
const anObject: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check)
const having =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    anObject(value) &&
    Object.entries(fields).every(([name, check]) => {
      const field = (value as Readonly<Record<string, unknown>>)[name]
      return field === undefined || check(field)
    })
const needing =
  (name: string, check: Check): Check =>
  (value) =>
    check(value) && (value as Readonly<Record<string, unknown>>)[name] !== undefined

const concept = having({ text, coding: list(having({ system: text, code: text, display: text })) })
const reference = having({ reference: text, display: text })
const period = having({ start: text, end: text })
const performers = list(needing('actor', having({ actor: reference })))

const responseItem: Check = (value) => having({ linkId: text, answer: list(anObject), item: list(responseItem) })(value)

const any = { meta: having({ versionId: text }), extension: list(anObject), modifierExtension: list(anObject) }

/** What the rest of the app reads of each type: strings are strings, lists are lists, R4 names and no others. */
const shapes: Readonly<Record<string, Check>> = {
  Condition: having({
    ...any,
    code: concept,
    category: list(concept),
    clinicalStatus: concept,
    verificationStatus: concept,
    subject: reference,
    encounter: reference,
    onsetDateTime: text,
    onsetPeriod: period,
    recordedDate: text,
    bodySite: list(concept),
  }),
  Procedure: having({
    ...any,
    status: text,
    code: concept,
    subject: reference,
    encounter: reference,
    performedDateTime: text,
    performedPeriod: period,
    performer: performers,
    statusReason: concept,
    basedOn: list(reference),
    reasonCode: list(concept),
    reasonReference: list(reference),
    report: list(reference),
  }),
  ChargeItem: having({
    ...any,
    identifier: list(having({ system: text, value: text })),
    status: text,
    code: concept,
    subject: reference,
    context: reference,
    occurrenceDateTime: text,
    occurrencePeriod: period,
    occurrenceTiming: having({ event: list(text) }),
    performer: performers,
    quantity: anObject,
    enterer: reference,
    enteredDate: text,
    reason: list(concept),
    note: list(having({ text })),
  }),
  ServiceRequest: having({
    ...any,
    status: text,
    intent: text,
    code: concept,
    subject: reference,
    encounter: reference,
    reasonCode: list(concept),
    reasonReference: list(reference),
  }),
  DiagnosticReport: having({ ...any, status: text, code: concept, subject: reference, encounter: reference, basedOn: list(reference) }),
  Consent: having({ ...any, status: text, scope: concept, patient: reference, dateTime: text }),
  QuestionnaireResponse: having({
    ...any,
    status: text,
    questionnaire: text,
    subject: reference,
    encounter: reference,
    item: list(responseItem),
  }),
  Coverage: having({
    ...any,
    status: text,
    type: concept,
    beneficiary: reference,
    payor: list(reference),
    period,
    class: list(having({ type: concept, value: text, name: text })),
  }),
  Encounter: having({
    ...any,
    status: text,
    class: having({ system: text, code: text, display: text }),
    type: list(concept),
    subject: reference,
    participant: list(having({ individual: reference, type: list(concept) })),
    period,
    location: list(having({ location: reference })),
    reasonCode: list(concept),
  }),
  Patient: having({
    ...any,
    identifier: list(having({ system: text, value: text, type: concept })),
    name: list(having({ use: text, text, family: text, given: list((value) => value === null || text(value)) })),
    birthDate: text,
    gender: text,
    deceasedDateTime: text,
  }),
  PractitionerRole: having({ ...any, practitioner: reference, specialty: list(concept) }),
  Practitioner: having({ ...any, name: list(having({ text, family: text, given: list((value) => value === null || text(value)) })) }),
}

/** Whether a resource of that type has an id and the basic shape that later code relies on; never recurses into extensions. */
export function isWellFormed(resource: unknown, type: string): boolean {
  if (!having({ resourceType: text, id: text })(resource)) return false
  const { resourceType, id } = resource as { readonly resourceType?: string; readonly id?: string }
  return resourceType === type && id !== undefined && (shapes[type]?.(resource) ?? true)
}
