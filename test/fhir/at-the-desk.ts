import { vi } from 'vitest'
import { openChargeDesk } from '#fhir/open-charge-desk.ts'
import type { Wait } from '#fhir/delay.ts'
import type { Press } from '#fhir/press.ts'
import { readVisit } from '#fhir/read-visit.ts'
import type { Session } from '#fhir/session.ts'
import type { WriteState } from '#fhir/write-state.ts'
import type { MessagingWindow } from '#fhir/web-messaging.ts'
import type { ChargeWish } from '#fhir/write-outcome.ts'
import { openedDesk, sawPress, sawState, sawVisit, witness } from '#test/faults/witness.ts'
import { patientId, session as defaultSession, wait, where, wish } from './writing-desk.ts'

export const signer = { reference: 'Practitioner/dr-rivera', display: 'Dr. Ana Rivera' }
export const tool = 'Gait Charge, rules test'

/** A desk of the visit with everything it said, as a page that was just opened has it; storage is what the window kept. */
export async function aDesk(session: Session = defaultSession, here: MessagingWindow | null = null) {
  const stages: WriteState['stage'][] = []
  const visits = vi.fn()
  const seen = sawVisit(await readVisit(session, `${patientId}-visit`))
  let waited = 0
  const counting: Wait = async (ms) => {
    // Longer than a press may last: the clock of "Send again", which nobody waits for.
    if (ms <= 20_000) waited += ms
    await wait(ms)
  }
  openedDesk(session)
  const desk = await openChargeDesk(session, { wait: counting, onVisit: visits }, here)
  desk.subscribe(() => {
    stages.push(desk.state().stage)
    sawState(session, desk.state())
  })
  const pressed = async <T>(work: () => Promise<T>): Promise<T> => {
    sawPress(session)
    const before = waited
    const ended = await work()
    witness.waited.push(waited - before)
    return ended
  }
  const takeBack = desk.takeBack.bind(desk)
  desk.takeBack = (...asked) => pressed(() => takeBack(...asked))
  const press = (status: ChargeWish['status'] = 'billable', changes: Partial<ChargeWish> = {}, more: Partial<Press> = {}) => {
    const asked = wish(status, changes)
    const key = { ...asked.key, issuer: session.base }
    return pressed(() => desk.press({ wish: { ...asked, key }, where, seen, signer, tool, ...more }))
  }
  const resume = () => desk.resume({ ...wish('billable').key, issuer: session.base }, `${patientId}-visit`)
  return { desk, stages, visits, seen, press, resume }
}

/** The charge of a state that has one. */
export function chargeOf(state: WriteState) {
  if (state.stage !== 'saved') throw new Error(JSON.stringify(state))
  return state.outcome.charge
}
