import type { Procedure } from 'fhir/r4'
import { claimTypeOf } from './claim-type.ts'
import { codeSystem } from './codes.ts'
import type { Answers, YesNoQuestion } from './questions.ts'
import type { Decisions } from './decisions.ts'
import type { Evidence } from './facts.ts'
import { laboratoryOf } from './laboratory.ts'
import { recordedPerformers } from './performers.ts'
import type { RuleBook } from './rule-book.ts'
import { dayOfProcedure, servicesThatDay, type DayService } from './same-day.ts'
import { recordedServices, servicesOn, tookPlace, type RecordedService } from './service-date.ts'
import { endOfStudy } from './study-course.ts'
import { specialtiesOf } from './specialties.ts'
import { namesEncounter, resourcesOf, type Visit } from './visit.ts'

/** The closed list of facts that a modifier rule may name; each is defined here once. */
export const serviceFactNames = [
  'study-recorded',
  'study-stopped',
  'stopped-for-safety',
  'stopped-otherwise',
  'study-partial',
  'study-reduced',
  'reduced-otherwise',
  'recorded-in-3d',
  'claim-professional',
  'claim-facility',
  'interpretation-that-day',
  'other-services-that-day',
  'edited-pair-that-day',
  'separate-encounter',
  'same-billing-provider',
  'separate-service',
  'operation-that-day',
  'several-performers',
  'performed-by-therapist',
  'therapy-plan',
  'greater-effort',
] as const

export type ServiceFactName = (typeof serviceFactNames)[number]

export type ThreeWay = 'yes' | 'no' | 'unknown'

/** A fact with what the chart shows for and against it. */
export interface ServiceFact {
  readonly answer: ThreeWay
  readonly evidence: readonly Evidence[]
}

export type ServiceFacts = { readonly [N in ServiceFactName]: ServiceFact }

const open: ServiceFact = { answer: 'unknown', evidence: [] }

/** FHIR's procedure-category value set: a surgical procedure. */
const surgicalCategory = '387713003'

/** Derives every fact that a modifier rule may name. `day` is the date of service, null while it is open: then nothing of the day is known. */
export function deriveServiceFacts(
  visit: Visit,
  rules: RuleBook,
  decisions: Pick<Decisions, 'answers'>,
  day: string | null,
  today: string,
): ServiceFacts {
  const { answers } = decisions
  const services = servicesOn(recordedServices(visit, today), day)
  const studies = services.map(({ procedure }) => procedure)
  const others = day === null ? null : servicesThatDay(visit, day)
  const course = endOfStudy(studies, answers)
  const claimType = claimTypeOf(visit, answers)
  const pairs = others?.filter(({ code }) => isEditedPair(rules, code)) ?? null
  return {
    'study-recorded': { answer: studies.length > 0 ? 'yes' : whenWhole(visit.procedures.status), evidence: studies.map(speaking) },
    ...course,
    'recorded-in-3d': recordedIn3d(services, visit, answers),
    'claim-professional': { answer: is(claimType.value, 'professional'), evidence: claimType.evidence },
    'claim-facility': { answer: is(claimType.value, 'facility'), evidence: claimType.evidence },
    'interpretation-that-day': found(visit, others?.filter(({ code }) => rules.services[code]?.relation === 'interpretation') ?? null),
    'other-services-that-day': found(visit, others),
    'edited-pair-that-day': found(visit, pairs),
    'separate-encounter': separateEncounter(visit, pairs),
    'same-billing-provider': answered(answers, 'same-billing-provider'),
    'separate-service': answered(answers, 'separate-service'),
    'operation-that-day': operationThatDay(visit, day),
    'several-performers': severalPerformers(studies),
    'performed-by-therapist': byTherapist(visit, rules, studies),
    'therapy-plan': answered(answers, 'therapy-plan'),
    // No record says it: the clinician does, by asking for the modifier with a reason.
    'greater-effort': open,
  }
}

function recordedIn3d(services: readonly RecordedService[], { locations }: Visit, answers: Answers): ServiceFact {
  const { answer, evidence } = laboratoryOf(services, locations, answers)
  return { answer, evidence }
}

