import { standingOfChoice } from './chosen-diagnosis.ts'
import type { Choice, Decisions } from './decisions.ts'
import { codeOf, type Diagnosis } from './diagnoses.ts'
import { undatedCharges } from './existing-charges.ts'
import { laboratoryOf } from './laboratory.ts'
import { accountablePerformer, isAccountable } from './performers.ts'
import type { YesNo, YesNoQuestion } from './questions.ts'
import { isValidOn, type RuleBook } from './rule-book.ts'
import { recordedServices, servicesOn, type RecordedService } from './service-date.ts'
import { resourcesOf, type Visit } from './visit.ts'

/** The five facts that a charge needs, each from the chart or from the clinician. */
export type FactName = 'performed' | 'laboratory' | 'diagnosis' | 'performer' | 'charges-checked'

/** One row of the chart (or its absence) that speaks for or against a fact. */
export interface Evidence {
  readonly speaks: 'for' | 'against' | 'neither'
  readonly text: string
  /** `Procedure/123`, or null where the evidence is that something could not be read. */
  readonly reference: string | null
  readonly day: string | null
}

export interface Fact {
  readonly name: FactName
  readonly answer: 'yes' | 'no' | 'unknown'
  /** Who settled it; `open` is a question still to be answered. */
  readonly basis: 'chart' | 'clinician' | 'open'
  readonly evidence: readonly Evidence[]
}

export type Facts = { readonly [N in FactName]: Fact & { readonly name: N } }

/** Derives the five facts from the visit and what the clinician decided. `day` is the date of service, null while it is open. */
export function deriveFacts(
  visit: Visit,
  rules: RuleBook,
  diagnoses: readonly Diagnosis[],
  decisions: Decisions,
  day: string | null,
  today: string,
): Facts {
  const services = recordedServices(visit, today)
  return {
    performed: performedFact(visit, services, decisions.answers.performed, day),
    laboratory: { name: 'laboratory', ...laboratoryOf(servicesOn(services, day), visit.locations, decisions.answers) },
    diagnosis: diagnosisFact(rules, diagnoses, decisions.chosen, day),
    performer: performerFact(services, decisions.performer, day),
    'charges-checked': chargesFact(visit, decisions.answers['charges-checked']),
  }
}

function performedFact(
  visit: Visit,
  services: readonly RecordedService[],
  answer: YesNo | undefined,
  day: string | null,
): Facts['performed'] {
  const evidence = [...services.map(evidenceOf), ...unread('Procedures', visit.procedures.status)]
  if (answer !== undefined) return answered('performed', answer, evidence)
  const isRecorded = services.some((service) => service.isOfVisit && (service.day === null || service.day === day))
  return { name: 'performed', answer: isRecorded ? 'yes' : 'unknown', basis: isRecorded ? 'chart' : 'open', evidence }
}

function evidenceOf({ procedure, day, isOfVisit }: RecordedService): Evidence {
  const name = procedure.code?.text ?? procedure.code?.coding?.[0]?.display ?? 'Procedure coded 96000'
  const speaks = isOfVisit ? 'for' : 'against'
  const why = isOfVisit ? '' : procedure.status === 'not-done' ? ', recorded as not done' : ', not within this visit'
  return {
    speaks,
    text: `${name}, ${procedure.status}${day === null ? ', no date recorded' : ''}${why}`,
    reference: `Procedure/${procedure.id ?? ''}`,
    day,
  }
}

function answered<N extends FactName & YesNoQuestion>(
  name: N,
  answer: YesNo | undefined,
  evidence: readonly Evidence[],
): Fact & { readonly name: N } {
  if (answer === undefined) return { name, answer: 'unknown', basis: 'open', evidence }
  return { name, answer: answer === 'cannot-determine' ? 'unknown' : answer, basis: 'clinician', evidence }
}

function diagnosisFact(
  rules: RuleBook,
  diagnoses: readonly Diagnosis[],
  chosen: readonly Choice[],
  day: string | null,
): Facts['diagnosis'] {
  // What is gone from a chart that was read again carries nothing, and stands in the way of nothing.
  const present = chosen.flatMap((choice) => {
    const diagnosis = diagnoses.find(({ id }) => id === choice.diagnosisId)
    return diagnosis === undefined ? [] : [{ choice, diagnosis }]
  })
  const evidence = present.map(({ choice, diagnosis }) => ({
    speaks: 'for' as const,
    text: `${choice.code}, ${diagnosis.text}`,
    reference: `Condition/${diagnosis.id}`,
    day: null,
  }))
  const isSettled =
    day !== null &&
    present.length > 0 &&
    present.every(
      ({ choice, diagnosis }) =>
        stillHolds(choice, diagnosis) && isValidChoice(choice, rules, day) && !lacksReason(choice, chosen, diagnoses, rules),
    )
  return { name: 'diagnosis', answer: isSettled ? 'yes' : 'unknown', basis: isSettled ? 'clinician' : 'open', evidence }
}

