type Check = (value: unknown) => boolean
type Fields = Readonly<Record<string, Check>>

const text: Check = (value) => typeof value === 'string'
const anObject: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check)
const having = (fields: Fields): Check => {
  const checks = Object.entries(fields)
  return (value) =>
    anObject(value) &&
    checks.every(([name, check]) => {
      const field = (value as Readonly<Record<string, unknown>>)[name]
      return field === undefined || check(field)
    })
}
const needing =
  (name: string, check: Check): Check =>
  (value) =>
    check(value) && (value as Readonly<Record<string, unknown>>)[name] !== undefined

const concept = having({ text, coding: list(having({ system: text, code: text, display: text })) })
const reference = having({ reference: text, display: text })
const period = having({ start: text, end: text })
const performers = list(needing('actor', having({ actor: reference })))

const responseAnswer = having({
  valueCoding: having({ code: text }),
  valueDate: text,
  valueReference: reference,
  extension: list(anObject),
})
const responseItem: Check = having({ linkId: text, answer: list(responseAnswer), item: (value) => list(responseItem)(value) })

const any: Fields = {
  meta: having({ versionId: text, security: list(having({ system: text, code: text })) }),
  extension: list(anObject),
  modifierExtension: list(anObject),
}

/** What the rest of the app reads of each type: strings are strings, lists are lists, R4 names and no others. */
const shapes: Readonly<Record<string, Fields>> = {
  Condition: {
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
  },
  Procedure: {
    ...any,
    status: text,
    code: concept,
    subject: reference,
    encounter: reference,
    performedDateTime: text,
    performedPeriod: period,
    performer: performers,
    location: reference,
    statusReason: concept,
    basedOn: list(reference),
    reasonCode: list(concept),
    reasonReference: list(reference),
    report: list(reference),
  },
  ChargeItem: {
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
  },
  ServiceRequest: {
    ...any,
    status: text,
    intent: text,
    code: concept,
    subject: reference,
    encounter: reference,
    reasonCode: list(concept),
    reasonReference: list(reference),
  },
  DiagnosticReport: { ...any, status: text, code: concept, subject: reference, encounter: reference, basedOn: list(reference) },
  Consent: { ...any, status: text, scope: concept, patient: reference, dateTime: text },
  QuestionnaireResponse: {
    ...any,
    status: text,
    identifier: having({ system: text, value: text }),
    questionnaire: text,
    authored: text,
    subject: reference,
    encounter: reference,
    item: list(responseItem),
  },
  Coverage: {
    ...any,
    status: text,
    type: concept,
    beneficiary: reference,
    payor: list(reference),
    period,
    class: list(having({ type: concept, value: text, name: text })),
  },
  Encounter: {
    ...any,
    status: text,
    class: having({ system: text, code: text, display: text }),
    type: list(concept),
    subject: reference,
    diagnosis: list(having({ condition: reference })),
    participant: list(having({ individual: reference, type: list(concept) })),
    period,
    location: list(having({ location: reference })),
    reasonCode: list(concept),
  },
  Patient: {
    ...any,
    identifier: list(having({ system: text, value: text, type: concept })),
    name: list(having({ use: text, text, family: text, given: list((value) => value === null || text(value)) })),
    birthDate: text,
    gender: text,
    deceasedDateTime: text,
  },
  PractitionerRole: { ...any, practitioner: reference, specialty: list(concept) },
  Practitioner: { ...any, name: list(having({ text, family: text, given: list((value) => value === null || text(value)) })) },
}

const identified = having({ resourceType: text, id: text })
/** Made once: a page of a chart asks them of every entry. */
const wholeOf = new Map(Object.entries(shapes).map(([type, fields]) => [type, having(fields)]))

/** Whether a resource of that type has an id and the basic shape that later code relies on; never recurses into extensions. */
export function isWellFormed(resource: unknown, type: string): boolean {
  if (!identified(resource)) return false
  const { resourceType, id } = resource as { readonly resourceType?: string; readonly id?: string }
  return resourceType === type && id !== undefined && (wholeOf.get(type)?.(resource) ?? true)
}

/**
 * What can still be used of a resource of that type whose shape is broken: each field that is well-formed by itself.
 * Its version is left out, so that nothing can replace what was only half understood. Null for another type.
 */
export function wellFormedFields(resource: unknown, type: string): Readonly<Record<string, unknown>> | null {
  if (!anObject(resource)) return null
  const fields = resource as Readonly<Record<string, unknown>>
  if (fields['resourceType'] !== type) return null
  const { meta: _, ...checks }: Fields = { id: text, ...shapes[type] }
  const kept = Object.entries(checks).filter(([name, check]) => fields[name] !== undefined && check(fields[name]))
  return { resourceType: type, ...Object.fromEntries(kept.map(([name]) => [name, fields[name]])) }
}
