import type { ChargeItem, CodeableConcept, Condition, Reference } from 'fhir/r4'
import type { Assessment } from './assess.ts'
import { standingOfChoice } from './chosen-diagnosis.ts'
import { codeSystem, extensionUrl, motionAnalysis } from './codes.ts'
import { lineModifiers, modifierExtensions } from './charge-modifiers.ts'
import type { Choice, Decisions } from './decisions.ts'
import type { Diagnosis } from './diagnoses.ts'
import { accountablePerformer, performerCandidates, type Named } from './performers.ts'
import type { Reason, RuleBook } from './rule-book.ts'
import { recordedServices, servicesOn } from './service-date.ts'
import type { Visit } from './visit.ts'

/** Who signs. */
export type Signer = Named

/** The plain words for the service; CPT descriptors come from the EHR, never from here. */
const serviceName = 'Motion analysis with video and 3-D kinematics'

/**
 * The ChargeItem that the clinician's decisions make, without identifier: the writer adds it, and sets the status.
 * Null while the date of service is open or the visit can carry no draft. `now` is an ISO 8601 instant.
 */
export function draftCharge(
  visit: Visit,
  rules: RuleBook,
  assessment: Assessment,
  decisions: Decisions,
  signer: Signer,
  today: string,
  now: string,
): ChargeItem | null {
  const { dateOfService, noDraft, diagnoses } = assessment
  if (dateOfService === null || noDraft !== null || visit.encounter.id === undefined) return null
  const services = servicesOn(recordedServices(visit, today), dateOfService)
  const performer = decisions.performer ?? accountablePerformer(services)
  const performerName = performerCandidates(visit, dateOfService, signer, today).find(({ reference }) => reference === performer)?.display
  const chosen = decisions.chosen.flatMap((choice) => {
    const diagnosis = diagnoses.find(({ id }) => id === choice.diagnosisId)
    return diagnosis === undefined ? [] : [{ choice, diagnosis }]
  })
  const extension = modifierExtensions(lineModifiers(decisions.modifiers, rules))
  return {
    resourceType: 'ChargeItem',
    ...(extension.length === 0 ? {} : { extension }),
    status: 'planned',
    definitionCanonical: [rules.definition],
    code: { coding: [{ system: codeSystem.cpt, code: motionAnalysis }], text: serviceName },
    subject: { reference: `Patient/${visit.patientId}` },
    context: { reference: `Encounter/${visit.encounter.id}` },
    occurrenceDateTime: dateOfService,
    ...(performer === null ? {} : { performer: [{ actor: named(performer, performerName) }] }),
    quantity: { value: 1 },
    enterer: named(signer.reference, signer.display),
    enteredDate: now,
    ...(chosen.length === 0 ? {} : { reason: chosen.map(({ choice, diagnosis }) => reasonOf(choice, diagnosis, rules, signer)) }),
    ...(services.length === 0 ? {} : { service: services.map(({ procedure }) => ({ reference: `Procedure/${procedure.id ?? ''}` })) }),
    ...(chosen.length === 0 ? {} : { supportingInformation: chosen.flatMap(({ diagnosis }) => diagnosis.conditions.flatMap(referenceTo)) }),
  }
}

/** The same charge as a statement that there is none: status is set by the writer, the reason stands in the note. */
export function withoutCharge(draft: ChargeItem, reason: Reason, signer: Signer, now: string): ChargeItem {
  return {
    ...draft,
    note: [{ authorReference: named(signer.reference, signer.display), time: now, text: `Not billable: ${reason.display}` }],
  }
}

function named(reference: string, display: string | null | undefined): Reference {
  return display === null || display === undefined ? { reference } : { reference, display }
}

/** Both codings are kept: the ICD-10-CM code that the claim carries first, then what the chart holds. */
function reasonOf(choice: Choice, diagnosis: Diagnosis, rules: RuleBook, signer: Signer): CodeableConcept {
  const recorded = diagnosis.conditions[0]?.code?.coding ?? []
  const first =
    choice.origin === 'chart'
      ? (recorded.find(({ system, code }) => system === codeSystem.icd10cm && code === choice.code) ?? {
          system: codeSystem.icd10cm,
          code: choice.code,
        })
      : { system: codeSystem.icd10cm, code: choice.code, userSelected: true }
  const others = recorded.filter((coding) => coding !== first && coding.code !== undefined)
  return {
    ...(choice.origin === 'specified' || choice.reason !== null ? { extension: originsOf(choice, diagnosis, rules, signer) } : {}),
    coding: [first, ...others],
    text: diagnosis.text,
  }
}

/** Who wrote the code, where not the chart; and why it was chosen, where the list does not say so. */
function originsOf(choice: Choice, diagnosis: Diagnosis, rules: RuleBook, signer: Signer): NonNullable<CodeableConcept['extension']> {
  const manual = `manual: specified by ${signer.display ?? signer.reference}; chart holds ${diagnosis.text}`
  const isDisputed = standingOfChoice(choice, diagnosis, rules).kind === 'listed-disputed'
  const reason = rules.offListReasons.find(({ code }) => code === choice.reason)?.display ?? ''
  const texts = [
    ...(choice.origin === 'specified' ? [manual] : []),
    ...(choice.reason === null ? [] : [`${isDisputed ? 'disputed' : 'off-list'}: ${reason}`]),
  ]
  return texts.map((valueString) => ({ url: extensionUrl.reasonOrigin, valueString }))
}

function referenceTo({ id, meta }: Condition): Reference[] {
  if (id === undefined) return []
  return [{ reference: meta?.versionId === undefined ? `Condition/${id}` : `Condition/${id}/_history/${meta.versionId}` }]
}
