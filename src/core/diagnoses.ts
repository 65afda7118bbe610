import type { Condition, Encounter } from 'fhir/r4'
import { codeSystem } from './codes.ts'
import { dayOf } from './dates.ts'
import { isRestricted } from './labels.ts'
import { standingOf, type Standing } from './indications.ts'
import type { RuleBook } from './rule-book.ts'
import { listsCondition, namesEncounter, resourcesOf, type Visit } from './visit.ts'

/** Whether a recorded diagnosis may speak for this visit. */
export type Currency =
  | 'current'
  /** Resolved, inactive, in remission, abated, or beginning after the visit: shown as history. */
  | 'history'
  /** Provisional, differential or unconfirmed: outpatient coding takes confirmed diagnoses only. */
  | 'uncertain'
  /** It carries a modifierExtension that this app does not know, so FHIR forbids using it. */
  | 'not-understood'

/**
 * Where the chart holds it. "This visit" is an encounter diagnosis of the visit in context, or what that visit itself
 * lists; an encounter diagnosis that names no visit is not silently one of this.
 */
export type DiagnosisSource = 'this-visit' | 'problem-list' | 'visit-not-recorded' | 'other-visit' | 'uncategorised'

/** One diagnosis, with every Condition that says the same collapsed into it. */
export interface Diagnosis {
  /** The id of its first Condition: stable for the visit. */
  readonly id: string
  readonly conditions: readonly Condition[]
  readonly sources: readonly DiagnosisSource[]
  /** The chart's own words. */
  readonly text: string
  readonly currency: Currency
  readonly standing: Standing
  /** The chart labels it as restricted or sensitive: shown once it is asked for. */
  readonly isRestricted: boolean
}

/**
 * Every diagnosis of the visit with its standing towards the list, relevant ones first.
 * Refuted and mistakenly entered Conditions are left out: they are never evidence.
 */
