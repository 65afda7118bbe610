import { describe, expect, test } from 'vitest'
import { enter } from '#fhir/launch.ts'
import { app, base, config, ehr, kindOf, launchQuery, open, openClinic, start, storage } from './launching.ts'

openClinic()

describe('leaving for the sign-in', () => {
  test('L04 an EHR launch goes to the sign-in page of the configured issuer, with S256, its own state and the canonical audience', async () => {
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

  test('L05 L06 client, endpoint and patient in the address are ignored', async () => {
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
  ])('L01 L02 L05 L14 L15 the address %j is refused as %s without any request', async (query, kind) => {
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
  ])('L10 L11 sign-in settings with %j are refused as %s, and nothing is kept', async (changes, kind) => {
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
  ] as const)('L08 L09 sign-in settings that answer %s stop the launch, with no other way tried', async (_, call) => {
    const page = open(launchQuery(), call)
    expect(kindOf(await start(page))).toBe('sign-in-unavailable')
    expect(page.requests).toEqual([`GET ${base}/.well-known/smart-configuration`])
  })

  test('L27 a browser that blocks storage is told apart', async () => {
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
