import type { Condition, Encounter } from 'fhir/r4'
import { codeSystem } from './codes.ts'
import { dayOf } from './dates.ts'
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
}

/**
 * Every diagnosis of the visit with its standing towards the list, relevant ones first.
 * Refuted and mistakenly entered Conditions are left out: they are never evidence.
 */
export function listDiagnoses(visit: Visit, rules: RuleBook, day: string): readonly Diagnosis[] {
  const groups = new Map<string, Diagnosis>()
  const seen = new Set<string>()
  for (const { condition, source } of inSteadyOrder(visit)) {
    if (condition.id === undefined || seen.has(condition.id) || isRefuted(condition)) continue
    seen.add(condition.id)
    const currency = currencyOf(condition, day, visit.timeZone)
    const key = `${currency} ${identityOf(condition)}`
    const group = groups.get(key)
    groups.set(
      key,
      group === undefined
        ? {
            id: condition.id,
            conditions: [condition],
            sources: [source],
            text: textOf(condition),
            currency,
            standing: standingOf(condition, rules, day),
          }
        : {
            ...group,
            conditions: [...group.conditions, condition],
            sources: group.sources.includes(source) ? group.sources : [...group.sources, source],
          },
    )
  }
  return [...groups.values()].toSorted((a, b) => rankOf(a) - rankOf(b) || compare(codeOf(a), codeOf(b)) || compare(a.id, b.id))
}

/** Those of this visit first, then by id: the order in which a server sends them decides nothing. */
function inSteadyOrder({ conditions, encounter }: Visit): readonly { readonly condition: Condition; readonly source: DiagnosisSource }[] {
  return conditions
    .flatMap(({ reading }) => resourcesOf(reading))
    .map((condition) => ({ condition, source: sourceOf(condition, encounter) }))
    .toSorted((a, b) => sourceRank[a.source] - sourceRank[b.source] || compare(a.condition.id ?? '', b.condition.id ?? ''))
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
  return (concept?.coding ?? []).some(({ code }) => code !== undefined && statuses.includes(code))
}

function isRefuted({ verificationStatus }: Condition): boolean {
  return isAnyOf(verificationStatus, ['refuted', 'entered-in-error'])
}

function currencyOf(condition: Condition, day: string, timeZone: string | null): Currency {
  if ((condition.modifierExtension ?? []).length > 0) return 'not-understood'
  if (isAnyOf(condition.clinicalStatus, ['resolved', 'inactive', 'remission'])) return 'history'
  const abated = dayOf(condition.abatementDateTime ?? condition.abatementPeriod?.end, timeZone)
  if (abated !== null && abated < day) return 'history'
  const onset = dayOf(condition.onsetDateTime ?? condition.onsetPeriod?.start, timeZone)
  if (onset !== null && onset > day) return 'history'
  return isAnyOf(condition.verificationStatus, ['provisional', 'differential', 'unconfirmed']) ? 'uncertain' : 'current'
}

function sourceOf(condition: Condition, encounter: Encounter): DiagnosisSource {
  if (listsCondition(encounter, condition.id)) return 'this-visit'
  const categories = (condition.category ?? []).flatMap(({ coding }) => coding ?? [])
  const has = (code: string) => categories.some((coding) => coding.system === codeSystem.conditionCategory && coding.code === code)
  if (has('problem-list-item')) return 'problem-list'
  const reference = condition.encounter?.reference
  if (!has('encounter-diagnosis')) return 'uncategorised'
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
  const codes = (condition.code?.coding ?? []).flatMap(({ system, code }) => (code === undefined ? [] : `${system ?? ''}|${code}`))
  return codes.length > 0 ? codes.toSorted().join(' ') : `text ${textOf(condition)}`
}
