import { exportSPKI, importSPKI, SignJWT } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { seenInMemory } from '#cds-hooks/seen.ts'
import { aHospital, aCall, cardsOf, client, publicUrl } from './hospital.ts'
import { aKey, assemble, issuer, keySet, sign, type SigningKey, type TokenChanges } from './keys.ts'

const endpoint = `${publicUrl}/cds-services/visit-close-discharge`
let hospital: Awaited<ReturnType<typeof aHospital>>

beforeEach(async () => {
  hospital = await aHospital()
})

/** Calls with this Authorization header and expects what a stranger gets: 401, no body, no reason. */
async function expectStranger(authorization: string | null): Promise<void> {
  const response = await hospital.close(aCall(), { authorization })
  expect([response.status, await response.text(), response.headers.get('WWW-Authenticate')]).toEqual([401, '', 'Bearer'])
}
const expectRefused = async (token: TokenChanges, key: SigningKey = hospital.key) =>
  expectStranger(`Bearer ${await sign(key, endpoint, hospital.clock.now, token)}`)
const seconds = () => Math.floor(hospital.clock.now / 1000)

test('a good token is let in, with the audience as text or as a list of one', async () => {
  expect(await cardsOf(await hospital.close())).toHaveLength(1)
  expect((await hospital.close(aCall(), { token: { payload: { aud: [endpoint] } } })).status).toBe(200)
})

test('a token without jku is checked with the key set of the configuration', async () =>
  expect((await hospital.close(aCall(), { token: { header: { jku: undefined } } })).status).toBe(200))

test('RS384 is let in, ES256 only where the configuration says so', async () => {
  const rsa = await aKey('rsa', 'RS384')
  const short = await aKey('short', 'ES256')
  hospital.keys.published = [hospital.key, rsa, short]
  const signed = async (key: SigningKey) => ({ authorization: `Bearer ${await sign(key, endpoint, hospital.clock.now)}` })
  expect((await hospital.close(aCall(), await signed(rsa))).status).toBe(200)
  expect((await hospital.close(aCall(), await signed(short))).status).toBe(401)
  const other = await aHospital({ algorithms: ['ES256'] })
  other.keys.published = [short]
  expect((await other.close(aCall(), await signed(short))).status).toBe(200)
})

test.each([
  ['no Authorization header', null],
  ['another scheme', 'Basic YTpi'],
  ['no token', 'Bearer '],
  ['no JWT', 'Bearer a.b'],
  ['no JSON inside', 'Bearer a.b.c'],
  ['more than 8,000 characters', `Bearer ${'a'.repeat(8000)}.b.c`],
])('H01 %s: 401, an empty body and no reason', async (_, authorization) => {
  await expectStranger(authorization)
  expect(hospital.requests).toEqual([])
})

test('H02 a token without a signature (alg none) is refused, however it is spelt', async () => {
  for (const alg of ['none', 'None', 'NONE']) await expectStranger(`Bearer ${assemble({ alg, typ: 'JWT', kid: 'key-1' }, goodClaims())}`)
  await expectStranger(`Bearer ${assemble({ alg: 'none', typ: 'JWT', kid: 'key-1' }, goodClaims(), 'AAAA')}`)
  expect(hospital.requests).toEqual([])
})

test('H03 a shared-secret signature made with the public key is refused', async () => {
  const rsa = await aKey('rsa', 'RS384')
  hospital.keys.published = [rsa]
  const spki = await exportSPKI(await importable(rsa))
  const forged = await new SignJWT(goodClaims())
    .setProtectedHeader({ alg: 'HS384', typ: 'JWT', kid: 'rsa', jku: keySet })
    .sign(new TextEncoder().encode(spki))
  await expectStranger(`Bearer ${forged}`)
  expect(hospital.requests).toEqual([])
})

test.each(['https://stranger.example', `${issuer}/`, issuer.toUpperCase(), undefined, 7])(
  'H04 the issuer %s is not on the list: refused, and nothing is fetched',
  async (iss) => {
    await expectRefused({ payload: { iss } })
    expect(hospital.requests).toEqual([])
  },
)

