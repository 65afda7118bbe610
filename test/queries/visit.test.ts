import type { QueryClient } from '@tanstack/react-query'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { assess } from '#core/assess.ts'
import { draftCharge } from '#core/charge.ts'
import { decide, undecided } from '#core/decisions.ts'
import type { Session } from '#fhir/session.ts'
import { deskQuery } from '#queries/charge.ts'
import { createQueryClient } from '#queries/query-client.ts'
import { encountersQuery, patientQuery, signerQuery, visitQuery } from '#queries/visit.ts'
import { sawPress } from '#test/faults/witness.ts'
import { aSandbox, signIn } from '#test/fhir/sign-in.ts'
import { aStorage } from '#test/fhir/storage.ts'
import type { Sandbox } from '#test/sandbox/sandbox.ts'
import { rules } from '#test/support/build.ts'
import { networkOf } from '#test/support/network.ts'

const patientId = 'parkinson-a1'
const visitId = `${patientId}-visit`
let ehr: Sandbox
let session: Session
let client: QueryClient
const network = networkOf(() => ehr)

beforeAll(async () => {
  ehr = await aSandbox()
  network.listen({ onUnhandledFrame: 'error' })
})
beforeEach(async () => {
  await ehr.reset()
  vi.stubGlobal('sessionStorage', aStorage())
  client = createQueryClient()
  session = await signIn(ehr, { patientId, encounterId: visitId }, {}, fetch)
})
afterEach(() => client.clear())
afterAll(() => network.close())

test('the patient does not wait for the visit, and each is read once', async () => {
  ehr.misbehave({ method: 'GET', pathPattern: /Condition/, answer: { kind: 'delay', ms: 300 } })
  const visit = client.fetchQuery(visitQuery(session, visitId))
  const patient = await client.fetchQuery(patientQuery(session))
  expect(patient.id).toBe(patientId)
  expect(client.getQueryState(visitQuery(session, visitId).queryKey)?.status).toBe('pending')
  await visit
  await Promise.all([client.fetchQuery(visitQuery(session, visitId)), client.fetchQuery(patientQuery(session))])
  const asked = ehr.requests.filter(({ method, url }) => method === 'GET' && url.includes('/fhir/')).map(({ url }) => url)
  expect(asked).toHaveLength(new Set(asked).size)
})

test('a part that cannot be read leaves the others standing', async () => {
  ehr.misbehave({ method: 'GET', pathPattern: /Condition/, times: 9, answer: { kind: 'respond', status: 403 } })
  const visit = await client.fetchQuery(visitQuery(session, visitId))
  expect(visit.conditions).toEqual([{ query: 'all', reading: { status: 'unreadable', gap: 'forbidden' } }])
  expect(visit.procedures.status).toBe('read')
})

test('the signer is the verified user with the name of the chart', async () =>
  expect(await client.fetchQuery(signerQuery(session))).toMatchObject({
    identity: { status: 'verified' },
    signer: { reference: 'Practitioner/dr-rivera', display: 'Dr. Ana Rivera' },
  }))

test('the visits of a launch without one are read newest first', async () =>
  expect((await client.fetchQuery(encountersQuery(session))).status).toBe('read'))

test('two presses of one visit are one press', async () => {
  const visit = await client.fetchQuery(visitQuery(session, visitId))
  const signer = { reference: 'Practitioner/dr-rivera', display: null }
  const today = '2026-11-20'
  const decisions = decide(undecided, { type: 'question-answered', question: 'laboratory', answer: 'yes' })
  const draft = draftCharge(visit, rules, assess(visit, rules, decisions, today), decisions, signer, today, '2026-11-20T12:00:00Z')
  if (draft === null) throw new Error('no draft')
  const wish = { status: 'billable', draft, key: { issuer: session.base, patientId, dateOfService: today } } as const
  const where = { timeZone: null, performedCodes: [], encounterId: visitId }
  const desk = await client.fetchQuery(deskQuery(session, visitId))
  const press = () => desk.press({ wish, where, seen: visit, signer, tool: 'test' })
  sawPress(session)
  const states = await Promise.all([press(), press()])
  expect(states.map(({ stage }) => stage)).toEqual(['saved', 'saved'])
  expect(await ehr.charges(patientId)).toHaveLength(1)
  expect(ehr.requests.filter(({ method }) => method === 'POST').filter(({ url }) => url.includes('ChargeItem'))).toHaveLength(1)
  expect(client.getQueryState(visitQuery(session, visitId).queryKey)?.isInvalidated).toBe(true)
})
