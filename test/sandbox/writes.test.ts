import type { ChargeItem, OperationOutcome } from 'fhir/r4'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { codeSystem } from '#core/codes.ts'
import type { Sandbox } from './sandbox.ts'
import { anEhr, signedIn, type Call } from './signed-in.ts'

const patientId = 'parkinson-a1'
const charge: ChargeItem = {
  resourceType: 'ChargeItem',
  status: 'planned',
  code: { coding: [{ system: codeSystem.cpt, code: '96000' }] },
  subject: { reference: `Patient/${patientId}` },
  identifier: [{ system: 'urn:test', value: '1' }],
}

let ehr: Sandbox
let call: Call
beforeAll(async () => {
  ehr = await anEhr()
})
beforeEach(async () => {
  await ehr.reset()
  call = await signedIn(ehr, { patientId, grantedScopes: 'patient/*.cruds' })
})

const made = async () => (await (await call('POST', 'ChargeItem', charge)).json()) as ChargeItem & { id: string }
const ifNone = { 'If-None-Exist': 'identifier=urn:test|1' }

describe('a create', () => {
  test('answers 201 with the version, where it stands, and the resource', async () => {
    const answer = await call('POST', 'ChargeItem', { ...charge, id: 'mine' })
    const { id, meta } = (await answer.json()) as ChargeItem
    expect([answer.status, answer.headers.get('ETag'), meta?.versionId]).toEqual([201, 'W/"1"', '1'])
    expect(answer.headers.get('Location')).toBe(`${ehr.base}/ChargeItem/${id}/_history/1`)
    expect(id).not.toBe('mine')
  })
  test('answers without a body where the client prefers so', async () => {
    const answer = await call('POST', 'ChargeItem', charge, { Prefer: 'return=minimal' })
    expect([answer.status, await answer.text()]).toEqual([201, ''])
  })
  test('twenty conditional ones at once make one charge, and all name it', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => call('POST', 'ChargeItem', charge, ifNone)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(19)
    const ids = await Promise.all(answers.map(async (answer) => ((await answer.json()) as ChargeItem).id))
    expect(new Set(ids).size).toBe(1)
    expect(await ehr.charges(patientId)).toHaveLength(1)
  })
  test('without a condition makes a second charge', async () => {
    await Promise.all([made(), made()])
    expect(await ehr.charges(patientId)).toHaveLength(2)
  })
  test('whose condition two charges fulfil is refused with 412', async () => {
    await Promise.all([made(), made()])
    expect((await call('POST', 'ChargeItem', charge, ifNone)).status).toBe(412)
  })
  test.each([
    ['', 400],
    ['unknown=1', 400],
    ['identifier=urn:test|2', 201],
  ])('under the condition "%s" answers %i', async (condition, status) => {
    await made()
    expect((await call('POST', 'ChargeItem', charge, { 'If-None-Exist': condition })).status).toBe(status)
  })
})

describe('an update', () => {
  const billable = (id: string, ifMatch?: string) =>
    call('PUT', `ChargeItem/${id}`, { ...charge, status: 'billable', id }, ifMatch === undefined ? {} : { 'If-Match': ifMatch })
  test.each(['W/"1"', '"1"', '1'])('of the version that is there, If-Match %s, makes the next', async (ifMatch) => {
    const answer = await billable((await made()).id, ifMatch)
    expect([answer.status, answer.headers.get('ETag')]).toEqual([200, 'W/"2"'])
  })
  test('of a version that is gone is refused with 412 and changes nothing', async () => {
    const { id } = await made()
    await ehr.update({ ...charge, status: 'not-billable', id })
    expect((await billable(id, 'W/"1"')).status).toBe(412)
    expect(await ehr.read<ChargeItem>('ChargeItem', id)).toMatchObject({ status: 'not-billable', meta: { versionId: '2' } })
  })
  test('of one version by two at once holds for one of them', async () => {
    const { id } = await made()
    const answers = await Promise.all([billable(id, 'W/"1"'), billable(id, 'W/"1"')])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 412]))
  })
  test('keeps the version before it readable', async () => {
    const { id } = await made()
    await billable(id)
    expect(await (await call('GET', `ChargeItem/${id}/_history/1`)).json()).toMatchObject({ status: 'planned' })
    expect((await call('GET', `ChargeItem/${id}/_history/3`)).status).toBe(404)
  })
  test('of what was never there is 404, of what was removed 410', async () => {
    const { id } = await made()
    await ehr.remove('ChargeItem', id)
    expect([(await billable('never')).status, (await billable(id)).status]).toEqual([404, 410])
  })
})

