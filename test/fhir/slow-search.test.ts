import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { chargeIdentifier } from '#core/charge-key.ts'
import { aDesk, chargeOf, signer, tool } from './at-the-desk.ts'
import { signIn } from './sign-in.ts'
import { ehr, fault, key, openDesk, patientId, session, writes } from './writing-desk.ts'

// An EHR whose search shows a charge half a minute late, and which takes no notice of If-None-Exist.
openDesk({ quirks: { searchLagMs: 30_000, honoursIfNoneExist: false } })
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

const later = (ms: number) => void vi.setSystemTime(Date.now() + ms)
const creates = () => writes().filter(({ url, method }) => method === 'POST' && url.endsWith('/ChargeItem'))

test('a saved charge is saved, although the search does not show it yet', async () => {
  const { press } = await aDesk()
  expect(await press()).toMatchObject({ stage: 'saved' })
  expect(await ehr.charges(patientId)).toHaveLength(1)
})

test('a reload before the search shows it offers no second charge; afterwards it finds the first', async () => {
  await (await aDesk()).press()
  later(5000)
  const { resume, press } = await aDesk()
  expect(await resume()).toMatchObject({ stage: 'unknown', sendAgain: 'later' })
  await press()
  expect(creates()).toHaveLength(1)
  later(30_000)
  expect(await (await aDesk()).resume()).toMatchObject({ stage: 'saved', outcome: { kind: 'found' } })
})

test('confirm, take back, confirm again within the half minute: one live, one withdrawn', async () => {
  const { desk, press, seen } = await aDesk()
  await desk.takeBack(chargeOf(await press()), { seen, signer, tool })
  expect(chargeOf(await press())).toMatchObject({ status: 'billable', identifier: [chargeIdentifier(key, 1)] })
  expect((await ehr.charges(patientId)).map(({ status }) => status).toSorted()).toEqual(['billable', 'entered-in-error'])
})

test('W29 an answer that was lost is not sent again before the search could show it, and then it is found', async () => {
  const { desk, press } = await aDesk()
  fault('POST', { kind: 'commit-then-drop' })
  expect(await press()).toMatchObject({ stage: 'unknown', sendAgain: 'later' })
  later(61_000)
  expect(await desk.lookAgain()).toMatchObject({ stage: 'saved' })
  expect(creates()).toHaveLength(1)
})

test('a server that is known not to honour the condition is not asked to, and never sent to twice', async () => {
  const { desk, press } = await aDesk(await signIn(ehr, { patientId }, { conditionalCreate: false }))
  fault('POST', { kind: 'drop' })
  await press()
  later(61_000)
  expect(await desk.lookAgain()).toMatchObject({ stage: 'unknown', sendAgain: 'never' })
  expect(session.issuer.conditionalCreate).toBe(true)
  expect(creates()).toHaveLength(1)
})

test('W22 a charge that was changed before the search showed it is not forgotten by a reload: no second one is made', async () => {
  const { press } = await aDesk()
  expect(await press('not-billable')).toMatchObject({ stage: 'saved' })
  expect(await press('billable', { reopen: true })).toMatchObject({ stage: 'saved', outcome: { charge: { status: 'billable' } } })
  expect(await press()).toMatchObject({ stage: 'saved' })
  const again = await aDesk()
  expect(await again.resume()).toMatchObject({ stage: 'unknown' })
  await again.press()
  expect(creates()).toHaveLength(1)
  later(61_000)
  expect(await (await aDesk()).resume()).toMatchObject({ stage: 'saved', outcome: { kind: 'found' } })
})