function answered(answers: Answers, question: YesNoQuestion): ServiceFact {
  const said = answers[question]
  return said === undefined || said === 'cannot-determine' ? open : { answer: said, evidence: [] }
}

function is<T>(value: T | 'unknown', wanted: T): ThreeWay {
  return value === 'unknown' ? 'unknown' : value === wanted ? 'yes' : 'no'
}

function whenWhole(...statuses: readonly Visit['procedures']['status'][]): ThreeWay {
  return statuses.every((status) => status === 'read') ? 'no' : 'unknown'
}

/** What was found is a yes; finding nothing is a no only where everything was read. */
function found({ procedures, charges }: Visit, services: readonly DayService[] | null): ServiceFact {
  if (services === null) return open
  const evidence = services.map(({ code, text, reference }): Evidence => ({
    speaks: 'for',
    text: `${code}, ${text ?? 'no words recorded'}`,
    reference,
    day: null,
  }))
  return { answer: evidence.length > 0 ? 'yes' : whenWhole(procedures.status, charges.status), evidence }
}

function isEditedPair({ pairEdits }: RuleBook, code: string): boolean {
  return pairEdits.some(({ column1, column2, indicator }) => indicator === '1' && column1 === '96000' && column2 === code)
}

function separateEncounter({ encounter }: Visit, pairs: readonly DayService[] | null): ServiceFact {
  const named = (pairs ?? []).flatMap((pair) =>
    pair.encounter === null ? [] : [{ pair, isHere: namesEncounter(pair.encounter, encounter.id) }],
  )
  if (named.length === 0) return open
  const evidence = named.map(({ pair, isHere }): Evidence => ({
    speaks: isHere ? 'against' : 'for',
    text: `${pair.code}, ${isHere ? 'of this visit' : 'of another visit'}`,
    reference: pair.reference,
    day: null,
  }))
  return { answer: named.some(({ isHere }) => !isHere) ? 'yes' : 'no', evidence }
}

function operationThatDay(visit: Visit, day: string | null): ServiceFact {
  if (day === null) return open
  const operations = resourcesOf(visit.procedures).filter(
    (procedure) =>
      tookPlace.includes(procedure.status) &&
      dayOfProcedure(procedure, visit.timeZone) === day &&
      (procedure.category?.coding ?? []).some(({ system, code }) => system === codeSystem.snomed && code === surgicalCategory),
  )
  return { answer: operations.length > 0 ? 'yes' : whenWhole(visit.procedures.status), evidence: operations.map(speaking) }
}

function severalPerformers(studies: readonly Procedure[]): ServiceFact {
  const performers = studies.flatMap(({ performer, id }) => (performer ?? []).map(({ actor }) => ({ actor, id })))
  const count = new Set(performers.map(({ actor }) => actor.reference ?? actor.display)).size
  const evidence = performers.map(({ actor, id }): Evidence => ({
    speaks: count > 1 ? 'for' : 'against',
    text: actor.display ?? actor.reference ?? 'Performer without a name',
    reference: `Procedure/${id ?? ''}`,
    day: null,
  }))
  return { answer: count === 0 ? 'unknown' : count > 1 ? 'yes' : 'no', evidence }
}

function byTherapist(visit: Visit, rules: RuleBook, studies: readonly Procedure[]): ServiceFact {
  const performers = recordedPerformers(studies.map((procedure) => ({ procedure })))
  const known = specialtiesOf(visit.roles, rules, performers)
  if (known.length === 0) return open
  const evidence = known.map(({ specialty, reference }): Evidence => ({
    speaks: specialty.isTherapist ? 'for' : 'against',
    text: specialty.display,
    reference,
    day: null,
  }))
  return { answer: known.some(({ specialty }) => specialty.isTherapist) ? 'yes' : 'no', evidence }
}

function speaking({ id, code, status }: Procedure): Evidence {
  return { speaks: 'for', text: `${code?.text ?? 'Procedure'}, ${status}`, reference: `Procedure/${id ?? ''}`, day: null }
}