test.each([
  'http://169.254.169.254/latest/meta-data',
  'file:///etc/passwd',
  'https://stranger.example/jwks.json',
  `${keySet}?`,
  `${keySet}#a`,
  ['x'],
])('H05 the key address %s is not on the list: refused, and nothing is fetched', async (jku) => {
  await expectRefused({ header: { jku } })
  expect(hospital.requests).toEqual([])
})

describe('H06 keys that rotate', () => {
  test('an unknown key is looked for once in 30 seconds, then refused', async () => {
    await hospital.close()
    const stranger = await aKey('key-9')
    for (let call = 0; call < 20; call += 1) await expectRefused({}, stranger)
    expect(keyRequests()).toBe(1)
    hospital.clock.now += 31_000
    for (let call = 0; call < 20; call += 1) await expectRefused({}, stranger)
    expect(keyRequests()).toBe(2)
  })
  test('a new key is found by that one look', async () => {
    await hospital.close()
    const next = await aKey('key-2')
    hospital.keys.published = [next]
    hospital.clock.now += 31_000
    const authorization = `Bearer ${await sign(next, endpoint, hospital.clock.now)}`
    expect((await hospital.close(aCall(), { authorization })).status).toBe(200)
    await expectRefused({})
  })
  test('twenty calls at once ask for the keys once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => hospital.close()))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200))
    expect(keyRequests()).toBe(1)
  })
  test('a token without a key id is refused', async () => {
    await expectRefused({ header: { kid: undefined } })
    expect(hospital.requests).toEqual([])
  })
})

test.each([
  `${publicUrl}/cds-services/visit-close-chart`,
  `${publicUrl}/cds-services`,
  `${endpoint}/`,
  `${endpoint}/feedback`,
  'https://other.example/cds-services/visit-close-discharge',
  [endpoint, `${publicUrl}/cds-services/visit-close-chart`],
  [],
  undefined,
])('H07 the audience %j is not this service', async (aud) => {
  await expectRefused({ payload: { aud } })
  expect(hospital.requests).toEqual([])
})

describe('H08 times', () => {
  test.each([
    ['ended two minutes ago', () => ({ iat: seconds() - 420, exp: seconds() - 120 })],
    ['issued two minutes from now', () => ({ iat: seconds() + 120, exp: seconds() + 240 })],
    ['living longer than an hour', () => ({ iat: seconds(), exp: seconds() + 3601 })],
    ['issued two hours ago', () => ({ iat: seconds() - 7200, exp: seconds() + 60 })],
    ['ending before it begins', () => ({ iat: seconds(), exp: seconds() - 1 })],
    ['without an end', () => ({ exp: undefined })],
    ['without a beginning', () => ({ iat: undefined })],
    ['with an end in words', () => ({ exp: 'tomorrow' })],
  ])('a token %s is refused', (_, payload) => expectRefused({ payload: payload() }))

  test('clocks may differ by a minute', async () => {
    const late = { token: { payload: { iat: seconds() - 240, exp: seconds() - 50 } } }
    const early = { token: { payload: { iat: seconds() + 50, exp: seconds() + 200 } } }
    expect((await hospital.close(aCall(), late)).status).toBe(200)
    expect((await hospital.close(aCall(), early)).status).toBe(200)
  })
})

