import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { LaunchOptions } from './options.ts'
import { createSandbox, type Sandbox } from './sandbox.ts'
import { app, pkce } from './signed-in.ts'

const origin = 'http://localhost:4004'
const { verifier, challenge } = pkce
const launch: LaunchOptions = { patientId: 'parkinson-a1', encounterId: 'parkinson-a1-visit' }

let ehr: Sandbox
let now = Date.parse('2026-11-20T12:00:00Z')
beforeAll(async () => {
  ehr = await createSandbox({ origin, appOrigins: [new URL(app).origin], appUrl: app, now: () => now })
})
beforeEach(() => ehr.reset())

type Parameters = Readonly<Record<string, string | null>>

function formOf(given: Parameters): URLSearchParams {
  return new URLSearchParams(Object.entries(given).flatMap(([name, value]) => (value === null ? [] : [[name, value]])))
}

async function authorize(change: Parameters = {}, options: LaunchOptions = launch) {
  const query = formOf({
    response_type: 'code',
    client_id: 'gait-charge',
    redirect_uri: app,
    scope: 'launch openid fhirUser online_access patient/Patient.r',
    state: 's1',
    aud: ehr.base,
    launch: ehr.createLaunch(options),
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...change,
  })
  const answer = await ehr.handle(new Request(`${origin}/auth/authorize?${query.toString()}`))
  const to = answer.headers.get('Location')
  return { status: answer.status, back: to === null ? null : new URL(to).searchParams, text: await answer.text() }
}

async function redeem(code: string | null | undefined, change: Parameters = {}) {
  const body = formOf({
    grant_type: 'authorization_code',
    code: code ?? '',
    redirect_uri: app,
    client_id: 'gait-charge',
    code_verifier: verifier,
    ...change,
  })
  const answer = await ehr.handle(new Request(`${origin}/auth/token`, { method: 'POST', body }))
  return { status: answer.status, body: (await answer.json()) as Record<string, string>, headers: answer.headers }
}
const codeOf = async (change?: Parameters, options?: LaunchOptions) => (await authorize(change, options)).back?.get('code')

