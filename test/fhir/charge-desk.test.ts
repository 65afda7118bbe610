import type { Condition, Encounter, Provenance } from 'fhir/r4'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { chargeIdentifier } from '#core/charge-key.ts'
import { evidence } from './evidence-of-draft.ts'
import { aDesk, chargeOf, signer, tool } from './at-the-desk.ts'
import { signIn } from './sign-in.ts'
import { draft, ehr, fault, identifier, key, openDesk, patientId, session, writes } from './writing-desk.ts'

openDesk()
afterEach(() => void vi.useRealTimers())

const statuses = async () => (await ehr.charges(patientId)).map(({ status }) => status).toSorted()

describe('from the draft to the charge', () => {
  test('a press reads the chart again, sends once, reads back, and only then says saved', async () => {
    const { press, stages } = await aDesk()
    expect(await press()).toMatchObject({ stage: 'saved', outcome: { kind: 'saved', charge: { status: 'billable' } } })
    expect(stages.filter((stage, index) => stage !== stages[index - 1])).toEqual(['confirming', 'sending', 'verifying', 'saved'])
  })

  test('W20 a second press while one is under way is the same press', async () => {
    const { press } = await aDesk()
    const [one, other] = await Promise.all([press(), press()])
    expect(one).toBe(other)
    expect(writes().filter(({ url }) => url.includes('ChargeItem'))).toHaveLength(1)
  })

  test('W13 what the EHR refuses leaves the choices, and a person may hand it over', async () => {
    const { desk, press } = await aDesk()
    fault('POST', { kind: 'respond', status: 403 })
    expect(await press()).toMatchObject({ stage: 'rejected', outcome: { kind: 'not-sent', why: 'forbidden' } })
    desk.handOver()
    expect(desk.state()).toMatchObject({
      stage: 'handed-over',
      charge: { status: 'billable', identifier: [identifier] },
      record: { resourceType: 'Provenance' },
    })
    expect(await ehr.charges(patientId)).toEqual([])
    desk.reopen()
    expect(desk.state()).toEqual({ stage: 'draft', changes: [] })
  })
})

