import { createHash } from 'node:crypto'
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { launchValue, readLaunchValue, type LauncherOptions } from './launch-value.ts'
import { createSandbox, type Sandbox } from './sandbox.ts'

const origin = 'http://localhost:4004'
const app = 'http://127.0.0.1:5173/'
const verifier = 'a'.repeat(43)
const challenge = createHash('sha256').update(verifier).digest('base64url')
const options: LauncherOptions = {
  type: 'provider-ehr',
  patients: ['snomed-knee'],
  providers: ['dr-rivera'],
  encounter: 'AUTO',
  error: null,
}

let ehr: Sandbox
beforeAll(async () => {
  ehr = await createSandbox({ origin, appOrigins: [new URL(app).origin], appUrl: app })
})

const asked = (base: string, more: Record<string, string>) =>
  new URLSearchParams({
    response_type: 'code',
    client_id: 'gait-charge',
    redirect_uri: app,
    scope: 'openid fhirUser launch launch/encounter online_access patient/*.rs',
    state: 's',
    aud: base,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...more,
  })
const get = (url: string, headers: Record<string, string> = {}) => ehr.handle(new Request(url, { headers }))
async function authorize(change: Partial<LauncherOptions> = {}, more: Record<string, string> = {}) {
  const answer = await get(
    `${origin}/v/r4/auth/authorize?${asked(`${origin}/v/r4/fhir`, { launch: launchValue({ ...options, ...change }), ...more })}`,
  )
  const to = answer.headers.get('Location')
  return { answer, back: to === null ? null : new URL(to).searchParams }
}
const token = (form: Record<string, string>) =>
  ehr.handle(new Request(`${origin}/v/r4/auth/token`, { method: 'POST', body: new URLSearchParams(form) }))
const redeem = async (code: string | null | undefined, code_verifier = verifier) =>
  token({ grant_type: 'authorization_code', code: code ?? '', redirect_uri: app, client_id: 'gait-charge', code_verifier })

test('a launch value is a base64url array of 17 and reads back', () => {
  const value = launchValue({ ...options, error: 'auth_invalid_scope' })
  expect(JSON.parse(Buffer.from(value, 'base64url').toString())).toHaveLength(17)
  expect(readLaunchValue(value)).toEqual({ ...options, error: 'auth_invalid_scope' })
  expect(readLaunchValue('nonsense')).toBeNull()
})

test('one patient and one provider show no page; the latest encounter is in context', async () => {
  const { back } = await authorize()
  const answer = (await (await redeem(back?.get('code'))).json()) as Record<string, string>
  expect(answer).toMatchObject({
    patient: 'snomed-knee',
    encounter: 'snomed-knee-visit',
    scope: expect.stringContaining('patient/*.rs') as string,
  })
  const keys = createLocalJWKSet((await (await get(`${origin}/keys`)).json()) as JSONWebKeySet)
  const { payload, protectedHeader } = await jwtVerify(answer['id_token'] ?? '', keys, { audience: 'gait-charge' })
  expect([payload['fhirUser'], protectedHeader.kid]).toEqual([`${origin}/v/r4/fhir/Practitioner/dr-rivera`, undefined])
})

describe('what the launch leaves open', () => {
  test('a patient is asked for', async () => {
    const { answer } = await authorize({ patients: [] })
    expect(await answer.text()).toContain('Select patient')
  })
  test('an encounter is asked for where the launch says so', async () => {
    const { answer } = await authorize({ encounter: 'MANUAL' })
    expect(await answer.text()).toContain('Select encounter')
  })
  test.each([
    ['NONE', undefined],
    ['some-id', 'some-id'],
  ])('encounter %s: %s', async (encounter, expected) => {
    const { back } = await authorize({ encounter })
    expect(((await (await redeem(back?.get('code'))).json()) as { encounter?: string }).encounter).toBe(expected)
  })
})

