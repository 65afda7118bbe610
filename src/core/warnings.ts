import type { Decisions } from './decisions.ts'
import { codeOf, type Diagnosis } from './diagnoses.ts'
import { replacementsIn, type Replacement } from './joint-replacements.ts'
import type { Cited, RuleBook } from './rule-book.ts'
import type { Visit } from './visit.ts'

/** Something to look at before the charge is confirmed. It never blocks. */
export interface Warning extends Cited {
  /** Stable for the same finding; what the clinician answers is kept under it. */
  readonly id: string
  readonly kind: 'excludes1' | 'integral-symptom' | 'replaced-joint'
  /** The chosen code, and the code or record beside it. */
  readonly codes: readonly [string, string]
  readonly reference: string
  /** The record of the artificial joint names no side: ask. */
  readonly isSideOpen: boolean
  readonly isConsidered: boolean
}

type Finding = Omit<Warning, 'isConsidered' | 'id'>

/** A code that may stand on the claim of this visit, with the record it comes from. */
interface Standing {
  readonly code: string
  readonly reference: string
}

/** The warnings on the chosen diagnoses, against each other and against the current diagnoses of this visit. */
export function warningsOn(
  visit: Visit,
  rules: RuleBook,
  diagnoses: readonly Diagnosis[],
  { chosen, considered }: Decisions,
  day: string,
): readonly Warning[] {
  const ours = chosen.map(({ code, diagnosisId }) => ({ code, reference: `Condition/${diagnosisId}` }))
  const ofVisit = diagnoses
    .filter(
      ({ id, currency, sources }) =>
        currency === 'current' && sources.includes('this-visit') && !ours.some(({ reference }) => reference === `Condition/${id}`),
    )
    .map((diagnosis) => ({ code: codeOf(diagnosis), reference: `Condition/${diagnosis.id}` }))
  const findings = ours.flatMap((one, index) => [
    ...[...ours.slice(index + 1), ...ofVisit].flatMap((other) => excludes1(one, other, rules)),
    ...integralSymptom(one, ours, rules),
    ...replacedJoint(one, replacementsIn(visit, rules, diagnoses, day), rules),
  ])
  return findings.map((finding) => {
    const id = `${finding.kind} ${finding.codes.join(' ')}`
    return { ...finding, id, isConsidered: considered.includes(id) }
  })
}

function excludes1(one: Standing, other: Standing, { diagnosisNotes }: RuleBook): readonly Finding[] {
  const excluding = (code: string, beside: string) =>
    diagnosisNotes.find((note) => isBelow(code, note.code) && note.excludes1.some((pattern) => isBelow(beside, pattern)))
  const note = excluding(one.code, other.code) ?? excluding(other.code, one.code)
  return note === undefined ? [] : [finding('excludes1', one, other, note)]
}

function integralSymptom(one: Standing, ours: readonly Standing[], { diagnosisNotes }: RuleBook): readonly Finding[] {
  const note = diagnosisNotes.find(({ code, isSymptom }) => isSymptom && isBelow(one.code, code))
  // Symptoms (R) and circumstances (Z) are no cause.
  const cause = ours.find(({ code }) => code !== one.code && !/^[RZ]/.test(code))
  return note === undefined || cause === undefined ? [] : [finding('integral-symptom', one, cause, note)]
}

function replacedJoint(one: Standing, replacements: readonly Replacement[], { diagnosisNotes }: RuleBook): readonly Finding[] {
  const note = diagnosisNotes.find(({ code, joint, isReplaced }) => joint !== null && !isReplaced && isBelow(one.code, code))
  if (note === undefined) return []
  return replacements
    .filter(
      ({ joint, side }) =>
        (joint === null || joint === note.joint) &&
        (side === null || note.side === null || side === 'both' || note.side === 'both' || side === note.side),
    )
    .map((replacement) => ({
      ...finding('replaced-joint', one, replacement, replacement),
      isSideOpen: replacement.joint === null || replacement.side === null || note.side === null,
    }))
}

function finding(kind: Finding['kind'], one: Standing, other: Standing, { grade, source }: Cited): Finding {
  return { kind, codes: [one.code, other.code], reference: other.reference, isSideOpen: false, grade, source }
}

/** Whether a code is the pattern's, or below it; `G11.-` means every code below G11. */
function isBelow(code: string, pattern: string): boolean {
  return pattern.endsWith('-') ? code.startsWith(pattern.replace(/\.?-$/, '')) : code === pattern || code.startsWith(`${pattern}.`)
}
