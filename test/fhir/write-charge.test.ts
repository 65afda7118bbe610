import type { ChargeItem } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { chargeIdentifier } from '#core/charge-key.ts'
import { codeSystem } from '#core/codes.ts'
import type { Session } from '#fhir/session.ts'
import { witness } from '#test/faults/witness.ts'
import { signIn, straightTo } from './sign-in.ts'
import { draft, ehr, fault, identifier, key, modifier, openDesk, patientId, session, stored, wish, write, writes } from './writing-desk.ts'

openDesk()

describe('what the search finds decides', () => {
  test('W02 nothing: the charge is created under its identifier, read back and equal', async () => {
    const outcome = await write(wish('billable'))
    expect(outcome).toMatchObject({ kind: 'saved', charge: { status: 'billable', identifier: [identifier] } })
    expect(await ehr.charges(patientId)).toHaveLength(1)
    expect(ehr.requests.at(-1)?.method).toBe('GET')
  })

  test('W07 the same confirmation twice is one charge, and saved both times', async () => {
    await write(wish('billable'))
    expect(await write(wish('billable'))).toMatchObject({ kind: 'saved' })
    expect(writes()).toHaveLength(1)
  })

  test('a draft: it becomes the confirmed charge, and everything of others on it stays', async () => {
    const foreign = { url: 'https://ehr.example/price-list', valueString: 'A' }
    const { id } = await stored({
      identifier: [{ system: 'https://ehr.example/charge', value: '7' }],
      extension: [foreign, { ...modifier, extension: [{ url: 'code', valueCodeableConcept: { coding: [{ code: '52' }] } }] }],
      note: [{ text: 'from the front desk' }],
      code: { coding: [...(draft.code.coding ?? []), { system: 'https://ehr.example/cdm', code: '4711' }] },
      service: [{ reference: 'Procedure/knee-right-study' }],
      priceOverride: { value: 1, currency: 'USD' },
    })
    expect(await write(wish('billable'))).toMatchObject({ kind: 'saved', charge: { id } })
    const [charge, ...more] = await ehr.charges(patientId)
    expect(more).toEqual([])
    expect(charge).toMatchObject({
      status: 'billable',
      identifier: [{ value: '7' }, identifier],
      extension: [foreign, modifier],
      note: [{ text: 'from the front desk' }],
      priceOverride: { value: 1 },
    })
    expect(charge?.code.coding).toHaveLength(2)
    expect(charge?.service).toBeUndefined()
  })

  test('a draft saved again stays one draft', async () => {
    await write(wish('planned'))
    const changed = { ...draft, reason: [{ coding: [{ system: codeSystem.icd10cm, code: 'M16.11' }] }] }
    expect(await write(wish('planned', { draft: changed }))).toMatchObject({ kind: 'saved' })
    expect(await ehr.charges(patientId)).toMatchObject([{ status: 'planned', reason: changed.reason }])
  })

  test.each(['billable', 'billed'] as const)('W23 a %s charge of another visit that day: nothing is written', async (status) => {
    await stored({ status, context: { reference: 'Encounter/other' } })
    expect(await write(wish('billable'))).toMatchObject({ kind: 'already-charged', charge: { status } })
    expect(writes()).toEqual([])
  })

  test('a charge marked as not billable is updated only when it was reopened', async () => {
    const note = [{ text: 'Not billable: research' }]
    expect(await write(wish('not-billable', { draft: { ...draft, note } }))).toMatchObject({
      kind: 'saved',
      charge: { status: 'not-billable', note },
    })
    expect(await write(wish('billable'))).toMatchObject({ kind: 'not-billable-exists' })
    expect(await write(wish('billable', { reopen: true }))).toMatchObject({ kind: 'saved', charge: { status: 'billable', note } })
    expect(await ehr.charges(patientId)).toHaveLength(1)
  })

  test('W24 a withdrawn charge gives the next one a new identifier: one live, one withdrawn', async () => {
    await write(wish('billable'))
    const [first] = await ehr.charges(patientId)
    await ehr.update({ ...(first as ChargeItem), status: 'entered-in-error' })
    expect(await write(wish('billable'))).toMatchObject({ kind: 'saved', charge: { identifier: [chargeIdentifier(key, 1)] } })
    expect((await ehr.charges(patientId)).map(({ status }) => status).toSorted()).toEqual(['billable', 'entered-in-error'])
  })

  test.each([
    [{ kind: 'respond', status: 403 }, 'forbidden'],
    [{ kind: 'respond', status: 500 }, 'unavailable'],
    [{ kind: 'respond', status: 200, body: '<html>' }, 'not-fhir'],
  ] as const)('a search that fails (%j) sends nothing', async (answer, why) => {
    fault('GET', answer, 9)
    expect(await write(wish('billable'))).toEqual({ kind: 'not-sent', why })
    expect(writes()).toEqual([])
  })

  test('W26 W33 another patient than that of the session, another quantity than one or a missing scope sends nothing at all', async () => {
    ehr.requests.slice()
    const before = ehr.requests.length
    expect(await write(wish('billable', { key: { ...key, patientId: 'other' } }))).toEqual({ kind: 'not-sent', why: 'refused' })
    expect(await write(wish('billable', { draft: { ...draft, subject: { reference: 'Patient/other' } } }))).toEqual({
      kind: 'not-sent',
      why: 'refused',
    })
    expect(await write(wish('billable', { draft: { ...draft, quantity: { value: 2 } } }))).toEqual({ kind: 'not-sent', why: 'refused' })
    expect(ehr.requests).toHaveLength(before)
    const readOnly = { ...session, grantedScopes: ['patient/ChargeItem.rs'] }
    expect(await write(wish('billable'), readOnly)).toEqual({ kind: 'not-sent', why: 'forbidden' })
    expect(writes()).toEqual([])
  })

  test('a draft with a modifier extension that is not understood is not touched', async () => {
    await stored({ modifierExtension: [{ url: 'https://ehr.example/negated', valueBoolean: true }] })
    expect(await write(wish('billable'))).toEqual({ kind: 'not-sent', why: 'refused' })
    expect(writes()).toEqual([])
  })
})