/** Whether the chart, which may have been read again, still says what was chosen. */
function stillHolds({ origin, code }: Choice, diagnosis: Diagnosis): boolean {
  return diagnosis.currency === 'current' && (origin === 'specified' || code === codeOf(diagnosis))
}

function isValidChoice(choice: Choice, rules: RuleBook, day: string): boolean {
  const entry = rules.icd10cm[choice.code]
  return entry === undefined || (!entry.header && isValidOn(entry, day))
}

/**
 * Whether this choice still needs a picked reason: a code off the list always does, also one specified in the app;
 * the disputed I69.391 does when no other chosen diagnosis carries the charge.
 */
function lacksReason(choice: Choice, chosen: readonly Choice[], diagnoses: readonly Diagnosis[], rules: RuleBook): boolean {
  return choice.reason === null && needsReason(choice, chosen, diagnoses, rules)
}

/** Whether a chosen diagnosis valid that day waits for nothing but its reason. */
export function awaitsReason(
  { diagnoses, dateOfService }: { readonly diagnoses: readonly Diagnosis[]; readonly dateOfService: string | null },
  chosen: readonly Choice[],
  rules: RuleBook,
): boolean {
  if (dateOfService === null) return false
  return chosen.some((choice) => isValidChoice(choice, rules, dateOfService) && lacksReason(choice, chosen, diagnoses, rules))
}

/** See `lacksReason`; true as well where a reason was picked already. */
export function needsReason(choice: Choice, chosen: readonly Choice[], diagnoses: readonly Diagnosis[], rules: RuleBook): boolean {
  const diagnosis = diagnoses.find(({ id }) => id === choice.diagnosisId)
  if (diagnosis === undefined) return true
  switch (standingOfChoice(choice, diagnosis, rules).kind) {
    case 'on-list':
    case 'described-by-source':
      return false
    case 'listed-disputed':
      return chosen.every((other) => other.code === choice.code || !diagnoses.some(({ id }) => id === other.diagnosisId))
    default:
      return true
  }
}

function performerFact(services: readonly RecordedService[], named: string | null, day: string | null): Facts['performer'] {
  const counted = servicesOn(services, day)
  const evidence = services.flatMap((service) =>
    (service.procedure.performer ?? []).map(({ actor }) => ({
      speaks: counted.includes(service) && isAccountable(actor) ? ('for' as const) : ('neither' as const),
      text: `${actor.display ?? actor.reference ?? 'Performer without a name'}${isAccountable(actor) ? '' : ', not linked to a clinician or organization'}`,
      reference: `Procedure/${service.procedure.id ?? ''}`,
      day: service.day,
    })),
  )
  if (named !== null) return { name: 'performer', answer: 'yes', basis: 'clinician', evidence }
  const isSettled = accountablePerformer(counted) !== null
  return { name: 'performer', answer: isSettled ? 'yes' : 'unknown', basis: isSettled ? 'chart' : 'open', evidence }
}

function chargesFact(visit: Visit, answer: YesNo | undefined): Facts['charges-checked'] {
  const where = { timeZone: visit.timeZone, performedCodes: visit.performedCodes, encounterId: visit.encounter.id ?? null }
  const undated = undatedCharges(resourcesOf(visit.charges), where)
  const evidence: readonly Evidence[] = [
    ...unread('Charges', visit.charges.status),
    ...undated.map(({ id, status }) => ({
      speaks: 'against' as const,
      text: `A charge for this service without a date, ${status}`,
      reference: `ChargeItem/${id ?? ''}`,
      day: null,
    })),
  ]
  if (evidence.length > 0) return answered('charges-checked', answer, evidence)
  return { name: 'charges-checked', answer: 'yes', basis: 'chart', evidence }
}

function unread(what: string, status: 'read' | 'partly-read' | 'unreadable'): readonly Evidence[] {
  if (status === 'read') return []
  const text = status === 'unreadable' ? `${what} could not be read` : `${what} could not be read completely`
  return [{ speaks: 'neither', text, reference: null, day: null }]
}
