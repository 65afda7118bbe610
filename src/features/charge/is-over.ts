import type { ChargeItem } from 'fhir/r4'
import type { ExistingCharge } from '#core/existing-charges.ts'
import type { ChargeWrite } from '#queries/charge.ts'

/** Whether a press is being worked on. */
export function isBusy({ stage }: ChargeWrite): boolean {
  return stage === 'resuming' || stage === 'confirming' || stage === 'sending' || stage === 'verifying'
}

/** After these nothing may be sent from here. A saved draft, a "not billable" and a charge taken back may be followed by Confirm. */
export function isEnded(write: ChargeWrite): boolean {
  if (write.stage === 'saved') return write.outcome.charge.status === 'billable' || write.outcome.charge.status === 'billed'
  return write.stage === 'unknown' || write.stage === 'handed-over'
}

/** Whether nothing is left to choose: this window's write ended the case, or a charge stands already. */
export function isOver(write: ChargeWrite, existing: ExistingCharge): boolean {
  return isEnded(write) || existing.kind === 'already-charged'
}

/** The statement that this visit carries no charge, until the clinician reopens it; null where there is none. */
export function dismissalIn(write: ChargeWrite, existing: ExistingCharge, isReopened: boolean): ChargeItem | null {
  if (write.stage === 'noted') return write.charge
  if (isReopened || isOver(write, existing)) return null
  if (write.stage === 'saved' && write.outcome.charge.status === 'not-billable') return write.outcome.charge
  return existing.kind === 'not-billable' ? existing.charge : null
}
