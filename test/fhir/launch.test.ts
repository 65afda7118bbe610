import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Config } from '#fhir/config.ts'
import { enter } from '#fhir/launch.ts'
import type { LaunchOutcome } from '#fhir/launch-problem.ts'
import { createSandbox, type Sandbox } from '#test/sandbox/sandbox.ts'
import { openPage, type Page } from './browser.ts'
import { anIssuer } from '#test/support/issuer.ts'
import { aStorage } from './storage.ts'

const app = 'http://127.0.0.1:5173/'
const base = 'http://localhost:4004/fhir'
let ehr: Sandbox
let storage: Storage
let handle: typeof fetch
const config = (changes: Parameters<typeof anIssuer>[0] = {}): Promise<Config> => Promise.resolve({ issuers: [anIssuer(changes)] })

beforeAll(async () => {
  ehr = await createSandbox({ origin: 'http://localhost:4004', appOrigins: ['http://127.0.0.1:5173'], appUrl: app })
})
beforeEach(async () => {
  await ehr.reset()
  storage = aStorage()
  handle = (input, init) => ehr.handle(new Request(input, { ...init, redirect: 'manual' }))
})

const open = (query: string, call: typeof fetch = handle) => openPage(`${app}${query}`, storage, call)
const start = ({ smart, door }: Page, site = config()) => enter(smart, door, site)
const launchQuery = (patientId = 'parkinson-a1') =>
  `?iss=${encodeURIComponent(base)}&launch=${ehr.createLaunch({ patientId, encounterId: `${patientId}-visit` })}`
const kindOf = (outcome: LaunchOutcome) => (outcome.kind === 'problem' ? outcome.problem.kind : outcome.kind)
function sessionOf(outcome: LaunchOutcome) {
  if (outcome.kind !== 'session') throw new Error(JSON.stringify(outcome))
  return outcome.session
}

/** Leaves for the sign-in and comes back to the address that it redirects to. */
async function callback(query = launchQuery()): Promise<string> {
  const page = open(query)
  expect(await start(page)).toEqual({ kind: 'leaving' })
  const answer = await ehr.handle(new Request(page.left[0] ?? ''))
  return new URL(answer.headers.get('Location') ?? '').search
}

