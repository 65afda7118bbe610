import { describe, expect, test } from 'vitest'
import { codeSystem } from '#core/codes.ts'
import { modifierExtensions, modifiersOf } from '#core/charge-modifiers.ts'
import type { Session } from '#fhir/session.ts'
import { oracleTenant } from '#test/sandbox/oracle-charges.ts'
import { aDesk } from './at-the-desk.ts'
import { signIn, straightTo } from './sign-in.ts'
import { draft, ehr, fault, openDesk, patientId } from './writing-desk.ts'

openDesk()

const sent: string[] = []
const watch = async (request: Request) => {
  if (request.method === 'POST' && request.url.endsWith('$create')) sent.push(await request.clone().text())
}
const atOracle = (): Promise<Session> => {
  sent.length = 0
  const straight = straightTo(ehr)
  return signIn(
    ehr,
    { patientId },
    { issuer: ehr.baseAs('oracle'), writeChannels: ['oracle'], oracle: oracleTenant },
    async (input, init) => {
      await watch(new Request(input, init))
      return straight(input, init)
    },
  )
}
const modified = {
  ...draft,
  extension: modifierExtensions([
    { system: codeSystem.cpt, code: '52' },
    { system: codeSystem.cpt, code: '59' },
  ]),
}
const checked = { draft: modified, isChecked: true }

describe('an EHR that takes charges by ChargeItem/$create only', () => {
  test('W28 gets its own form, with the modifiers in order, and the charge is found again by visit, code and day', async () => {
    const { press, stages } = await aDesk(await atOracle())
    expect(await press('billable', checked)).toMatchObject({
      stage: 'saved',
      outcome: { kind: 'saved' },
      attestation: { status: 'absent', why: 'not-offered' },
    })
    expect(stages).toContain('verifying')
    const [charge, ...more] = await ehr.charges(patientId)
    expect(more).toEqual([])
    expect(charge && modifiersOf(charge).map(({ code }) => code)).toEqual(['52', '59'])
    const body = JSON.parse(sent[0] ?? '') as { parameter: { name: string; valueUuid?: string; resource?: object }[] }
    expect(body.parameter[0]?.valueUuid).toMatch(/^urn:uuid:[0-9a-f-]{36}$/)
    expect(body.parameter[1]?.resource).toMatchObject({ status: 'unknown', occurrenceDateTime: '2026-11-20T12:00:00Z' })
    expect(JSON.stringify(body)).not.toContain('gait-charge.example')
    expect(
      ehr.requests
        .filter(({ url }) => /ChargeItem\?/.test(url))
        .every(({ url, status }) => url.includes('-status=billable') && status === 200),
    ).toBe(true)
  })

  test('shows one visit only, so that the clinician has to have looked at the others', async () => {
    const { press, seen } = await aDesk(await atOracle())
    expect(seen.charges).toMatchObject({ status: 'partly-read', gap: 'unsupported' })
    expect(await press('billable', { draft: modified })).toMatchObject({ stage: 'rejected', outcome: { kind: 'not-sent' } })
    expect(sent).toEqual([])
  })

  test('W28 is never sent the same charge twice: a lost answer is looked for', async () => {
    const { press } = await aDesk(await atOracle())
    fault('POST', { kind: 'commit-then-drop' }, 1, /create/)
    expect(await press('billable', checked)).toMatchObject({ stage: 'saved' })
    expect(await ehr.charges(patientId)).toHaveLength(1)
  })

  test('and what was not found stays unknown, with no way to send it again, though it would carry the same transactionId', async () => {
    const session = await atOracle()
    const { desk, press } = await aDesk(session)
    fault('POST', { kind: 'drop' }, 1, /create/)
    expect(await press('billable', checked)).toMatchObject({ stage: 'unknown', sendAgain: 'never' })
    await desk.sendAgain()
    expect(sent).toHaveLength(1)
    sessionStorage.removeItem('gait-charge.unsettled')
    await (await aDesk(session)).press('billable', checked)
    const [one, other] = sent.map((text) => (JSON.parse(text) as { parameter: object[] }).parameter[0])
    expect(one).toEqual(other)
  })

  test('a charge of the visit that stands already stops Confirm', async () => {
    const session = await atOracle()
    await (await aDesk(session)).press('billable', checked)
    const other = { ...modified, performer: [{ actor: { reference: 'Practitioner/pt-lindgren' } }] }
    expect(await (await aDesk(session)).press('billable', { ...checked, draft: other })).toMatchObject({
      outcome: { kind: 'already-charged' },
    })
    expect(sent).toHaveLength(1)
  })

  test('"not billable" is no statement that it takes: it is noted for the window', async () => {
    const { press } = await aDesk(await atOracle())
    expect(await press('not-billable')).toMatchObject({ stage: 'noted' })
    expect(sent).toEqual([])
  })
})
