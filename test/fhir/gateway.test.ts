import { describe, expect, test } from 'vitest'
import { FhirError } from '#fhir/fhir-error.ts'
import { createSend } from '#fhir/gateway.ts'
import { aServer, base, broken, fhir } from './server.ts'

const patient = { resourceType: 'Patient', id: 'p1' }
const charge = { resourceType: 'ChargeItem', status: 'planned', code: {}, subject: {} } as const
const token = (status = 200, body: object = { access_token: 'access-2', refresh_token: 'refresh-2', token_type: 'bearer' }) =>
  fhir(body, status)
const authorization = (init: RequestInit | undefined) => new Headers(init?.headers).get('Authorization')

async function errorOf(promise: Promise<unknown>): Promise<FhirError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof FhirError)) throw new Error(`no FhirError but ${String(error)}`)
  return error
}

describe('where the token goes', () => {
  test('N26 a request inside the base carries the token, no cookie, no referrer, no cache, and follows no redirect', async () => {
    const { send, calls } = aServer(fhir(patient))
    await send({ url: 'Patient/p1' })
    expect(calls[0]?.url).toBe(`${base}/Patient/p1`)
    expect(authorization(calls[0]?.init)).toBe('Bearer access-1')
    expect(calls[0]?.init).toMatchObject({ redirect: 'error', credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' })
  })

  test.each([
    'https://evil.example/fhir/Patient/p1',
    '//evil.example/fhir/Patient/p1',
    'http://good.ehr/fhir/Patient/p1',
    'https://good.ehr:8443/fhir/Patient/p1',
    'https://user@good.ehr/fhir/Patient/p1',
    'https://good.ehr/other/Patient/p1',
    'https://good.ehr/fhirs/Patient/p1',
    '/Patient/p1',
    '../admin',
    'Patient/%2e%2e/%2e%2e/admin',
    '..%2fadmin',
    'Patient/..%5c..%5cadmin',
    'javascript:alert(1)',
    'data:text/plain,x',
  ])('P06 D21 an address outside the base is refused without a request: %s', async (url) => {
    const { send, calls } = aServer(fhir(patient))
    expect(await errorOf(send({ url }))).toMatchObject({ kind: 'refused', message: 'GET elsewhere: refused' })
    expect(calls).toHaveLength(0)
  })

  test("a caller's header never replaces the token", async () => {
    const { send, calls } = aServer(fhir(patient))
    await send({ url: 'Patient/p1', headers: { Authorization: 'Bearer other' } })
    expect(authorization(calls[0]?.init)).toBe('Bearer access-1')
  })
})

describe('what counts as an answer', () => {
  test.each([
    ['a login page', () => new Response('<html>Sign in</html>', { headers: { 'Content-Type': 'text/html' } })],
    ['an OperationOutcome', () => fhir({ resourceType: 'OperationOutcome', issue: [] })],
    ['an empty body', () => new Response('')],
    ['204', () => new Response(null, { status: 204 })],
    ['truncated JSON', () => new Response('{"resourceType":"Pat')],
    ['JSON that is no resource', () => new Response('[]')],
  ])('N20 N21 N22 N23 a read answered with %s is not FHIR, never "none"', async (_, answer) => {
    const { send } = aServer(answer)
    expect((await errorOf(send({ url: 'Patient/p1' }))).kind).toBe('not-fhir')
  })

  test('N24 JSON with a byte order mark or sent as plain text is read', async () => {
    const { send } = aServer(new Response(`\uFEFF${JSON.stringify(patient)}`, { headers: { 'Content-Type': 'text/plain' } }))
    expect((await send({ url: 'Patient/p1' })).resource).toEqual(patient)
  })

  test.each([
    [400, 'rejected'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [410, 'not-found'],
    [409, 'conflict'],
    [412, 'conflict'],
    [422, 'rejected'],
    [500, 'unavailable'],
  ] as const)('N09 status %i is %s, and the error says nothing of the server or the address', async (status, kind) => {
    const secret = {
      resourceType: 'OperationOutcome',
      issue: [{ diagnostics: 'CANARY', expression: ['CANARY born 1950', 'ChargeItem.code'] }],
    }
    const { send } = aServer(() => fhir(secret, status))
    const error = await errorOf(send({ url: 'Patient/p1?name=CANARY' }))
    expect(error).toMatchObject({ kind, status, message: `GET Patient: ${kind}` })
    expect(JSON.stringify(error) + error.message + String(error.stack)).not.toContain('CANARY')
  })

  test('W10 a rejected write names the elements and never the diagnostics', async () => {
    const issue = [{ expression: ['ChargeItem.performer[0].actor', 'Mr Smith'], diagnostics: 'CANARY' }]
    const { send } = aServer(fhir({ resourceType: 'OperationOutcome', issue }, 422))
    const error = await errorOf(send({ method: 'POST', url: 'ChargeItem', body: charge }))
    expect(error.expressions).toEqual(['ChargeItem.performer[0].actor'])
  })
})

describe('trying again', () => {
  test.each([500, 502, 503, 504, 429])('N13 a read answered %i is tried three times at most', async (status) => {
    const { send, calls, waits } = aServer(() => fhir({}, status))
    expect((await errorOf(send({ url: 'Patient/p1' }))).kind).toBe('unavailable')
    expect(calls).toHaveLength(3)
    expect(waits).toEqual([300, 900])
  })

  test('N12 a read that fails once and then succeeds is noticed by nobody', async () => {
    const { send } = aServer(broken, fhir(patient))
    expect((await send({ url: 'Patient/p1' })).resource).toEqual(patient)
  })

  test('N20 a truncated body is read again', async () => {
    const { send } = aServer(new Response('{"resourceType":"Pat'), fhir(patient))
    expect((await send({ url: 'Patient/p1' })).resource).toEqual(patient)
  })

  test('N10 N11 Retry-After is honoured, and one longer than ten seconds ends the wait', async () => {
    const patientServer = aServer(fhir({}, 429, { 'Retry-After': '2' }), fhir(patient))
    await patientServer.send({ url: 'Patient/p1' })
    expect(patientServer.waits).toEqual([2000])
    for (const asked of ['11', '86400']) {
      const slow = aServer(fhir({}, 429, { 'Retry-After': asked }), fhir(patient))
      expect((await errorOf(slow.send({ url: 'Patient/p1' }))).kind).toBe('unavailable')
      expect(slow.calls).toHaveLength(1)
    }
  })

  test('N11 Retry-After may be a date', async () => {
    const { send, waits } = aServer(() => fhir({}, 503, { 'Retry-After': new Date(Date.now() + 4000).toUTCString() }), fhir(patient))
    await send({ url: 'Patient/p1' })
    expect(waits[0]).toBeGreaterThan(2000)
    expect(waits[0]).toBeLessThanOrEqual(4000)
  })

  test.each([broken, () => fhir({}, 500), () => fhir({}, 503)])('a write is never repeated after a failure (%#)', async (answer) => {
    const { send, calls } = aServer(answer)
    expect((await errorOf(send({ method: 'POST', url: 'ChargeItem', body: charge }))).kind).toBe('unavailable')
    expect(calls).toHaveLength(1)
  })

  test("the caller's own abort is not an error of the EHR", async () => {
    const controller = new AbortController()
    const { send } = aServer(() => {
      controller.abort()
      return broken()
    })
    await expect(send({ url: 'Patient/p1', signal: controller.signal })).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
  })
})

describe('an expired token', () => {
  test('N01 is refreshed once and the read repeated', async () => {
    const { send, calls, onAccess } = aServer(fhir({}, 401), token(), fhir(patient))
    expect((await send({ url: 'Patient/p1' })).resource).toEqual(patient)
    expect(calls.map(({ url }) => url)).toEqual([`${base}/Patient/p1`, 'https://good.ehr/token', `${base}/Patient/p1`])
    expect(String(calls[1]?.init.body)).toBe('grant_type=refresh_token&refresh_token=refresh-1&client_id=gait-charge')
    expect(authorization(calls[2]?.init)).toBe('Bearer access-2')
    expect(onAccess).toHaveBeenCalledWith({ accessToken: 'access-2', refreshToken: 'refresh-2' })
  })

  test('N05 is refreshed once for any number of parallel reads', async () => {
    let refreshes = 0
    const call = (async (input: RequestInfo | URL, init?: RequestInit) => {
      await Promise.resolve()
      if (String(input).endsWith('/token')) {
        refreshes += 1
        return token()
      }
      return authorization(init) === 'Bearer access-2' ? fhir(patient) : fhir({}, 401)
    }) as typeof fetch
    const access = { accessToken: 'access-1', refreshToken: 'refresh-1' }
    const send = createSend({
      base,
      access,
      tokenUrl: 'https://good.ehr/token',
      clientId: 'c',
      patientId: 'p1',
      onAccess: () => {},
      fetch: call,
    })
    await Promise.all(Array.from({ length: 6 }, () => send({ url: 'Patient/p1' })))
    expect(refreshes).toBe(1)
  })

  test('W12 repeats a write too, since a 401 did nothing', async () => {
    const { send, calls } = aServer(fhir({}, 401), token(), fhir(charge, 201))
    expect((await send({ method: 'POST', url: 'ChargeItem', body: charge })).status).toBe(201)
    expect(calls).toHaveLength(3)
  })

  test('that stays refused ends the session', async () => {
    const { send, calls } = aServer(fhir({}, 401), token(), fhir({}, 401))
    expect((await errorOf(send({ url: 'Patient/p1' }))).kind).toBe('signed-out')
    expect(calls).toHaveLength(3)
  })

  test.each([
    ['refuses it', () => token(400, { error: 'invalid_grant' }), 'signed-out'],
    ['is down', () => token(503, {}), 'unavailable'],
    ['cannot be reached', broken, 'unavailable'],
    ['answers HTML', () => new Response('<html>'), 'unavailable'],
    ['names another patient', () => token(200, { access_token: 'x', patient: 'p2' }), 'signed-out'],
  ] as const)('N02 N03 when the token endpoint %s', async (_, answer, kind) => {
    const { send, onAccess } = aServer(fhir({}, 401), answer)
    expect((await errorOf(send({ url: 'Patient/p1' }))).kind).toBe(kind)
    expect(onAccess).not.toHaveBeenCalled()
  })

  test('N03 keeps its refresh token through an outage of the token endpoint', async () => {
    const { send } = aServer(fhir({}, 401), token(503, {}), broken, fhir({}, 401), token(), fhir(patient))
    expect((await errorOf(send({ url: 'Patient/p1' }))).kind).toBe('unavailable')
    expect((await send({ url: 'Patient/p1' })).resource).toEqual(patient)
  })
})
