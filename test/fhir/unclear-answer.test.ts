import { describe, expect, test } from 'vitest'
import { unsettledWrite } from '#fhir/unsettled.ts'
import { reconcile } from '#fhir/verify-charge.ts'
import { signIn } from './sign-in.ts'
import { ehr, fault, identifier, means, openDesk, patientId, session, stored, waits, wish, write, writes } from './writing-desk.ts'

openDesk()

describe('an unclear answer', () => {
  test.each([['the connection breaks after the charge was stored', { kind: 'commit-then-drop' }]] as const)(
    'when %s, the charge is found by its identifier and never sent again',
    async (_, answer) => {
      fault('POST', answer)
      expect(await write(wish('billable'))).toMatchObject({ kind: 'saved' })
      expect(waits).toEqual([1000])
      expect(await ehr.charges(patientId)).toHaveLength(1)
      expect(await unsettledWrite(identifier.value)).toBeNull()
    },
  )

  test('the same holds for an update', async () => {
    await stored()
    fault('PUT', { kind: 'commit-then-drop' })
    expect(await write(wish('billable'))).toMatchObject({ kind: 'saved', charge: { status: 'billable' } })
    expect(writes()).toHaveLength(1)
  })

  test.each([
    ['the connection breaks before anything happened', { kind: 'drop' }],
    ['the EHR answers 500', { kind: 'respond', status: 500 }],
    ['the answer is a login page', { kind: 'respond', status: 200, body: '<html>' }],
    ['the answer is cut off', { kind: 'respond', status: 201, body: '{"resourceType":"Charge' }],
    ['the answer is empty and nothing is found', { kind: 'respond', status: 201 }],
  ] as const)('when %s, the outcome stays unknown after 1, 3 and 8 seconds', async (_, answer) => {
    fault('POST', answer)
    expect(await write(wish('billable'))).toMatchObject({ kind: 'unknown', identifier: identifier.value })
    expect(waits.filter((ms) => ms > 0)).toEqual([1000, 2000, 5000])
    expect(writes()).toHaveLength(1)
    expect(await unsettledWrite(identifier.value)).not.toBeNull()
  })

  test('an update that never arrived stays unknown, and the draft is not taken for it', async () => {
    await stored()
    fault('PUT', { kind: 'drop' })
    expect(await write(wish('billable'))).toMatchObject({ kind: 'unknown' })
  })

  test('a later look settles it', async () => {
    fault('POST', { kind: 'commit-then-drop' })
    fault('GET', { kind: 'respond', status: 403 }, 3, /identifier=/)
    const outcome = await write(wish('billable'))
    if (outcome.kind !== 'unknown') throw new Error(outcome.kind)
    expect(await reconcile(session, outcome.sought, outcome.sent, means(), [0])).toMatchObject({ kind: 'saved' })
    expect(await unsettledWrite(identifier.value)).toBeNull()
  })

  test('without conditional create an unknown write is never sent a second time', async () => {
    const careless = await signIn(ehr, { patientId }, { conditionalCreate: false })
    fault('POST', { kind: 'drop' })
    await write(wish('billable'), careless)
    expect(await write(wish('billable'), careless)).toMatchObject({ kind: 'unknown' })
    expect(writes()).toHaveLength(1)
  })

  test('W05 a read-back that fails is not a failed write', async () => {
    fault('GET', { kind: 'respond', status: 500 }, 3, /ChargeItem\/[^?]/)
    expect(await write(wish('billable'))).toMatchObject({ kind: 'saved' })
    expect(writes()).toHaveLength(1)
  })

  test('S04 what is kept of it in storage is a hash, a stage and a time', async () => {
    fault('POST', { kind: 'drop' })
    await write(wish('billable'))
    const kept = JSON.parse(sessionStorage.getItem('gait-charge.unsettled') ?? '{}') as Record<string, object>
    expect(Object.keys(kept)[0]).toMatch(/^[0-9a-f]{64}$/)
    expect(Object.values(kept)).toEqual([{ stage: 'sending', time: expect.any(Number) as number }])
  })
})

describe('a clear no', () => {
  test.each([
    [{ kind: 'respond', status: 409 }, { kind: 'conflict' }],
    [{ kind: 'respond', status: 412 }, { kind: 'conflict' }],
    [
      { kind: 'respond', status: 403 },
      { kind: 'not-sent', why: 'forbidden' },
    ],
    [
      { kind: 'respond', status: 404 },
      { kind: 'not-sent', why: 'not-found' },
    ],
    [
      { kind: 'respond', status: 400 },
      { kind: 'rejected', expressions: [] },
    ],
    [
      {
        kind: 'respond',
        status: 422,
        body: JSON.stringify({
          resourceType: 'OperationOutcome',
          issue: [{ expression: ['ChargeItem.performer'], diagnostics: 'CANARY' }],
        }),
      },
      { kind: 'rejected', expressions: ['ChargeItem.performer'] },
    ],
  ] as const)('%j stored nothing and is not sent again', async (answer, expected) => {
    fault('POST', answer)
    expect(await write(wish('billable'))).toEqual(expected)
    expect(writes()).toHaveLength(1)
    expect(await unsettledWrite(identifier.value)).toBeNull()
  })

  test('a server that is too busy twice stored nothing either', async () => {
    fault('POST', { kind: 'respond', status: 429 }, 2)
    expect(await write(wish('billable'))).toEqual({ kind: 'not-sent', why: 'unavailable' })
    expect(await ehr.charges(patientId)).toEqual([])
    expect(await unsettledWrite(identifier.value)).toBeNull()
  })

  test('W12 an expired token is refreshed and the same write repeated', async () => {
    fault('POST', { kind: 'respond', status: 401 }, 1)
    expect(await write(wish('billable'))).toMatchObject({ kind: 'saved' })
    expect(await ehr.charges(patientId)).toHaveLength(1)
  })
})