describe('H09 a token serves once', () => {
  test('the same token again is refused, until its end and a minute beyond', async () => {
    const authorization = `Bearer ${await sign(hospital.key, endpoint, hospital.clock.now)}`
    expect((await hospital.close(aCall(), { authorization })).status).toBe(200)
    await expectStranger(authorization)
    hospital.clock.now += 300_000 + 59_000
    await expectStranger(authorization)
  })
  test('twenty at once: one is let in', async () => {
    const authorization = `Bearer ${await sign(hospital.key, endpoint, hospital.clock.now)}`
    const answers = await Promise.all(Array.from({ length: 20 }, () => hospital.close(aCall(), { authorization })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })
  test.each([undefined, '', 7, 'x'.repeat(257)])('the token id %j is none', (jti) => expectRefused({ payload: { jti } }))

  test('where no more can be remembered, a new token waits instead of being forgotten', async () => {
    const { now } = Date
    hospital = await aHospital({}, { replays: seenInMemory({ now, most: 0, whenFull: 'refuse' }) })
    const response = await hospital.close()
    expect([response.status, await response.text()]).toEqual([503, ''])
  })
})

describe('H10 signature and tenant', () => {
  test('a signature of another key, or of other content, is refused', async () => {
    await expectRefused({}, { ...(await aKey('key-1')) })
    const [header = '', , signature = ''] = (await sign(hospital.key, endpoint, hospital.clock.now)).split('.')
    const payload = Buffer.from(JSON.stringify({ ...goodClaims(), tenant: 'a' })).toString('base64url')
    await expectStranger(`Bearer ${header}.${payload}.${signature}`)
  })
  test('a key in the token itself is never used', async () => {
    const own = await aKey('key-1')
    await expectRefused({ header: { jwk: own.jwk } }, own)
  })
  test.each([['b'], [undefined], [['a']], [7]])('with the tenant a on the list, the tenant %j is refused', async (tenant) => {
    hospital = await aHospital({ clients: [{ ...client, tenants: ['a'] }] })
    expect((await hospital.close(aCall(), { token: { payload: { tenant: 'a' } } })).status).toBe(200)
    await expectRefused({ payload: { tenant } })
  })
  test.each(['at+jwt', 'JOSE', undefined])('the type %j is not JWT', (typ) => expectRefused({ header: { typ } }))
})

describe('H11 the key address is down', () => {
  test('known keys serve for a day', async () => {
    await hospital.close()
    hospital.keys.answer = new Response('', { status: 503 })
    hospital.clock.now += 23 * 3_600_000
    expect((await hospital.close()).status).toBe(200)
    hospital.clock.now += 2 * 3_600_000
    expect((await hospital.close()).status).toBe(503)
  })
  test.each([
    ['answers 500', () => new Response('', { status: 500 })],
    ['breaks off', () => Promise.reject(new TypeError('fetch failed'))],
    ['answers HTML', () => new Response('<html>')],
    ['answers other JSON', () => Response.json({ key: [] })],
  ])('without known keys, an address that %s gives 503 at once, and one try in five seconds', async (_, answer) => {
    hospital.keys.answer = answer as () => Promise<Response>
    for (let call = 0; call < 10; call += 1) {
      const response = await hospital.close()
      expect([response.status, await response.text(), response.headers.get('Retry-After')]).toEqual([503, '', '5'])
    }
    expect(keyRequests()).toBe(1)
    hospital.keys.answer = null
    hospital.clock.now += 6000
    expect((await hospital.close()).status).toBe(200)
  })
  test('an address that hangs holds no answer longer than 500 ms', async () => {
    hospital.keys.answer = () => new Promise(() => undefined)
    const began = performance.now()
    expect((await hospital.close()).status).toBe(503)
    expect(performance.now() - began).toBeLessThan(500)
  })
})

test('the services are listed to everybody, or to known callers only', async () => {
  const list = (service: typeof hospital, authorization?: string) =>
    service.service.handle(
      new Request(`${publicUrl}/cds-services`, authorization === undefined ? {} : { headers: { Authorization: authorization } }),
    )
  expect((await list(hospital)).status).toBe(200)
  const closed = await aHospital({ discovery: 'signed' })
  expect((await list(closed)).status).toBe(401)
  expect((await list(closed, `Bearer ${await sign(closed.key, `${publicUrl}/cds-services`, closed.clock.now)}`)).status).toBe(200)
})

function keyRequests(): number {
  return hospital.requests.filter(({ url }) => url === keySet).length
}

function goodClaims() {
  return { iss: issuer, aud: endpoint, iat: seconds(), exp: seconds() + 300, jti: 'one' }
}

async function importable({ jwk }: SigningKey) {
  const { importJWK } = await import('jose')
  const key = await importJWK({ ...jwk, ext: true }, 'RS384')
  if (key instanceof Uint8Array) throw new Error('not a public key')
  return importSPKI(await exportSPKI(key), 'RS384', { extractable: true })
}
