import { describe, expect, test } from 'vitest'
import type { Config } from '#fhir/config.ts'
import { app, base, callback, config, ehr, kindOf, launchQuery, open, openClinic, sessionOf, start, storage } from './launching.ts'

openClinic()

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

  test('L16 L29 a reload, and the back button with the used code, restore the session without another token request', async () => {
    const used = await callback()
    const first = open(used)
    await start(first)
    for (const query of [new URL(first.address()).search, used]) {
      const again = open(query)
      expect(sessionOf(await start(again)).patientId).toBe('parkinson-a1')
      expect(again.requests).toEqual([])
    }
  })

  test('L28 two launches in one storage keep to their own patients', async () => {
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
  ])('L12 L13 the error %s ends the launch as %s and leaves neither its text nor the launch behind', async (error, kind, code) => {
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
  ] as const)('L17 L18 L19 L20 a token endpoint that answers %s ends the launch', async (_, call, kind) => {
    const page = open(await callback(), call)
    const outcome = await start(page)
    expect(kindOf(outcome)).toBe(kind)
    expect(JSON.stringify(outcome)).not.toContain('CANARY')
    expect(page.requests).toHaveLength(1)
  })

  test('L19 after an outage of the token endpoint a reload tries the unused code again', async () => {
    const back = await callback()
    const page = open(back, () => Promise.reject(new TypeError('Failed to fetch')))
    await start(page)
    expect(kindOf(await start(open(new URL(page.address()).search)))).toBe('session')
  })

  test.each([
    [{ need_patient_banner: false }, false],
    [{ need_patient_banner: 'false' }, true],
    [{}, true],
  ])('L25 the own banner is left out only where the EHR says strictly that it shows one: %j', async (extra, expected) => {
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
