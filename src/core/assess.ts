import type { ChargeItem } from 'fhir/r4'
import { captureOf, type Capture } from './capture.ts'
import { claimTypeOf, placesOf, type ClaimTypeFound } from './claim-type.ts'
import { existingCharge, withdrawnCharges, type ExistingCharge } from './existing-charges.ts'
import type { Decisions } from './decisions.ts'
import { listDiagnoses, type Diagnosis } from './diagnoses.ts'
import { deriveFacts, type Facts } from './facts.ts'
import { adviseModifiers, type Advised } from './modifiers.ts'
import { payersOf, type PayerFound } from './payers.ts'
import { icd10cmInUseFrom, type RuleBook, type SiteOfService } from './rule-book.ts'
import { relatedThatDay, type RelatedService } from './same-day.ts'
import { deriveServiceFacts } from './service-facts.ts'
import { possibleDates, spanToChooseFrom, visitDays, type Span } from './service-date.ts'
import { warningsOn, type Warning } from './warnings.ts'
import { resourcesOf, type ConditionQuery, type ReadingGap, type Visit } from './visit.ts'

/** What the list says of this visit. It decides neither coverage nor whether the service was right. */
export type Verdict =
  | 'on-list'
  | 'described-by-source'
  | 'listed-disputed'
  | 'near-miss'
  | 'not-on-list'
  | 'cannot-tell'
  | 'already-charged'

/** The verdicts that rest on a diagnosis on the list, or near it. */
export const nearTheList: readonly Verdict[] = ['on-list', 'described-by-source', 'listed-disputed', 'near-miss']

/** Why this visit can carry no draft at all. */
export type NoDraft = 'visit-cancelled' | 'visit-entered-in-error' | 'visit-not-begun' | 'visit-without-date' | 'before-icd-10-cm'

/** A part of the chart that is missing from this assessment. */
export interface Unread {
  readonly part: ConditionQuery | 'procedures' | 'charges' | 'coverages'
  readonly gap: ReadingGap
  /** How much of it was read before it broke off; 0 when nothing was. */
  readonly read: number
}

export interface Assessment {
  readonly verdict: Verdict
  readonly noDraft: NoDraft | null
  /** The date of service, null while the clinician has to choose among `possibleDates`. */
  readonly dateOfService: string | null
  readonly possibleDates: readonly string[]
  /** Set where any day of a long visit may be chosen, more than `possibleDates` holds. */
  readonly dateSpan: Span | null
  readonly diagnoses: readonly Diagnosis[]
  /** How many Conditions were read, before refuted ones were left out and equal ones collapsed. */
  readonly conditionsRead: number
  readonly facts: Facts
  readonly capture: Capture
  readonly claimType: ClaimTypeFound
  /** Where it took place, as far as the site's location map knows. */
  readonly sites: readonly SiteOfService[]
  readonly advised: Advised
  readonly warnings: readonly Warning[]
  /** Other services of the day; null while the day is open. */
  readonly sameDay: readonly RelatedService[] | null
  readonly payers: readonly PayerFound[]
  readonly existing: ExistingCharge
  /** What was charged that day and taken back. */
  readonly withdrawn: readonly ChargeItem[]
  readonly unread: readonly Unread[]
  /** True when the visit is later than the last day for which the tables were checked. */
  readonly isAfterTables: boolean
}

/**
 * The whole domain on one page: visit, rules and the clinician's decisions in, one assessment out.
 * Pure and total: never throws, and the same input gives the same answer. `today` (`YYYY-MM-DD`) ends a visit that has no end yet.
 */
