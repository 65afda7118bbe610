import type { Condition, Encounter } from 'fhir/r4'
import { isRestricted } from './labels.ts'
import { standingOf, type Standing } from './indications.ts'
import type { RuleBook } from './rule-book.ts'
import {
  createIdentities,
  currencyOf,
  recordedOnce,
  sourceRank,
  textOf,
  type Currency,
  type DiagnosisSource,
  type Recorded,
} from './recorded.ts'
import type { Visit } from './visit.ts'

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
  const steps = listInSteps(visit, rules, day)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

interface LastList {
  readonly encounter: Encounter
  readonly timeZone: string | null
  readonly rules: RuleBook
  readonly day: string
  readonly listed: readonly Diagnosis[]
}

const lastLists = new WeakMap<Visit['conditions'], LastList>()
const stepLength = 500

/**
 * The same in steps of some hundred Conditions, between which a page may answer its user; what was listed last is not
 * listed again, since a decision of the clinician changes neither chart nor rules.
 */
export function* listInSteps(visit: Visit, rules: RuleBook, day: string): Generator<undefined, readonly Diagnosis[]> {
  const { encounter, timeZone } = visit
  const last = lastLists.get(visit.conditions)
  if (last?.encounter === encounter && last.timeZone === timeZone && last.rules === rules && last.day === day) return last.listed
  const groups = new Map<string, Group>()
  const identityOf = createIdentities()
  let count = 0
  for (const recorded of yield* recordedOnce(visit, stepLength)) {
    const currency = currencyOf(recorded.condition, day, timeZone)
    const key = `${currency} ${identityOf(recorded.condition)}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { currency, recorded: [recorded] })
    else group.recorded.push(recorded)
    if ((count += 1) % stepLength === 0) yield
  }
  const diagnoses: Diagnosis[] = []
  for (const group of groups.values()) {
    diagnoses.push(diagnosisOf(group, rules, day))
    if (diagnoses.length % stepLength === 0) yield
  }
  const listed = diagnoses.toSorted((a, b) => rankOf(a) - rankOf(b) || compare(codeOf(a), codeOf(b)) || compare(a.id, b.id))
  lastLists.set(visit.conditions, { encounter, timeZone, rules, day, listed })
  return listed
}

/** Conditions that say the same. */
interface Group {
  readonly currency: Currency
  readonly recorded: [Recorded, ...Recorded[]]
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