export function listDiagnoses(visit: Visit, rules: RuleBook, day: string): readonly Diagnosis[] {
  const groups = new Map<string, Group>()
  for (const recorded of recordedOnce(visit)) {
    const currency = currencyOf(recorded.condition, day, visit.timeZone)
    const key = `${currency} ${identityOf(recorded.condition)}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { currency, recorded: [recorded] })
    else group.recorded.push(recorded)
  }
  return [...groups.values()]
    .map((group) => diagnosisOf(group, rules, day))
    .toSorted((a, b) => rankOf(a) - rankOf(b) || compare(codeOf(a), codeOf(b)) || compare(a.id, b.id))
}

/** One Condition and where the chart holds it. */
interface Recorded {
  readonly id: string
  readonly condition: Condition
  readonly source: DiagnosisSource
}

/** Conditions that say the same. */
interface Group {
  readonly currency: Currency
  readonly recorded: [Recorded, ...Recorded[]]
}

/** Each Condition once, however many searches brought it; where they differ, the one nearest to this visit. */
function recordedOnce({ conditions, encounter }: Visit): Iterable<Recorded> {
  const once = new Map<string, Recorded>()
  for (const { reading } of conditions)
    for (const condition of resourcesOf(reading)) {
      const { id } = condition
      if (id === undefined || isRefuted(condition)) continue
      const source = sourceOf(condition, encounter)
      const other = once.get(id)
      if (other === undefined || sourceRank[source] < sourceRank[other.source]) once.set(id, { id, condition, source })
    }
  return once.values()
}

/** Those of this visit speak first, then the lowest id: the order in which a server sends them decides nothing. */
function diagnosisOf({ currency, recorded }: Group, rules: RuleBook, day: string): Diagnosis {
  const ordered = recorded.toSorted((a, b) => sourceRank[a.source] - sourceRank[b.source] || compare(a.id, b.id))
  const [{ id, condition } = recorded[0]] = ordered
  return {
    id,
    conditions: ordered.map(({ condition }) => condition),
    sources: [...new Set(ordered.map(({ source }) => source))],
    text: textOf(condition),
    currency,
    standing: standingOf(condition, rules, day),
    isRestricted: recorded.some(({ condition }) => isRestricted(condition)),
  }
}

const sourceRank: Readonly<Record<DiagnosisSource, number>> = {
  'this-visit': 0,
  'problem-list': 1,
  'visit-not-recorded': 2,
  uncategorised: 3,
  'other-visit': 4,
}

/** The ICD-10-CM code as recorded and normalised, where there is one. */
export function codeOf({ standing }: Diagnosis): string {
  return 'code' in standing ? (standing.code ?? '') : ''
}

const standingRank: Readonly<Record<Standing['kind'], number>> = {
  'on-list': 0,
  'described-by-source': 1,
  'listed-disputed': 2,
  'near-miss': 3,
  'codings-disagree': 4,
  'not-on-list': 5,
  'cannot-match': 6,
}

function rankOf({ currency, standing, sources }: Diagnosis): number {
  const past = currency === 'current' ? 0 : 100
  return past + standingRank[standing.kind] * 2 + (sources.includes('this-visit') ? 0 : 1)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A server may put a coding of its own before or after that of FHIR. */
function isAnyOf(concept: Condition['clinicalStatus'], statuses: readonly string[]): boolean {
  return concept?.coding?.some(({ code }) => code !== undefined && statuses.includes(code)) ?? false
}

const refuted = ['refuted', 'entered-in-error']
const past = ['resolved', 'inactive', 'remission']
const unconfirmed = ['provisional', 'differential', 'unconfirmed']

function isRefuted({ verificationStatus }: Condition): boolean {
  return isAnyOf(verificationStatus, refuted)
}

function currencyOf(condition: Condition, day: string, timeZone: string | null): Currency {
  if (condition.modifierExtension !== undefined && condition.modifierExtension.length > 0) return 'not-understood'
  if (isAnyOf(condition.clinicalStatus, past)) return 'history'
  const abated = dayOf(condition.abatementDateTime ?? condition.abatementPeriod?.end, timeZone)
  if (abated !== null && abated < day) return 'history'
  if (isAfter(condition.onsetDateTime ?? condition.onsetPeriod?.start, day, timeZone)) return 'history'
  return isAnyOf(condition.verificationStatus, unconfirmed) ? 'uncertain' : 'current'
}

/** Nearly every onset lies before the visit as it is written, and needs no closer look. */
function isAfter(dateTime: string | undefined, day: string, timeZone: string | null): boolean {
  if (dateTime === undefined || (timeZone === null && dateTime.slice(0, day.length) <= day)) return false
  const onset = dayOf(dateTime, timeZone)
  return onset !== null && onset > day
}

function sourceOf(condition: Condition, encounter: Encounter): DiagnosisSource {
  if (listsCondition(encounter, condition.id)) return 'this-visit'
  const has = (wanted: string) =>
    condition.category?.some(({ coding }) =>
      coding?.some(({ system, code }) => code === wanted && system === codeSystem.conditionCategory),
    ) === true
  if (has('problem-list-item')) return 'problem-list'
  if (!has('encounter-diagnosis')) return 'uncategorised'
  const reference = condition.encounter?.reference
  if (reference === undefined) return 'visit-not-recorded'
  return namesEncounter(reference, encounter.id) ? 'this-visit' : 'other-visit'
}

function textOf(condition: Condition): string {
  const codings = condition.code?.coding ?? []
  return (
    condition.code?.text ?? codings.find(({ display }) => display !== undefined)?.display ?? codings[0]?.code ?? 'Diagnosis without text'
  )
}

/** Two Conditions are the same diagnosis when they carry the same codes, or, without any, the same text. */
function identityOf(condition: Condition): string {
  const codes: string[] = []
  for (const { system, code } of condition.code?.coding ?? []) if (code !== undefined) codes.push(`${system ?? ''}|${code}`)
  return codes.length > 0 ? codes.toSorted().join(' ') : `text ${textOf(condition)}`
}