describe('the authorization request', () => {
  test('comes back with a code and its state', async () => {
    const { status, back } = await authorize()
    expect([status, back?.get('state'), back?.has('code')]).toEqual([302, 's1', true])
  })
  test.each([
    ['the method plain', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['no challenge', { code_challenge: null }, 'invalid_request'],
    ['a challenge that is no S256 value', { code_challenge: 'short' }, 'invalid_request'],
    ['another audience', { aud: 'https://evil.example/fhir' }, 'invalid_request'],
    ['no audience', { aud: null }, 'invalid_request'],
    ['no state', { state: null }, 'invalid_request'],
    ['an unknown launch', { launch: 'unknown' }, 'invalid_request'],
    ['a launch without the scope launch', { scope: 'openid patient/Patient.r' }, 'invalid_scope'],
    ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
  ] as const)('with %s is refused', async (_name, change, error) => {
    const { back } = await authorize(change)
    expect([back?.get('error'), back?.has('code')]).toEqual([error, false])
  })
  test.each([
    ['redirect address', { redirect_uri: 'https://evil.example/' }],
    ['address that only begins like ours', { redirect_uri: 'http://127.0.0.1:51730/' }],
    ['address with a fragment', { redirect_uri: `${app}#here` }],
    ['address that is none', { redirect_uri: null }],
    ['client', { client_id: 'stranger' }],
  ])('of an unregistered %s goes nowhere', async (_name, change) => {
    const { status, back } = await authorize(change)
    expect([status, back]).toEqual([400, null])
  })
})

describe('the token endpoint', () => {
  test('answers with patient, encounter and granted scopes, and is not cached', async () => {
    const { status, body, headers } = await redeem(await codeOf())
    expect([status, headers.get('Cache-Control')]).toEqual([200, 'no-store'])
    expect(body).toMatchObject({ patient: 'parkinson-a1', encounter: 'parkinson-a1-visit', token_type: 'Bearer' })
  })
  test('names no encounter where the launch has none', async () =>
    expect((await redeem(await codeOf({}, { patientId: 'parkinson-a1' }))).body).not.toHaveProperty('encounter'))
  test.each([
    ['a wrong verifier', { code_verifier: 'w'.repeat(43) }],
    ['no verifier', { code_verifier: null }],
    ['another redirect address', { redirect_uri: `${app}other` }],
    ['an unknown code', { code: 'unknown' }],
  ])('refuses %s', async (_name, change) =>
    expect(await redeem(await codeOf(), change)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } }),
  )
  test('takes a code once', async () => {
    const code = await codeOf()
    expect([(await redeem(code)).status, (await redeem(code)).body['error']]).toEqual([200, 'invalid_grant'])
  })
  test('takes a code within its time', async () => {
    const code = await codeOf()
    now += 61_000
    expect((await redeem(code)).body['error']).toBe('invalid_grant')
  })
  test('rotates refresh tokens', async () => {
    const { body } = await redeem(await codeOf())
    const form = { grant_type: 'refresh_token', refresh_token: body['refresh_token'] ?? '', code: null }
    const again = await redeem(null, form)
    expect(again).toMatchObject({ status: 200, body: { patient: 'parkinson-a1', encounter: 'parkinson-a1-visit', scope: body['scope'] } })
    expect(again.body['access_token']).not.toBe(body['access_token'])
    expect((await redeem(null, form)).body['error']).toBe('invalid_grant')
  })
  test('gives a refresh token and an identity to those alone who asked', async () => {
    const { body } = await redeem(await codeOf({ scope: 'launch patient/Patient.r' }))
    expect([body['refresh_token'], body['id_token']]).toEqual([undefined, undefined])
  })
  test('grants what it knows of the scopes that were asked', async () => {
    const { body } = await redeem(await codeOf({ scope: 'launch patient/Patient.r patient/Patient.sr system/*.rs colour' }))
    expect(body['scope']).toBe('launch patient/Patient.r')
  })
  test.each([
    ['a grant type of its own', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['another client', { client_id: 'stranger' }, 401, 'invalid_client'],
  ])('refuses %s', async (_name, change, status, error) =>
    expect(await redeem(await codeOf(), change)).toMatchObject({ status, body: { error } }),
  )
  test('signs who the user is, for this request', async () => {
    const { body } = await redeem(await codeOf({ nonce: 'n1' }, { ...launch, practitionerId: 'dr-okafor' }))
    const keys = createLocalJWKSet((await (await ehr.handle(new Request(`${origin}/auth/jwks`))).json()) as JSONWebKeySet)
    const { payload } = await jwtVerify(body['id_token'] ?? '', keys, {
      issuer: ehr.base,
      audience: 'gait-charge',
      currentDate: new Date(now),
    })
    expect([payload['fhirUser'], payload['nonce']]).toEqual([`${ehr.base}/Practitioner/dr-okafor`, 'n1'])
  })
})

test('a standalone launch asks for the patient, then for the visit', async () => {
  const scope = 'launch/patient launch/encounter patient/Patient.r'
  expect((await authorize({ launch: null, scope })).text).toContain('Choose a patient')
  expect((await authorize({ launch: null, scope, patient: 'two-visits' })).text).toContain('Choose a visit')
  const chosen = { launch: null, scope, patient: 'two-visits' }
  const contextOf = async (encounter: string) => (await redeem(await codeOf({ ...chosen, encounter }))).body
  expect(await contextOf('two-visits-visit')).toMatchObject({ patient: 'two-visits', encounter: 'two-visits-visit' })
  expect(await contextOf('')).not.toHaveProperty('encounter')
})
test('a standalone launch without the scope launch/patient is refused', async () =>
  expect((await authorize({ launch: null, scope: 'patient/Patient.r' })).back?.get('error')).toBe('invalid_scope'))

test('a token answers 401 before sign-in, when it has expired, and after signing out', async () => {
  const read = async (token: string | null) =>
    (
      await ehr.handle(
        new Request(`${ehr.base}/Patient/parkinson-a1`, token === null ? {} : { headers: { Authorization: `Bearer ${token}` } }),
      )
    ).status
  const { body } = await redeem(await codeOf())
  const token = body['access_token'] ?? ''
  expect([await read(null), await read('nonsense'), await read(token)]).toEqual([401, 401, 200])
  now += 301_000
  expect(await read(token)).toBe(401)
  const second = (await redeem(await codeOf())).body['access_token'] ?? ''
  ehr.signOut()
  expect(await read(second)).toBe(401)
})
