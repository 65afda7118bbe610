import type { ChargeItem } from 'fhir/r4'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { chargeIdentifier } from '#core/charge-key.ts'
import { aDesk, chargeOf, signer, tool } from './at-the-desk.ts'
import { signIn, straightTo } from './sign-in.ts'
import { ehr, fault, identifier, key, openDesk, patientId, session, stored, writes } from './writing-desk.ts'

openDesk()
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

const minuteLater = () => void vi.setSystemTime(Date.now() + 61_000)
const charges = () => ehr.charges(patientId)

describe('a write whose outcome is unknown', () => {
  test('locks the desk: a new press sends nothing', async () => {
    const { desk, press } = await aDesk()
    fault('POST', { kind: 'drop' })
    expect(await press()).toMatchObject({ stage: 'unknown', outcome: { identifier: identifier.value }, sendAgain: 'later' })
    const before = ehr.requests.length
    expect(await press()).toBe(desk.state())
    expect(ehr.requests).toHaveLength(before)
  })

  test('W15 may be sent again after a minute without a trace, and is one charge in the end', async () => {
    const { desk, press } = await aDesk()
    fault('POST', { kind: 'drop' })
    await press()
    expect(await desk.sendAgain()).toMatchObject({ stage: 'unknown' })
    expect(writes()).toHaveLength(1)
    minuteLater()
    expect(await desk.lookAgain()).toMatchObject({ stage: 'unknown', sendAgain: 'now' })
    expect(await desk.sendAgain()).toMatchObject({ stage: 'saved', outcome: { charge: { identifier: [identifier] } } })
    expect(await charges()).toHaveLength(1)
  })

  test('that arrives late is found by the next look, and not sent again', async () => {
    const { desk, press } = await aDesk()
    fault('POST', { kind: 'drop' })
    const state = await press()
    if (state.stage !== 'unknown' || state.outcome.kind !== 'unknown') throw new Error(state.stage)
    await ehr.create(state.outcome.sent?.confirmed as ChargeItem)
    expect(await desk.lookAgain()).toMatchObject({ stage: 'saved', attestation: { status: 'stored' } })
    expect(await charges()).toHaveLength(1)
  })

  test('stays unknown when the second sending is refused: that says nothing of the first', async () => {
    const { desk, press } = await aDesk()
    fault('POST', { kind: 'drop' })
    await press()
    minuteLater()
    await desk.lookAgain()
    fault('POST', { kind: 'respond', status: 403 })
    expect(await desk.sendAgain()).toMatchObject({ stage: 'unknown' })
  })

  test.each([
    [
      'the server declares no conditional create',
      async () => session,
      () => fault('GET', metadataWithout('conditionalCreate'), 1, /metadata/),
    ],
    ['the site has not seen it work', async () => signIn(ehr, { patientId }, { conditionalCreate: false }), () => {}],
    ['the search for it fails', async () => session, () => fault('GET', { kind: 'respond', status: 403 }, 9, /identifier=/)],
  ] as const)('is never sent again where %s', async (_, sessionOf, limit) => {
    limit()
    const { desk, press } = await aDesk(await sessionOf())
    fault('POST', { kind: 'drop' })
    expect(await press()).toMatchObject({ stage: 'unknown', sendAgain: 'never' })
    minuteLater()
    expect(await desk.lookAgain()).toMatchObject({ stage: 'unknown', sendAgain: 'never' })
    await desk.sendAgain()
    expect(writes()).toHaveLength(1)
  })

  test('of an update may be sent again at once, since it replaces one version only', async () => {
    await stored()
    const { desk, press } = await aDesk()
    fault('PUT', { kind: 'drop' })
    expect(await press()).toMatchObject({ stage: 'unknown', sendAgain: 'now' })
    expect(await desk.sendAgain()).toMatchObject({ stage: 'saved', outcome: { charge: { status: 'billable' } } })
    expect(await charges()).toHaveLength(1)
  })

  test('of a withdrawal is withdrawn when sent again, never confirmed', async () => {
    const { desk, press, seen } = await aDesk()
    const charge = chargeOf(await press())
    fault('PUT', { kind: 'drop' })
    expect(await desk.takeBack(charge, { seen, signer, tool })).toMatchObject({ stage: 'unknown', sendAgain: 'now' })
    expect(await desk.sendAgain()).toMatchObject({ stage: 'saved', outcome: { charge: { status: 'entered-in-error' } } })
    expect(await charges()).toMatchObject([{ status: 'entered-in-error' }])
  })
})