describe('the protected sign-in', () => {
  test('refuses plain', async () =>
    expect((await authorize({}, { code_challenge_method: 'plain' })).back?.get('error')).toBe('invalid_request'))
  test('refuses a wrong verifier with 401, a missing one with 400', async () => {
    const { back } = await authorize()
    expect((await redeem(back?.get('code'), 'b'.repeat(43))).status).toBe(401)
    expect((await redeem(back?.get('code'), '')).status).toBe(400)
  })
  test('lets a code and a refresh token be used again, and refreshes without an audience', async () => {
    const { back } = await authorize()
    const first = (await (await redeem(back?.get('code'))).json()) as Record<string, string>
    expect((await redeem(back?.get('code'))).status).toBe(200)
    const form = { grant_type: 'refresh_token', refresh_token: first['refresh_token'] ?? '', client_id: 'gait-charge' }
    await token(form)
    const again = (await (await token(form)).json()) as Record<string, string>
    const claims = JSON.parse(Buffer.from((again['id_token'] ?? '').split('.')[1] ?? '', 'base64url').toString()) as object
    expect(claims).not.toHaveProperty('aud')
  })
})

describe('a simulated error', () => {
  test.each([
    ['auth_invalid_client_id', 'invalid_client'],
    ['auth_invalid_redirect_uri', 'invalid_request'],
    ['auth_invalid_scope', 'invalid_scope'],
  ] as const)('%s comes back as %s', async (error, code) => expect((await authorize({ error })).back?.get('error')).toBe(code))
  test('token_invalid_token answers 401 at the token endpoint', async () => {
    const { back } = await authorize({ error: 'token_invalid_token' })
    expect((await redeem(back?.get('code'))).status).toBe(401)
  })
  test('token_expired_refresh_token answers 403 at the refresh', async () => {
    const { back } = await authorize({ error: 'token_expired_refresh_token' })
    const first = (await (await redeem(back?.get('code'))).json()) as Record<string, string>
    expect((await token({ grant_type: 'refresh_token', refresh_token: first['refresh_token'] ?? '' })).status).toBe(403)
  })
})

describe('its FHIR proxy', () => {
  const base = `${origin}/v/r4/sim/${launchValue({ ...options, type: 'provider-standalone' })}/fhir`
  const charge = { resourceType: 'ChargeItem', status: 'planned', code: { text: 'x' }, subject: { reference: 'Patient/snomed-knee' } }
  test('answers without a token, and refuses a malformed one in plain text', async () => {
    expect((await get(`${base}/Patient/knee-right`)).status).toBe(200)
    const refused = await get(`${base}/Patient/knee-right`, { Authorization: 'Bearer nonsense' })
    expect([refused.status, refused.headers.get('Content-Type')]).toEqual([401, expect.stringContaining('text/plain')])
  })
  test('names another server in Location, and lets no page read Location or ETag', async () => {
    const headers = { 'Content-Type': 'application/fhir+json', Origin: new URL(app).origin }
    const made = await ehr.handle(new Request(`${base}/ChargeItem`, { method: 'POST', headers, body: JSON.stringify(charge) }))
    expect(made.status).toBe(201)
    expect(made.headers.get('Location')?.startsWith(origin)).toBe(false)
    expect(made.headers.get('Access-Control-Expose-Headers')).toBeNull()
  })
  test('answers 500 to a body over a megabyte', async () => {
    const body = JSON.stringify({ ...charge, note: [{ text: 'x'.repeat(1_000_001) }] })
    const headers = { 'Content-Type': 'application/fhir+json' }
    expect((await ehr.handle(new Request(`${base}/ChargeItem`, { method: 'POST', headers, body }))).status).toBe(500)
  })
  test('has patients whose problems are SNOMED CT alone, without category', async () => {
    const { entry } = (await (await get(`${base}/Condition?patient=snomed-knee`)).json()) as {
      entry: { resource: { category?: object } }[]
    }
    expect(entry.map(({ resource }) => resource.category)).toEqual([undefined])
  })
})