describe('leaving for the sign-in', () => {
  test('an EHR launch goes to the sign-in page of the configured issuer, with S256, its own state and the canonical audience', async () => {
    const page = open(`?iss=${encodeURIComponent('http://LOCALHOST:4004/fhir/')}&launch=${ehr.createLaunch({ patientId: 'parkinson-a1' })}`)
    expect(await start(page)).toEqual({ kind: 'leaving' })
    const signIn = new URL(page.left[0] ?? '')
    expect(signIn.origin).toBe('http://localhost:4004')
    const asked = Object.fromEntries(signIn.searchParams)
    expect(asked).toMatchObject({
      aud: base,
      client_id: 'gait-charge',
      redirect_uri: app,
      response_type: 'code',
      code_challenge_method: 'S256',
    })
    expect(asked['scope']).toMatch(/^launch openid fhirUser online_access /)
    expect(asked['state']).toMatch(/^[0-9a-f-]{36}$/)
    expect(Object.keys(storage)).toEqual([asked['state']])
  })

  test('an issuer alone is a standalone launch, which asks for patient and visit', async () => {
    const page = open(`?iss=${encodeURIComponent(base)}`)
    await start(page)
    const { searchParams } = new URL(page.left[0] ?? '')
    expect(searchParams.get('scope')).toMatch(/^launch\/patient launch\/encounter openid /)
    expect(searchParams.has('launch')).toBe(false)
  })

  test('client, endpoint and patient in the address are ignored', async () => {
    const page = open(
      `${launchQuery()}&clientId=evil&patientId=canary-patient&fhirServiceUrl=https://evil.example&scope=x&redirectUri=https://evil.example`,
    )
    await start(page)
    const { searchParams } = new URL(page.left[0] ?? '')
    expect(searchParams.get('client_id')).toBe('gait-charge')
    expect(searchParams.get('redirect_uri')).toBe(app)
    expect(page.requests.join()).not.toContain('evil')
    expect(JSON.stringify(Object.entries(storage))).not.toMatch(/evil|canary/)
  })

  test.each([
    ['', 'no-launch'],
    ['?launch=abc', 'no-launch'],
    ['?fhirServiceUrl=http://localhost:4004/fhir', 'no-launch'],
    ['?iss=https://evil.example/fhir&launch=abc', 'issuer-unknown'],
    ['?iss=http://localhost:4004/fhir&iss=https://evil.example&launch=abc', 'issuer-unknown'],
    ['?iss=&launch=abc', 'issuer-unknown'],
    ['?code=abc', 'state-unknown'],
    ['?error=access_denied', 'state-unknown'],
    ['?code=abc&state=forged', 'state-unknown'],
    ['?code=abc&state=00000000-0000-4000-8000-000000000000', 'state-unknown'],
    ['?state=length', 'state-unknown'],
    ['?state=00000000-0000-4000-8000-000000000000', 'state-unknown'],
  ])('the address %j is refused as %s without any request', async (query, kind) => {
    const page = open(query)
    expect(kindOf(await start(page))).toBe(kind)
    expect(page.requests).toEqual([])
    expect(page.left).toEqual([])
  })

  const discovered = (changes: object): typeof fetch => {
    const endpoints = { authorization_endpoint: 'http://localhost:4004/auth', token_endpoint: 'http://localhost:4004/token' }
    return async () => Response.json({ ...endpoints, code_challenge_methods_supported: ['S256'], ...changes })
  }

  test.each([
    [{ authorization_endpoint: 'javascript:alert(1)' }, 'endpoint-refused'],
    [{ authorization_endpoint: 'http://evil.example/auth' }, 'endpoint-refused'],
    [{ authorization_endpoint: 'https://evil.example/auth' }, 'endpoint-refused'],
    [{ token_endpoint: 'https://evil.example/token' }, 'endpoint-refused'],
    [{ token_endpoint: 'http://user@localhost:4004/token' }, 'endpoint-refused'],
    [{ authorization_endpoint: '' }, 'sign-in-unavailable'],
    [{ code_challenge_methods_supported: ['plain'] }, 'pkce-missing'],
    [{ code_challenge_methods_supported: undefined }, 'pkce-missing'],
  ])('sign-in settings with %j are refused as %s, and nothing is kept', async (changes, kind) => {
    const page = open(launchQuery(), discovered(changes))
    expect(kindOf(await start(page))).toBe(kind)
    expect(page.left).toEqual([])
    expect(Object.keys(storage)).toEqual([])
  })

  test('a site may go on where S256 is not advertised: it is sent all the same', async () => {
    const page = open(launchQuery(), discovered({ code_challenge_methods_supported: undefined }))
    expect(await start(page, config({ pkce: 'when-not-advertised' }))).toEqual({ kind: 'leaving' })
    expect(new URL(page.left[0] ?? '').searchParams.get('code_challenge_method')).toBe('S256')
  })

  test('an endpoint at a pinned origin is used', async () => {
    const page = open(launchQuery(), discovered({ authorization_endpoint: 'https://id.ehr/auth' }))
    expect(await start(page, config({ pinnedOrigins: ['https://id.ehr'] }))).toEqual({ kind: 'leaving' })
  })

  test.each([
    ['404', async () => new Response('', { status: 404 })],
    ['HTML', async () => new Response('<html>', { headers: { 'Content-Type': 'text/html' } })],
    ['truncated JSON', async () => new Response('{"authoriz', { headers: { 'Content-Type': 'application/json' } })],
    ['nothing', () => Promise.reject(new TypeError('Failed to fetch'))],
  ] as const)('sign-in settings that answer %s stop the launch, with no other way tried', async (_, call) => {
    const page = open(launchQuery(), call)
    expect(kindOf(await start(page))).toBe('sign-in-unavailable')
    expect(page.requests).toEqual([`GET ${base}/.well-known/smart-configuration`])
  })

  test('a browser that blocks storage is told apart', async () => {
    const page = open(launchQuery())
    const door = Object.defineProperty({ ...page.door }, 'sessionStorage', {
      get() {
        throw new DOMException('blocked', 'SecurityError')
      },
    })
    expect(kindOf(await enter(page.smart, door, config()))).toBe('storage-blocked')
    expect(page.requests).toEqual([])
  })
})

