import type { ModifierAdvice } from '#core/modifiers.ts'
import type { Advice } from '#core/modifier-rules.ts'

export const adviceWords: Readonly<Record<Advice, string>> = {
  supported: 'supported',
  ask: 'ask',
  'not-accepted': 'not accepted',
  'not-applicable': 'not applicable',
}

/** Does the chart meet the condition of the source? */
export const metWords: Readonly<Record<ModifierAdvice['isMet'], string>> = {
  yes: 'the chart, or your answer, meets it',
  no: 'the chart, or your answer, speaks against it',
  unknown: 'not documented',
}

/** Does the published indicator accept it? */
export const acceptedWords: Readonly<Record<ModifierAdvice['accepted'], string>> = {
  yes: 'the published indicator accepts it',
  no: 'the published indicator does not accept it',
  restricted: 'the published indicator restricts it',
  'no-indicator': 'no published indicator decides it',
}

/** A main row is marked where the advice in front of the clinician rests on a fact that nobody could verify. */
export function isUnverified({ rule, accepted }: ModifierAdvice): boolean {
  const grades = [rule.grade, ...(accepted === 'no' || accepted === 'restricted' ? [rule.acceptance?.grade] : [])]
  return grades.includes('K') || grades.includes('C')
}
