import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freePort } from '#test/support/free-port.ts'
import { listen, type Listener } from './listen.ts'
import { createSandbox, type Sandbox } from './sandbox.ts'
import { accessToken, app } from './signed-in.ts'

let ehr: Sandbox
let listener: Listener
beforeAll(async () => {
  const port = await freePort()
  ehr = await createSandbox({ origin: `http://localhost:${port}`, appOrigins: [new URL(app).origin], appUrl: app })
  listener = await listen(ehr, port)
})
afterAll(() => listener.close())
beforeEach(() => ehr.reset())

const patientId = 'parkinson-a1'
const charge = { resourceType: 'ChargeItem', status: 'planned', code: { text: 'x' }, subject: { reference: `Patient/${patientId}` } }
const read = (headers: Record<string, string> = {}) => fetch(`${ehr.base}/metadata`, { headers })

/** Creates a charge over the network, as one token allows. */
async function creator() {
  const token = await accessToken(ehr, { patientId, grantedScopes: 'patient/ChargeItem.c' })
  return () =>
    fetch(`${ehr.base}/ChargeItem`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/fhir+json' },
      body: JSON.stringify(charge),
    })
}

describe('a fault', () => {
  test('that drops the connection breaks it before anything happened', async () => {
    const create = await creator()
    ehr.misbehave({ method: 'POST', pathPattern: /ChargeItem/, answer: { kind: 'drop' } })
    await expect(create()).rejects.toThrow('fetch failed')
    expect(await ehr.charges()).toEqual(await untouched())
  })
  test('that commits and then drops leaves the charge behind', async () => {
    const create = await creator()
    const before = (await ehr.charges()).length
    ehr.misbehave({ method: 'POST', pathPattern: /ChargeItem/, answer: { kind: 'commit-then-drop' } })
    await expect(create()).rejects.toThrow('fetch failed')
    expect(await ehr.charges()).toHaveLength(before + 1)
    expect(ehr.requests.at(-1)).toMatchObject({ method: 'POST', status: 0 })
  })
  test('that responds says what it was told to, and takes no effect', async () => {
    const create = await creator()
    const headers = { 'Retry-After': '3' }
    ehr.misbehave({ pathPattern: /ChargeItem/, answer: { kind: 'respond', status: 503, body: 'busy', headers } })
    const answer = await create()
    expect([answer.status, await answer.text(), answer.headers.get('Retry-After')]).toEqual([503, 'busy', '3'])
    expect(await ehr.charges()).toEqual(await untouched())
  })
  test('that delays answers the same, later', async () => {
    ehr.misbehave({ pathPattern: /metadata/, answer: { kind: 'delay', ms: 60 } })
    const start = performance.now()
    expect((await read()).status).toBe(200)
    expect(performance.now() - start).toBeGreaterThan(50)
  })
  test('happens as often as it was asked for, once unless told', async () => {
    const respond = { kind: 'respond', status: 500 } as const
    ehr.misbehave({ pathPattern: /metadata/, answer: respond })
    expect([(await read()).status, (await read()).status]).toEqual([500, 200])
    ehr.misbehave({ pathPattern: /metadata/, times: 2, answer: respond })
    expect([(await read()).status, (await read()).status, (await read()).status]).toEqual([500, 500, 200])
  })
  test('meets its own method and path alone, and no preflight', async () => {
    ehr.misbehave({ method: 'POST', pathPattern: /metadata/, answer: { kind: 'respond', status: 500 } })
    expect((await read()).status).toBe(200)
    ehr.misbehave({ pathPattern: /ChargeItem/, answer: { kind: 'respond', status: 500 } })
    const preflight = await fetch(`${ehr.base}/ChargeItem`, { method: 'OPTIONS', headers: { Origin: new URL(app).origin } })
    expect([(await read()).status, preflight.status]).toEqual([200, 204])
  })
  test('can be read by the app and by no other page', async () => {
    ehr.misbehave({ pathPattern: /metadata/, times: 2, answer: { kind: 'respond', status: 500 } })
    const allowed = async (Origin: string) => (await read({ Origin })).headers.get('Access-Control-Allow-Origin')
    expect([await allowed(new URL(app).origin), await allowed('https://evil.example')]).toEqual([new URL(app).origin, null])
  })
  test('is gone after a reset', async () => {
    ehr.misbehave({ pathPattern: /metadata/, answer: { kind: 'respond', status: 500 } })
    await ehr.reset()
    expect((await read()).status).toBe(200)
  })
})

test('a port that is taken refuses to listen', async () => {
  await expect(listen(ehr, Number(new URL(listener.url).port))).rejects.toThrow('EADDRINUSE')
})

test('the log of requests holds no launch value, no code and no token', async () => {
  const launch = ehr.createLaunch({ patientId })
  await fetch(`${new URL(ehr.base).origin}/auth/authorize?launch=${launch}&state=secret`)
  await (
    await creator()
  )()
  const log = JSON.stringify(ehr.requests)
  expect(log).toContain('/auth/authorize')
  expect([log.includes(launch), log.includes('secret'), /code=|Bearer/.test(log)]).toEqual([false, false, false])
})

/** The charges that the stories themselves hold. */
async function untouched() {
  return (await ehr.charges()).filter(({ id }) => id?.startsWith('already-charged'))
}
