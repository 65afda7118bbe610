import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { aDesk } from '#test/fhir/at-the-desk.ts'
import { aSandbox, signIn } from '#test/fhir/sign-in.ts'
import { aStorage } from '#test/fhir/storage.ts'
import { identifier, key, patientId } from '#test/fhir/writing-desk.ts'
import { listen, type Listener } from '#test/sandbox/listen.ts'
import type { FaultAnswer } from '#test/sandbox/faults.ts'
import type { Sandbox } from '#test/sandbox/sandbox.ts'
import { freePort } from '#test/support/free-port.ts'
import type { Session } from '#fhir/session.ts'

// The connections of this file are real: what a broken one looks like is the network's own word, not ours.
let ehr: Sandbox
let listener: Listener
let elsewhere: Server
let strays = 0
const overTheWire = (input: RequestInfo | URL, init?: RequestInit) => fetch(input, init)

beforeAll(async () => {
  const port = await freePort()
  ehr = await aSandbox({ origin: `http://localhost:${port}` })
  listener = await listen(ehr, port)
  elsewhere = createServer((_request, response) => {
    strays += 1
    response.setHeader('Content-Type', 'application/fhir+json').end('{"resourceType":"Bundle","type":"searchset"}')
  })
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await listener.close()
  elsewhere.closeAllConnections()
  elsewhere.close()
})

let session: Session
beforeEach(async () => {
  await ehr.reset()
  strays = 0
  vi.stubGlobal('sessionStorage', aStorage())
  session = await signIn(ehr, { patientId, encounterId: `${patientId}-visit` }, { issuer: ehr.base }, overTheWire)
})
afterEach(() => void vi.useRealTimers())

const once = (answer: FaultAnswer, method = 'POST', pathPattern = /\/ChargeItem(\?|$)/, times = 1) =>
  ehr.misbehave({ method, pathPattern, times, answer })
const creates = () => ehr.requests.filter(({ method, url }) => method === 'POST' && url.endsWith('/ChargeItem'))
const afar = () => `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`
const cut = '{"resourceType":"ChargeItem","id":"'

test.each([
  ['W14 the charge was stored and the connection breaks', { kind: 'commit-then-drop' }],
  ['W16 the charge was stored and its answer is cut off', { kind: 'commit-then-respond', status: 201, body: cut }],
  ['W17 the charge was stored and the answer is 500', { kind: 'commit-then-respond', status: 500, body: '<html>' }],
] as const)('%s: it is found, it is one, and it is called saved', async (_, answer) => {
  const { press } = await aDesk(session)
  once(answer)
  expect(await press()).toMatchObject({ stage: 'saved' })
  expect(await ehr.charges(patientId)).toHaveLength(1)
  expect(creates()).toHaveLength(1)
})

test('W15 the connection breaks before anything happened: unknown, and sent again only by a press', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const { desk, press } = await aDesk(session)
  once({ kind: 'drop' })
  expect(await press()).toMatchObject({ stage: 'unknown' })
  vi.setSystemTime(Date.now() + 61_000)
  await desk.lookAgain()
  expect(await desk.sendAgain()).toMatchObject({ stage: 'saved' })
  expect(await ehr.charges(patientId)).toHaveLength(1)
})

test('W18 neither an answer nor a search: unknown, with the reference to check, and locked', async () => {
  const { press } = await aDesk(session)
  once({ kind: 'drop' })
  once({ kind: 'respond', status: 403 }, 'GET', /identifier=/, 9)
  expect(await press()).toMatchObject({ stage: 'unknown', outcome: { identifier: expect.any(String) as string }, sendAgain: 'never' })
  await press()
  expect(creates()).toHaveLength(1)
  expect(identifier.value).not.toBe(key.patientId)
})

test('N26 a redirect to another server is not followed: the other server hears nothing', async () => {
  once({ kind: 'respond', status: 307, headers: { Location: `${afar()}/fhir/Patient/${patientId}` } }, 'GET', /Patient/, 9)
  await expect(session.send({ url: `Patient/${patientId}` })).rejects.toMatchObject({ kind: 'unavailable' })
  expect(strays).toBe(0)
})

test('P05 a next page at another server is not asked for: the other server hears nothing', async () => {
  const bundle = { resourceType: 'Bundle', type: 'searchset', link: [{ relation: 'next', url: `${afar()}/fhir/Condition?page=2` }] }
  const { searchPatient } = await import('#fhir/patient-search.ts')
  once({ kind: 'respond', status: 200, body: JSON.stringify(bundle) }, 'GET', /Condition/)
  expect(await searchPatient(session, 'Condition')).toMatchObject({ status: 'partly-read', gap: 'broken-paging' })
  expect(strays).toBe(0)
})

test('W06 a place at another server is not looked at: the charge is found by its identifier', async () => {
  const { press } = await aDesk(session)
  once({ kind: 'commit-then-respond', status: 201, headers: { Location: `${afar()}/fhir/ChargeItem/${randomUUID()}` } })
  expect(await press()).toMatchObject({ stage: 'saved' })
  expect(strays).toBe(0)
})

test('W04 a created charge whose place cannot be read is found by its identifier', async () => {
  const { press } = await aDesk(session)
  once({ kind: 'commit-then-respond', status: 201 })
  expect(await press()).toMatchObject({ stage: 'saved' })
  expect(creates()).toHaveLength(1)
})

test('N15 an EHR that is not there at all is an outage', async () => {
  const gone = await signIn(ehr, { patientId }, { issuer: ehr.base }, async (input, init) =>
    fetch(String(input).replace(/:\d+\//, ':1/'), init),
  )
  await expect(gone.send({ url: `Patient/${patientId}` })).rejects.toMatchObject({ kind: 'unavailable' })
})