describe('evidence that changed between draft and Confirm', () => {
  const onEvidence = { draft: { ...draft, ...evidence(patientId) } }

  test('W25 a diagnosis that was resolved is named, nothing is sent, and a new press on the new reading sends', async () => {
    const { press, visits } = await aDesk()
    const condition = await ehr.read<Condition>('Condition', `${patientId}-diagnosis`)
    await ehr.update({ ...condition, clinicalStatus: { coding: [{ code: 'resolved' }] } })
    const state = await press('billable', onEvidence)
    expect(state).toMatchObject({ stage: 'draft', changes: [{ part: 'diagnosis', how: 'changed', elements: ['clinicalStatus'] }] })
    expect(writes()).toEqual([])
    const fresh = visits.mock.lastCall?.[0] as never
    expect(await press('billable', onEvidence, { seen: fresh })).toMatchObject({ stage: 'saved' })
  })

  test('W25 a visit that was cancelled is named', async () => {
    const { press } = await aDesk()
    await ehr.update({ ...(await ehr.read<Encounter>('Encounter', `${patientId}-visit`)), status: 'cancelled' })
    expect(await press()).toMatchObject({ stage: 'draft', changes: [{ part: 'visit', how: 'changed', elements: ['status'] }] })
    expect(writes()).toEqual([])
  })

  test('a diagnosis that is no longer there is gone; one that could not be read again is not', async () => {
    const { press } = await aDesk()
    fault('GET', { kind: 'respond', status: 403 }, 1, /Condition/)
    expect(await press('billable', onEvidence)).toMatchObject({ changes: [{ part: 'diagnosis', how: 'not-readable' }] })
    await ehr.remove('Condition', `${patientId}-diagnosis`)
    expect(await press('billable', onEvidence)).toMatchObject({ changes: [{ part: 'diagnosis', how: 'gone' }] })
    expect(writes()).toEqual([])
  })

  test('a new version with the same content asks for nothing', async () => {
    const { press } = await aDesk()
    await ehr.update(await ehr.read<Condition>('Condition', `${patientId}-diagnosis`))
    expect(await press('billable', onEvidence)).toMatchObject({ stage: 'saved' })
  })

  test('N07 a visit that cannot be read again sends nothing', async () => {
    const { press } = await aDesk()
    fault('GET', { kind: 'respond', status: 403 }, 1, /Encounter\//)
    expect(await press()).toMatchObject({ stage: 'rejected', outcome: { kind: 'not-sent', why: 'forbidden' } })
    expect(writes()).toEqual([])
  })
})

describe('taking back', () => {
  test('confirm, take back, confirm again: one withdrawn, one live under the next identifier', async () => {
    const { desk, press, seen } = await aDesk()
    const charge = chargeOf(await press())
    const taken = await desk.takeBack(charge, { seen, signer, tool })
    expect(taken).toMatchObject({ stage: 'saved', outcome: { charge: { id: charge.id, status: 'entered-in-error' } } })
    expect(chargeOf(taken).note).toMatchObject([{ text: 'Taken back: entered in error', authorReference: signer }])
    expect(chargeOf(await press())).toMatchObject({ status: 'billable', identifier: [chargeIdentifier(key, 1)] })
    expect(await statuses()).toEqual(['billable', 'entered-in-error'])
  })

  test('a charge that somebody changed meanwhile, or that is billed, is left alone', async () => {
    const { desk, press, seen } = await aDesk()
    const charge = chargeOf(await press())
    await ehr.update({ ...charge, note: [{ text: 'checked by billing' }] })
    expect(await desk.takeBack(charge, { seen, signer, tool })).toMatchObject({ stage: 'rejected', outcome: { kind: 'conflict' } })
    await ehr.update({ ...charge, status: 'billed' })
    expect(await desk.takeBack(charge, { seen, signer, tool })).toMatchObject({ outcome: { kind: 'already-charged' } })
    expect(await statuses()).toEqual(['billed'])
  })

  test('W30 one that the EHR no longer holds is said to be gone', async () => {
    const { desk, press, seen } = await aDesk()
    const charge = chargeOf(await press())
    await ehr.remove('ChargeItem', charge.id ?? '')
    expect(await desk.takeBack(charge, { seen, signer, tool })).toMatchObject({ outcome: { kind: 'not-sent', why: 'not-found' } })
  })

  test('when the answer is lost, what the EHR holds decides', async () => {
    const { desk, press, seen } = await aDesk()
    const charge = chargeOf(await press())
    fault('PUT', { kind: 'commit-then-drop' })
    expect(await desk.takeBack(charge, { seen, signer, tool })).toMatchObject({
      stage: 'saved',
      outcome: { charge: { status: 'entered-in-error' } },
    })
  })
})

describe('the attestation', () => {
  test('stands beside the charge: who, when, by which rules, on which versions of the evidence', async () => {
    const { press } = await aDesk()
    const rules = 'https://gait-charge.example/fhir/ChargeItemDefinition/motion-analysis|1'
    const state = await press('billable', { draft: { ...draft, ...evidence(patientId), definitionCanonical: [rules] } })
    if (state.stage !== 'saved' || state.attestation?.status !== 'stored') throw new Error(JSON.stringify(state))
    const provenance = await ehr.read<Provenance>('Provenance', state.attestation.id ?? '')
    expect(provenance).toMatchObject({
      target: [{ reference: `ChargeItem/${chargeOf(state).id}/_history/1` }],
      policy: [rules],
      activity: { coding: [{ code: 'CREATE' }], text: 'confirmed' },
      agent: [{ who: signer }, { who: { display: tool } }],
      entity: [
        { what: { reference: `Encounter/${patientId}-visit/_history/1` } },
        { what: { reference: `Condition/${patientId}-diagnosis/_history/1` } },
      ],
    })
    expect(Date.parse(provenance.recorded)).toBeGreaterThan(Date.now() - 60_000)
  })

  test('of a withdrawal says so', async () => {
    const { desk, press, seen } = await aDesk()
    const state = await desk.takeBack(chargeOf(await press()), { seen, signer, tool })
    if (state.stage !== 'saved' || state.attestation?.status !== 'stored') throw new Error(JSON.stringify(state))
    expect(await ehr.read<Provenance>('Provenance', state.attestation.id ?? '')).toMatchObject({
      activity: { coding: [{ code: 'NULLIFY' }] },
    })
  })

  test.each([
    ['is not granted', { grantedScopes: ['patient/*.rs', 'patient/ChargeItem.crus'] }, 'not-granted'],
    ['fails', {}, 'failed'],
  ] as const)('that %s leaves the charge standing, and the record in the hands of the clinician', async (_, limits, why) => {
    const { press } = await aDesk({ ...session, ...limits })
    fault('POST', { kind: 'respond', status: 500 }, 1, /Provenance/)
    expect(await press()).toMatchObject({
      stage: 'saved',
      outcome: { kind: 'saved' },
      attestation: { status: 'absent', why, record: { resourceType: 'Provenance' } },
    })
  })
})

test('W21 two tabs of one browser take their turn, so that even an EHR without conditional create holds one charge', async () => {
  const careless = () => signIn(ehr, { patientId }, { conditionalCreate: false })
  const [one, other] = await Promise.all([aDesk(await careless()), aDesk(await careless())])
  const performer = [{ actor: { reference: 'Practitioner/pt-lindgren' } }]
  const states = await Promise.all([one.press(), other.press('billable', { draft: { ...draft, performer } })])
  expect(states.map(({ stage }) => stage)).toEqual(['saved', 'rejected'])
  expect(states[1]).toMatchObject({ outcome: { kind: 'already-charged' } })
  expect(await ehr.charges(patientId)).toHaveLength(1)
})

test('two windows of one patient make one charge', async () => {
  const [one, other] = await Promise.all([aDesk(), aDesk(await signIn(ehr, { patientId, practitionerId: 'dr-okafor' }))])
  await Promise.all([one.press(), other.press()])
  expect(await ehr.charges(patientId)).toHaveLength(1)
})
