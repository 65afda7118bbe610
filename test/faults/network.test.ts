import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { aServer, base, broken, fhir } from '#test/fhir/server.ts'

const patient = { resourceType: 'Patient', id: 'p1' }
const charge = { resourceType: 'ChargeItem', status: 'planned', code: {}, subject: {} } as const
const read = { url: 'Patient/p1' }

describe('a session that ends', () => {
  test('N04 without a refresh token is over at once, and nobody is asked for a token', async () => {
    const { createSend } = await import('#fhir/gateway.ts')
    const { fetch, calls } = aServer(() => fhir({}, 401))
    const access = { accessToken: 'access-1', refreshToken: null }
    const send = createSend({ base, access, tokenUrl: 'https://good.ehr/token', clientId: 'c', patientId: 'p1', onAccess: () => {}, fetch })
    await expect(send(read)).rejects.toMatchObject({ kind: 'signed-out' })
    expect(calls.map(({ url }) => url)).toEqual([`${base}/Patient/p1`])
  })
  test('N05 six answers at once ask for one token', async () => {
    let isFresh = false
    const { send, calls } = aServer(() => {
      if (!calls.at(-1)?.url.endsWith('/token')) return isFresh ? fhir(patient) : fhir({}, 401)
      isFresh = true
      return fhir({ access_token: 'access-2', token_type: 'bearer' })
    })
    await Promise.all(Array.from({ length: 6 }, () => send(read)))
    expect(calls.filter(({ url }) => url.endsWith('/token'))).toHaveLength(1)
  })
})

describe('an EHR that answers badly', () => {
  test.each([502, 504])('N14 a page of HTML as %i is an outage, and none of its words are kept', async (status) => {
    const { send } = aServer(() => new Response('<html>CANARY</html>', { status, headers: { 'Content-Type': 'text/html' } }))
    const error = await send(read).catch((reason: Error) => reason)
    expect(error).toMatchObject({ kind: 'unavailable', message: 'GET Patient: unavailable' })
    expect(JSON.stringify(error)).not.toContain('CANARY')
  })
  test('N15 no connection ends after three tries, as an outage', async () => {
    const { send, calls } = aServer(broken)
    await expect(send(read)).rejects.toMatchObject({ kind: 'unavailable' })
    expect(calls).toHaveLength(3)
  })
  test('N18 an answer that never ends is given up after 15 seconds, twenty in all', async () => {
    const asked: number[] = []
    const timeout = AbortSignal.timeout.bind(AbortSignal)
    const clock = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      asked.push(ms)
      return timeout(30)
    })
    onTestFinished(() => clock.mockRestore())
    const { send, calls } = aServer(async () => {
      const { signal } = calls.at(-1)?.init ?? {}
      return new Promise<Response>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)))
    })
    await expect(send(read)).rejects.toMatchObject({ kind: 'unavailable' })
    expect(asked[0]).toBe(15_000)
    expect(Math.max(...asked)).toBeLessThanOrEqual(15_000)
  })
  test('N11 a day of patience is not waited for', async () => {
    const { send, waits } = aServer(() => fhir({}, 429, { 'Retry-After': '86400' }))
    await expect(send(read)).rejects.toMatchObject({ kind: 'unavailable', status: 429 })
    expect(waits).toEqual([])
  })
})

describe('a write that is refused', () => {
  test('W11 without a reason names none, and is sent once', async () => {
    const { send, calls } = aServer(() => fhir({ resourceType: 'OperationOutcome', issue: [{}] }, 400))
    await expect(send({ method: 'POST', url: 'ChargeItem', body: charge })).rejects.toMatchObject({ kind: 'rejected', expressions: [] })
    expect(calls).toHaveLength(1)
  })
})
