import { beforeAll, describe, expect, test } from 'vitest'
import type { Sandbox } from './sandbox.ts'
import { anEhr, app, signedIn } from './signed-in.ts'

const ours = new URL(app).origin
const others = ['https://evil.example', 'http://127.0.0.1:5174', 'http://localhost:5173', 'null']
const patientId = 'parkinson-a1'

let ehr: Sandbox
let origin: string
beforeAll(async () => {
  ehr = await anEhr()
  ;({ origin } = new URL(ehr.base))
})

const allowed = ({ headers }: Response) => headers.get('Access-Control-Allow-Origin')
const preflight = (path: string, Origin: string, asked: Record<string, string> = {}) =>
  ehr.handle(new Request(`${origin}${path}`, { method: 'OPTIONS', headers: { Origin, ...asked } }))
const get = (path: string, Origin: string) => ehr.handle(new Request(`${origin}${path}`, { headers: { Origin } }))

describe('the FHIR API and the token endpoint', () => {
  test.each(['/fhir/Patient/parkinson-a1', '/fhir/ChargeItem', '/auth/token'])('%s answers our pages alone', async (path) => {
    expect(allowed(await preflight(path, ours))).toBe(ours)
    const toOthers = await Promise.all(others.map(async (other) => allowed(await preflight(path, other))))
    expect(toOthers).toEqual([null, null, null, null])
  })
  test('let the app send what it sends', async () => {
    const answer = await preflight('/fhir/ChargeItem/1', ours, { 'Access-Control-Request-Method': 'PUT' })
    const headers = answer.headers.get('Access-Control-Allow-Headers') ?? ''
    expect(answer.headers.get('Access-Control-Allow-Methods')).toContain('PUT')
    for (const name of ['authorization', 'content-type', 'if-match', 'if-none-exist', 'prefer']) expect(headers).toContain(name)
  })
  test('send no cookies along', async () =>
    expect((await preflight('/fhir/ChargeItem', ours)).headers.has('Access-Control-Allow-Credentials')).toBe(false))
  test('let the app read ETag and Location, and the status of a refusal too', async () => {
    const call = await signedIn(ehr, { patientId, grantedScopes: 'patient/Patient.r' })
    const answer = await call('GET', `Patient/${patientId}`, undefined, { Origin: ours })
    expect(answer.headers.get('Access-Control-Expose-Headers')).toBe('ETag,Location,Content-Location,Last-Modified')
    const refusals = [await get(`/fhir/Patient/${patientId}`, ours), await call('GET', 'Condition', undefined, { Origin: ours })]
    expect(refusals.map(({ status }) => status)).toEqual([401, 403])
    for (const refusal of refusals) expect(allowed(refusal)).toBe(ours)
  })
  test('give another page no answer to read, even with a token', async () => {
    const call = await signedIn(ehr, { patientId, grantedScopes: 'patient/Patient.r' })
    expect(allowed(await call('GET', `Patient/${patientId}`, undefined, { Origin: 'https://evil.example' }))).toBeNull()
  })
})

test.each(['/fhir/.well-known/smart-configuration', '/fhir/.well-known/openid-configuration', '/auth/jwks'])(
  '%s is open to every page',
  async (path) => {
    for (const one of [ours, 'https://elsewhere.example']) expect(allowed(await get(path, one))).toBe(one)
  },
)

test.each(['/', '/chart/parkinson-a1', '/chart/parkinson-a1/charges.json', '/auth/authorize'])('%s is open to none', async (path) => {
  expect(allowed(await get(path, ours))).toBeNull()
})