describe('exactly once', () => {
  test('W21 twenty people who confirm at the same moment make one charge, and all see it saved', async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => write(wish('billable'))))
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array.from({ length: 20 }, () => 'saved'))
    expect(await ehr.charges(patientId)).toHaveLength(1)
  })

  test('W21 two who confirm different charges make one, and the second sees that one stands', async () => {
    const other = {
      ...draft,
      performer: [{ actor: { reference: 'Practitioner/pt-lindgren' } }],
      enterer: { reference: 'Practitioner/pt-lindgren' },
    }
    const outcomes = await Promise.all([write(wish('billable')), write(wish('billable', { draft: other }))])
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['already-charged', 'saved'])
    expect(await ehr.charges(patientId)).toHaveLength(1)
  })

  test('W09 a draft that changed between search and write is not overwritten', async () => {
    const { id } = await stored()
    const send: Session['send'] = async (request) => {
      if (request.method === 'PUT') await ehr.update({ ...draft, id, note: [{ text: 'changed meanwhile' }] })
      return session.send(request)
    }
    expect(await write(wish('billable'), { ...session, send })).toMatchObject({
      kind: 'conflict',
      charge: { note: [{ text: 'changed meanwhile' }] },
      differences: ['identifier', 'status'],
    })
    expect(await ehr.charges(patientId)).toMatchObject([{ status: 'planned', note: [{ text: 'changed meanwhile' }] }])
  })

  test('W29 a server that ignores the condition and holds two charges is told apart as a duplicate', async () => {
    // Two computers at the same moment: nothing but the server could have kept them apart.
    witness.knownLimits.push('I2')
    const careless = await signIn(ehr, { patientId }, { conditionalCreate: false })
    const outcomes = await Promise.all([write(wish('billable'), careless), write(wish('billable'), careless)])
    expect(outcomes.map(({ kind }) => kind)).toContain('duplicate')
  })

  test('the condition is sent only to a server that honours it', async () => {
    const seen: (string | null)[] = []
    const watch = (request: Request) => {
      if (request.method === 'POST') seen.push(request.headers.get('If-None-Exist'))
      return request
    }
    await write(wish('billable'), await signIn(ehr, { patientId }, {}, straightTo(ehr, watch)))
    await ehr.reset()
    await write(wish('billable'), await signIn(ehr, { patientId }, { conditionalCreate: false }, straightTo(ehr, watch)))
    expect(seen).toEqual([`identifier=${identifier.system}|${identifier.value}`, null])
  })
})

test.each([
  ['status', { status: 'billed' }],
  ['extension', { extension: [] }],
  ['quantity', { quantity: { value: 2 } }],
  ['performer', { performer: [] }],
  ['reason', { reason: [{ coding: [{ system: codeSystem.icd10cm, code: 'M17.12' }] }] }],
  ['identifier', { identifier: [] }],
  ['occurrenceDateTime', { occurrenceDateTime: '2026-11-21' }],
  ['context', { context: { reference: 'Encounter/other' } }],
  ['enterer', { enterer: { reference: 'Practitioner/other' } }],
  ['code', { code: { coding: [{ system: codeSystem.cpt, code: '96001' }] } }],
  ['subject', { subject: { reference: 'Patient/other' } }],
] as const)('W27 an EHR that stores another %s than was confirmed is not "saved"', async (element, changes) => {
  const send: Session['send'] = async (request) => {
    const answer = await session.send(request)
    const isReadBack = request.method === undefined && request.url.startsWith('ChargeItem/')
    return isReadBack ? { ...answer, resource: { ...answer.resource, ...changes } as ChargeItem } : answer
  }
  expect(await write(wish('billable'), { ...session, send })).toMatchObject({ kind: 'differs', differences: [element] })
})
