import type { Condition, Encounter } from 'fhir/r4'
import { codeSystem } from './codes.ts'
import { dayOf } from './dates.ts'
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

/** One Condition and where the chart holds it. */
export interface Recorded {
  readonly id: string
  readonly condition: Condition
  readonly source: DiagnosisSource
}

/**
 * Each Condition once, however many searches brought it; where they differ, the one nearest to this visit. In steps of
 * `stepLength` Conditions.
 */
export function* recordedOnce({ conditions, encounter }: Visit, stepLength: number): Generator<undefined, Iterable<Recorded>> {
  const once = new Map<string, Recorded>()
  let count = 0
  for (const { reading } of conditions)
    for (const condition of resourcesOf(reading)) {
      if ((count += 1) % stepLength === 0) yield
      const { id } = condition
      if (id === undefined || isRefuted(condition)) continue
      const source = sourceOf(condition, encounter)
      const other = once.get(id)
      if (other === undefined || sourceRank[source] < sourceRank[other.source]) once.set(id, { id, condition, source })
    }
  return once.values()
}

export const sourceRank: Readonly<Record<DiagnosisSource, number>> = {
  'this-visit': 0,
  'problem-list': 1,
  'visit-not-recorded': 2,
  uncategorised: 3,
  'other-visit': 4,
}

/** A server may put a coding of its own before or after that of FHIR. */
function isAnyOf(concept: Condition['clinicalStatus'], statuses: readonly string[]): boolean {
  for (const { code } of concept?.coding ?? []) if (code !== undefined && statuses.includes(code)) return true
  return false
}

const refuted = ['refuted', 'entered-in-error']
const past = ['resolved', 'inactive', 'remission']
const unconfirmed = ['provisional', 'differential', 'unconfirmed']

function isRefuted({ verificationStatus }: Condition): boolean {
  return isAnyOf(verificationStatus, refuted)
}

/** Whether it may speak for a visit on `day`. */
export function currencyOf(condition: Condition, day: string, timeZone: string | null): Currency {
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
  if (isOfCategory(condition, 'problem-list-item')) return 'problem-list'
  if (!isOfCategory(condition, 'encounter-diagnosis')) return 'uncategorised'
  const reference = condition.encounter?.reference
  if (reference === undefined) return 'visit-not-recorded'
  return namesEncounter(reference, encounter.id) ? 'this-visit' : 'other-visit'
}

function isOfCategory({ category = [] }: Condition, wanted: string): boolean {
  for (const { coding = [] } of category)
    for (const { system, code } of coding) if (code === wanted && system === codeSystem.conditionCategory) return true
  return false
}

/** The chart's own words. */
export function textOf(condition: Condition): string {
  const codings = condition.code?.coding ?? []
  return (
    condition.code?.text ?? codings.find(({ display }) => display !== undefined)?.display ?? codings[0]?.code ?? 'Diagnosis without text'
  )
}

/**
 * Two Conditions are the same diagnosis when they carry the same codes, or, without any, the same text.
 * Codes are numbered as they come: numbers are sorted and compared much faster than systems and codes.
 */
export function createIdentities(): (condition: Condition) => string {
  const systems = new Map<string, Map<string, number>>()
  let count = 0
  const numberOf = (system: string, code: string) => {
    let codes = systems.get(system)
    if (codes === undefined) systems.set(system, (codes = new Map()))
    let number = codes.get(code)
    if (number === undefined) codes.set(code, (number = count += 1))
    return number
  }
  return (condition) => {
    const numbers: number[] = []
    for (const { system = '', code } of condition.code?.coding ?? []) if (code !== undefined) numbers.push(numberOf(system, code))
    if (numbers.length > 1) numbers.sort((a, b) => a - b)
    return numbers.length > 0 ? numbers.join(' ') : `text ${textOf(condition)}`
  }
}