export function assess(visit: Visit, rules: RuleBook, decisions: Decisions, today: string): Assessment {
  const dates = possibleDates(visit, today)
  const only = dates.length === 1 ? (dates[0] ?? null) : null
  const dateSpan = spanToChooseFrom(visit, today)
  const chosen = decisions.dateOfService
  const isPossible =
    chosen !== null && (dates.includes(chosen) || (dateSpan !== null && dateSpan.first <= chosen && chosen <= dateSpan.last))
  const dateOfService = isPossible ? chosen : only
  const day = dateOfService ?? undecidedDay(visit, today, dates)
  const diagnoses = listDiagnoses(visit, rules, day)
  const charges = resourcesOf(visit.charges)
  const where = { timeZone: visit.timeZone, performedCodes: visit.performedCodes, encounterId: visit.encounter.id ?? null }
  const existing = existingCharge(charges, day, where)
  const unread = unreadParts(visit)
  const capture = captureOf(decisions.answers)
  const places = placesOf(visit)
  return {
    verdict: verdictOf(existing, diagnoses, unread, capture),
    noDraft: noDraftOf(visit, dates, day),
    dateOfService,
    possibleDates: dates,
    dateSpan,
    diagnoses,
    conditionsRead: new Set(visit.conditions.flatMap(({ reading }) => resourcesOf(reading).map(({ id }) => id))).size,
    facts: deriveFacts(visit, rules, diagnoses, decisions, dateOfService, today),
    capture,
    claimType: claimTypeOf(visit, decisions.answers),
    sites: rules.sites.filter(({ code }) => places.some(({ placeOfService }) => placeOfService === code)),
    advised: adviseModifiers(deriveServiceFacts(visit, rules, decisions, dateOfService, today), rules, day),
    warnings: warningsOn(visit, rules, diagnoses, decisions, day),
    sameDay: dateOfService === null ? null : relatedThatDay(visit, rules, dateOfService),
    payers: payersOf(visit.coverages, rules, day),
    existing,
    withdrawn: withdrawnCharges(charges, day, where),
    unread,
    isAfterTables: day > rules.tables.diagnoses.through,
  }
}

/** The day whose codes count until the clinician chose one: the first possible one. */
export function undecidedDay(visit: Visit, today: string, dates = possibleDates(visit, today)): string {
  return dates[0] ?? visitDays(visit, today)[0] ?? today
}

function verdictOf(existing: ExistingCharge, diagnoses: readonly Diagnosis[], unread: readonly Unread[], capture: Capture): Verdict {
  if (existing.kind === 'already-charged') return 'already-charged'
  // Whatever the diagnosis, a recording without markers may be another service.
  if (capture.kind === 'check-with-coding' || capture.kind === 'markerless-full-body') return 'cannot-tell'
  const standings = diagnoses.flatMap(({ currency, standing }) => (currency === 'current' ? [standing] : []))
  const kinds = new Set(standings.map(({ kind }) => kind))
  if (kinds.has('on-list')) return 'on-list'
  if (kinds.has('described-by-source')) return 'described-by-source'
  if (kinds.has('listed-disputed')) return 'listed-disputed'
  // What the record settles otherwise (the other side, a secondary type) leaves nothing to ask: it is simply not on the list.
  if (standings.some((standing) => standing.kind === 'near-miss' && standing.settles === null)) return 'near-miss'
  const isBlind = unread.some(({ part }) => part === 'all' || part === 'encounter-diagnosis' || part === 'problem-list-item')
  return isBlind || kinds.has('codings-disagree') || kinds.has('cannot-match') ? 'cannot-tell' : 'not-on-list'
}

function noDraftOf({ encounter }: Visit, dates: readonly string[], day: string): NoDraft | null {
  switch (encounter.status) {
    case 'cancelled':
      return 'visit-cancelled'
    case 'entered-in-error':
      return 'visit-entered-in-error'
    case 'planned':
      return 'visit-not-begun'
    default:
      if (dates.length === 0) return 'visit-without-date'
      return day < icd10cmInUseFrom ? 'before-icd-10-cm' : null
  }
}

function unreadParts(visit: Visit): readonly Unread[] {
  const parts = [
    ...visit.conditions.map(({ query, reading }) => ({ part: query, reading })),
    { part: 'procedures' as const, reading: visit.procedures },
    { part: 'charges' as const, reading: visit.charges },
    { part: 'coverages' as const, reading: visit.coverages },
  ]
  return parts.flatMap(({ part, reading }) =>
    reading.status === 'read' ? [] : [{ part, gap: reading.gap, read: resourcesOf<unknown>(reading).length }],
  )
}