describe('a reload while a write is open', () => {
  test('W22 looks for it first, and tells what it found', async () => {
    fault('POST', { kind: 'commit-then-drop' })
    fault('GET', { kind: 'respond', status: 403 }, 3, /identifier=/)
    expect(await (await aDesk()).press()).toMatchObject({ stage: 'unknown' })
    const { resume, stages } = await aDesk()
    expect(await resume()).toMatchObject({ stage: 'saved', outcome: { kind: 'found', charge: { status: 'billable' } }, attestation: null })
    expect(stages).toEqual(['resuming', 'saved'])
    expect(await (await aDesk()).resume()).toEqual({ stage: 'draft', changes: [] })
  })

  test('W18 W22 keeps the desk locked while it is not found', async () => {
    fault('POST', { kind: 'drop' })
    await (await aDesk()).press()
    const { resume, press } = await aDesk()
    expect(await resume()).toMatchObject({ stage: 'unknown', outcome: { sent: null }, sendAgain: 'later' })
    await press()
    expect(writes()).toHaveLength(1)
  })

  test('W22 and even a press before the look sends nothing', async () => {
    fault('POST', { kind: 'drop' })
    await (await aDesk()).press()
    expect(await (await aDesk()).press()).toMatchObject({ stage: 'unknown' })
    expect(writes()).toHaveLength(1)
  })

  test('opens the way back to Confirm after a minute without a trace, under the same identifier', async () => {
    fault('POST', { kind: 'drop' })
    await (await aDesk()).press()
    minuteLater()
    const { desk, resume, press } = await aDesk()
    expect(await resume()).toMatchObject({ stage: 'unknown', sendAgain: 'now' })
    expect(await desk.sendAgain()).toEqual({ stage: 'draft', changes: [] })
    expect(await press()).toMatchObject({ stage: 'saved', outcome: { charge: { identifier: [identifier] } } })
    expect(await charges()).toHaveLength(1)
  })

  test('finds a withdrawal that was cut off', async () => {
    const first = await aDesk()
    const charge = chargeOf(await first.press())
    fault('PUT', { kind: 'commit-then-drop' })
    // The read before the update passes, those after it fail.
    fault('GET', { kind: 'delay', ms: 0 }, 1, /ChargeItem\/[^?]+$/)
    fault('GET', { kind: 'respond', status: 403 }, 3, /ChargeItem\/[^?]+$/)
    expect(await first.desk.takeBack(charge, { seen: first.seen, signer, tool })).toMatchObject({ stage: 'unknown' })
    const { resume, press } = await aDesk()
    expect(await resume()).toMatchObject({ outcome: { kind: 'found', charge: { status: 'entered-in-error' } } })
    expect(chargeOf(await press())).toMatchObject({ identifier: [chargeIdentifier(key, 1)] })
  })

  test('W22 calls nothing saved that a withdrawal on its way may yet change', async () => {
    const first = await aDesk()
    const charge = chargeOf(await first.press())
    fault('PUT', { kind: 'drop' })
    expect(await first.desk.takeBack(charge, { seen: first.seen, signer, tool })).toMatchObject({ stage: 'unknown' })
    expect(await (await aDesk()).press()).toMatchObject({ stage: 'unknown', outcome: { sent: null } })
    const { desk, resume } = await aDesk()
    expect(await resume()).toMatchObject({ stage: 'unknown', outcome: { sent: null } })
    minuteLater()
    expect(await desk.lookAgain()).toMatchObject({ stage: 'saved', outcome: { kind: 'found', charge: { status: 'billable' } } })
    expect(await charges()).toMatchObject([{ status: 'billable' }])
  })

  test('asks the EHR nothing where nothing is open', async () => {
    const { resume } = await aDesk()
    const before = ehr.requests.length
    expect(await resume()).toEqual({ stage: 'draft', changes: [] })
    expect(ehr.requests).toHaveLength(before)
  })
})

describe('where the created charge stands', () => {
  const answering = (change: (answer: Response) => Response) =>
    signIn(ehr, { patientId }, {}, async (input, init) => {
      const answer = await straightTo(ehr)(input, init)
      return init?.method === 'POST' && String(input).endsWith('/ChargeItem') ? change(answer) : answer
    })

  test('W03 an empty answer with a Location of this server is read back there', async () => {
    const { press } = await aDesk(await answering(({ headers }) => new Response(null, { status: 201, headers })))
    expect(await press()).toMatchObject({ stage: 'saved' })
    expect(ehr.requests.filter(({ url }) => /ChargeItem\/[0-9a-f-]+$/.test(url))).toHaveLength(1)
  })

  test('W06 a Location elsewhere is not followed: the charge is found by its identifier', async () => {
    const away = { status: 201, headers: { Location: 'https://evil.example/fhir/ChargeItem/1' } }
    const { press } = await aDesk(await answering(() => new Response(null, away)))
    expect(await press()).toMatchObject({ stage: 'saved' })
    expect(ehr.requests.filter(({ url }) => url.endsWith('ChargeItem/1'))).toEqual([])
    expect(ehr.requests.filter(({ url }) => url.includes('identifier='))).not.toEqual([])
  })
})

test('W08 several charges under one identifier (412) are listed for a person, and nothing is added', async () => {
  await ehr.create({ ...(await stored({ status: 'unknown', identifier: [identifier], occurrenceDateTime: '2026-11-19' })), id: '' })
  const { press } = await aDesk()
  const state = await press()
  expect(state).toMatchObject({ stage: 'unknown', outcome: { kind: 'duplicate' }, sendAgain: 'never' })
  expect(await charges()).toHaveLength(2)
})

function metadataWithout(name: string) {
  const charge = {
    type: 'ChargeItem',
    interaction: [{ code: 'create' }, { code: 'update' }],
    conditionalCreate: name !== 'conditionalCreate',
  }
  const statement = { resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', rest: [{ mode: 'server', resource: [charge] }] }
  return { kind: 'respond', status: 200, body: JSON.stringify(statement) } as const
}
