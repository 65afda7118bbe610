import type { ExistingCharge } from '#core/existing-charges.ts'
import type { Outcome } from './outcome-words.ts'

/** Outcomes after which nothing may be sent from here. */
const unsettled: readonly Outcome['kind'][] = ['unknown', 'differs', 'duplicate']

/** Whether this window's write ended the case. A saved draft, and a "not billable", may still be confirmed. */
export function isEnded(outcome: Outcome | null): boolean {
  if (outcome?.kind === 'saved') return outcome.charge?.status === 'billable'
  return outcome !== null && unsettled.includes(outcome.kind)
}

/** Whether nothing is left to choose: this window's write ended the case, or a charge stands already. */
export function isOver(outcome: Outcome | null, existing: ExistingCharge): boolean {
  return isEnded(outcome) || existing.kind === 'already-charged'
}