describe('what is refused is refused with an OperationOutcome', () => {
  const { status: _, ...stateless } = charge
  test.each([
    ['a charge without a status', stateless, 422],
    ['an unknown status', { ...charge, status: 'paid' }, 422],
    ['an element that FHIR does not know', { ...charge, price: 1 }, 422],
    ['a value of the wrong type', { ...charge, occurrenceDateTime: 20 }, 422],
    ['a visit that does not exist', { ...charge, context: { reference: 'Encounter/none' } }, 422],
    ['a clinician who does not exist', { ...charge, performer: [{ actor: { reference: 'Practitioner/none' } }] }, 422],
    ['a version that was never there', { ...charge, context: { reference: `Encounter/${patientId}-visit/_history/9` } }, 422],
    ['a performer contained in nothing', { ...charge, performer: [{ actor: { reference: '#p' } }] }, 422],
    ['another type than the address names', { resourceType: 'Condition' }, 400],
    ['no resource', { status: 'planned' }, 400],
  ])('%s', async (_name, body, status) => {
    const answer = await call('POST', 'ChargeItem', body)
    const { resourceType, issue } = (await answer.json()) as OperationOutcome
    expect([answer.status, resourceType, issue[0]?.severity]).toEqual([status, 'OperationOutcome', 'error'])
    expect(await ehr.charges(patientId)).toEqual([])
  })
  test('but the version that is there may be cited, of a generated diagnosis too', async () => {
    const many = await signedIn(ehr, { patientId: 'many-conditions', grantedScopes: 'patient/*.cruds' })
    const cited = 'Condition/many-conditions-9940/_history/1'
    expect(await (await many('GET', cited)).json()).toMatchObject({ id: 'many-conditions-9940', meta: { versionId: '1' } })
    expect((await many('GET', 'Condition/many-conditions-9940/_history/2')).status).toBe(404)
    const body = { ...charge, subject: { reference: 'Patient/many-conditions' }, supportingInformation: [{ reference: cited }] }
    expect((await many('POST', 'ChargeItem', body)).status).toBe(201)
    expect(
      (await call('POST', 'ChargeItem', { ...charge, context: { reference: `Encounter/${patientId}-visit/_history/1` } })).status,
    ).toBe(201)
  })
  test('but one that is contained is stored', async () => {
    const contained = [{ resourceType: 'Practitioner' as const, id: 'p' }]
    const body = { ...charge, contained, performer: [{ actor: { reference: '#p' } }] }
    expect((await call('POST', 'ChargeItem', body)).status).toBe(201)
  })
  test('the issue names the element', async () => {
    const answer = await call('POST', 'ChargeItem', { ...charge, context: { reference: 'Encounter/none' } })
    expect(((await answer.json()) as OperationOutcome).issue[0]?.expression).toEqual(['ChargeItem.context'])
  })
  test.each([
    ['POST', 'Condition', 405],
    ['POST', 'Claim', 404],
    ['PATCH', 'ChargeItem/1', 405],
    ['DELETE', 'ChargeItem/1', 405],
    ['POST', '', 404],
  ])('%s of "%s" answers %i', async (method, path, status) => {
    const answer = await call(method, path, charge)
    expect([answer.status, ((await answer.json()) as OperationOutcome).resourceType]).toEqual([status, 'OperationOutcome'])
  })
  test('a body that does not say it is JSON', async () =>
    expect((await call('POST', 'ChargeItem', charge, { 'Content-Type': 'text/plain' })).status).toBe(415))
})
