import { vi } from 'vitest'
import { openChargeDesk } from '#fhir/open-charge-desk.ts'
import type { Press } from '#fhir/press.ts'
import { readVisit } from '#fhir/read-visit.ts'
import type { Session } from '#fhir/session.ts'
import type { WriteState } from '#fhir/write-state.ts'
import type { MessagingWindow } from '#fhir/web-messaging.ts'
import type { ChargeWish } from '#fhir/write-outcome.ts'
import { patientId, session as defaultSession, wait, where, wish } from './writing-desk.ts'

export const signer = { reference: 'Practitioner/dr-rivera', display: 'Dr. Ana Rivera' }
export const tool = 'Gait Charge, rules test'

/** A desk of the visit with everything it said, as a page that was just opened has it; storage is what the window kept. */
export async function aDesk(session: Session = defaultSession, here: MessagingWindow | null = null) {
  const stages: WriteState['stage'][] = []
  const visits = vi.fn()
  const seen = await readVisit(session, `${patientId}-visit`)
  const desk = await openChargeDesk(session, { wait, onVisit: visits }, here)
  desk.subscribe(() => stages.push(desk.state().stage))
  const press = (status: ChargeWish['status'] = 'billable', changes: Partial<ChargeWish> = {}, more: Partial<Press> = {}) => {
    const asked = wish(status, changes)
    const key = { ...asked.key, issuer: session.base }
    return desk.press({ wish: { ...asked, key }, where, seen, signer, tool, ...more })
  }
  const resume = () => desk.resume({ ...wish('billable').key, issuer: session.base }, `${patientId}-visit`)
  return { desk, stages, visits, seen, press, resume }
}

/** The charge of a state that has one. */
export function chargeOf(state: WriteState) {
  if (state.stage !== 'saved') throw new Error(JSON.stringify(state))
  return state.outcome.charge
}