describe('coming back', () => {
  test("the code is redeemed and gives the session of the launch's patient and visit; the code leaves the address", async () => {
    const page = open(await callback())
    const session = sessionOf(await start(page))
    expect(session).toMatchObject({ base, patientId: 'parkinson-a1', encounterId: 'parkinson-a1-visit', needPatientBanner: true })
    expect(session.grantedScopes).toContain('patient/ChargeItem.crus')
    expect((await session.send({ url: 'Patient/parkinson-a1' })).resource?.id).toBe('parkinson-a1')
    expect(await session.identity()).toEqual({ status: 'verified', fhirUser: expect.stringMatching(/^Practitioner\//) as string })
    expect(page.address()).toMatch(/^http:\/\/127\.0\.0\.1:5173\/\?state=[0-9a-f-]{36}$/)
  })

  test('the configuration never delays the token request', async () => {
    const page = open(await callback())
    let arrived: (config: Config) => void = () => {}
    const late = new Promise<Config>((resolve) => (arrived = resolve))
    const outcome = start(page, late)
    await expect.poll(() => page.requests).toEqual(['POST http://localhost:4004/auth/token'])
    arrived(await config())
    expect(kindOf(await outcome)).toBe('session')
  })

  test('a reload, and the back button with the used code, restore the session without another token request', async () => {
    const used = await callback()
    const first = open(used)
    await start(first)
    for (const query of [new URL(first.address()).search, used]) {
      const again = open(query)
      expect(sessionOf(await start(again)).patientId).toBe('parkinson-a1')
      expect(again.requests).toEqual([])
    }
  })

  test('two launches in one storage keep to their own patients', async () => {
    const first = await callback(launchQuery('parkinson-a1'))
    const second = await callback(launchQuery('knee-right'))
    expect(sessionOf(await start(open(first))).patientId).toBe('parkinson-a1')
    expect(sessionOf(await start(open(second))).patientId).toBe('knee-right')
    expect(sessionOf(await start(open(first))).patientId).toBe('parkinson-a1')
  })

  test('a refreshed token survives a reload', async () => {
    const page = open(await callback())
    const session = sessionOf(await start(page))
    ehr.misbehave({ pathPattern: /Patient/, answer: { kind: 'respond', status: 401 } })
    await session.send({ url: 'Patient/parkinson-a1' })
    const reloaded = open(new URL(page.address()).search)
    await sessionOf(await start(reloaded)).send({ url: 'Patient/parkinson-a1' })
    expect(reloaded.requests).toEqual([`GET ${base}/Patient/parkinson-a1`])
  })

  test.each([
    ['access_denied', 'access-denied', 'access_denied'],
    ['invalid_scope', 'sign-in-refused', 'invalid_scope'],
    ['server_error', 'sign-in-refused', 'server_error'],
    ['unauthorized_client', 'registration', 'unauthorized_client'],
    ['<script>', 'sign-in-refused', null],
  ])('the error %s ends the launch as %s and leaves neither its text nor the launch behind', async (error, kind, code) => {
    const state = new URLSearchParams(await callback()).get('state') ?? ''
    const page = open(`?${new URLSearchParams({ error, error_description: '<img onerror=x>', state }).toString()}`)
    expect(await start(page)).toEqual({ kind: 'problem', problem: { kind, code } })
    expect(page.requests).toEqual([])
    expect(page.address()).toBe(app)
    expect(Object.keys(storage)).toEqual([])
  })

  test('an error written into the address of a standing session does not end it', async () => {
    const page = open(await callback())
    await start(page)
    const again = open(`${new URL(page.address()).search}&error=access_denied`)
    expect(kindOf(await start(again))).toBe('session')
  })

  const answer = (status: number, body: unknown) => async () => Response.json(body, { status })
  test.each([
    ['invalid_grant', answer(400, { error: 'invalid_grant', error_description: 'CANARY' }), 'code-expired'],
    ['invalid_client', answer(401, { error: 'invalid_client' }), 'registration'],
    ['a plain 401', async () => new Response('no', { status: 401 }), 'registration'],
    ['another refusal', answer(400, { error: 'invalid_request' }), 'sign-in-refused'],
    ['500', answer(500, {}), 'sign-in-unavailable'],
    ['HTML', async () => new Response('<html>', { headers: { 'Content-Type': 'text/html' } }), 'sign-in-unavailable'],
    ['nothing', () => Promise.reject(new TypeError('Failed to fetch')), 'sign-in-unavailable'],
    ['no patient', answer(200, { access_token: 'x', token_type: 'bearer' }), 'no-patient'],
  ] as const)('a token endpoint that answers %s ends the launch', async (_, call, kind) => {
    const page = open(await callback(), call)
    const outcome = await start(page)
    expect(kindOf(outcome)).toBe(kind)
    expect(JSON.stringify(outcome)).not.toContain('CANARY')
    expect(page.requests).toHaveLength(1)
  })

  test('after an outage of the token endpoint a reload tries the unused code again', async () => {
    const back = await callback()
    const page = open(back, () => Promise.reject(new TypeError('Failed to fetch')))
    await start(page)
    expect(kindOf(await start(open(new URL(page.address()).search)))).toBe('session')
  })

  test.each([
    [{ need_patient_banner: false }, false],
    [{ need_patient_banner: 'false' }, true],
    [{}, true],
  ])('the own banner is left out only where the EHR says strictly that it shows one: %j', async (extra, expected) => {
    const page = open(await callback(), answer(200, { access_token: 'x', patient: 'p1', expires_in: 'soon', ...extra }))
    const session = sessionOf(await start(page))
    expect(session.needPatientBanner).toBe(expected)
    expect(session.encounterId).toBeNull()
    expect(session.grantedScopes).toContain('patient/Condition.rs')
  })

  test('an issuer that the site no longer names gives no session', async () => {
    const page = open(await callback())
    expect(kindOf(await start(page, config({ issuer: 'https://other.ehr/fhir' })))).toBe('issuer-unknown')
  })
})
