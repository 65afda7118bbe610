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

/** What a stranger gets: 401, no body, no reason. */
const nothing = [401, '', 'Bearer']
async function answerTo(authorization: string | null): Promise<readonly unknown[]> {
  const response = await hospital.close(aCall(), { authorization })
  return [response.status, await response.text(), response.headers.get('WWW-Authenticate')]
}
const answerToToken = async (token: TokenChanges, key: SigningKey = hospital.key) =>
  answerTo(`Bearer ${await sign(key, endpoint, hospital.clock.now, token)}`)
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
  expect(await answerTo(authorization)).toEqual(nothing)
  expect(hospital.requests).toEqual([])
})

test('H02 a token without a signature (alg none) is refused, however it is spelt', async () => {
  for (const alg of ['none', 'None', 'NONE'])
    expect(await answerTo(`Bearer ${assemble({ alg, typ: 'JWT', kid: 'key-1' }, goodClaims())}`)).toEqual(nothing)
  expect(await answerTo(`Bearer ${assemble({ alg: 'none', typ: 'JWT', kid: 'key-1' }, goodClaims(), 'AAAA')}`)).toEqual(nothing)
  expect(hospital.requests).toEqual([])
})

test('H03 a shared-secret signature made with the public key is refused', async () => {
  const rsa = await aKey('rsa', 'RS384')
  hospital.keys.published = [rsa]
  const spki = await exportSPKI(await importable(rsa))
  const forged = await new SignJWT(goodClaims())
    .setProtectedHeader({ alg: 'HS384', typ: 'JWT', kid: 'rsa', jku: keySet })
    .sign(new TextEncoder().encode(spki))
  expect(await answerTo(`Bearer ${forged}`)).toEqual(nothing)
  expect(hospital.requests).toEqual([])
})

test.each(['https://stranger.example', `${issuer}/`, issuer.toUpperCase(), undefined, 7])(
  'H04 the issuer %s is not on the list: refused, and nothing is fetched',
  async (iss) => {
    expect(await answerToToken({ payload: { iss } })).toEqual(nothing)
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
  expect(await answerToToken({ header: { jku } })).toEqual(nothing)
  expect(hospital.requests).toEqual([])
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
  expect(await answerToToken({ payload: { aud } })).toEqual(nothing)
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
  ])('a token %s is refused', async (_, payload) => {
    expect(await answerToToken({ payload: payload() })).toEqual(nothing)
  })

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
    expect(await answerTo(authorization)).toEqual(nothing)
    hospital.clock.now += 300_000 + 59_000
    expect(await answerTo(authorization)).toEqual(nothing)
  })
  test('twenty at once: one is let in', async () => {
    const authorization = `Bearer ${await sign(hospital.key, endpoint, hospital.clock.now)}`
    const answers = await Promise.all(Array.from({ length: 20 }, () => hospital.close(aCall(), { authorization })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })
  test.each([undefined, '', 7, 'x'.repeat(257)])('the token id %j is none', async (jti) => {
    expect(await answerToToken({ payload: { jti } })).toEqual(nothing)
  })

  test('where no more can be remembered, a new token waits instead of being forgotten', async () => {
    const { now } = Date
    hospital = await aHospital({}, { replays: seenInMemory({ now, most: 0, whenFull: 'refuse' }) })
    const response = await hospital.close()
    expect([response.status, await response.text()]).toEqual([503, ''])
  })
})

describe('H10 signature and tenant', () => {
  test('a signature of another key, or of other content, is refused', async () => {
    expect(await answerToToken({}, { ...(await aKey('key-1')) })).toEqual(nothing)
    const [header = '', , signature = ''] = (await sign(hospital.key, endpoint, hospital.clock.now)).split('.')
    const payload = Buffer.from(JSON.stringify({ ...goodClaims(), tenant: 'a' })).toString('base64url')
    expect(await answerTo(`Bearer ${header}.${payload}.${signature}`)).toEqual(nothing)
  })
  test('a key in the token itself is never used', async () => {
    const own = await aKey('key-1')
    expect(await answerToToken({ header: { jwk: own.jwk } }, own)).toEqual(nothing)
  })
  test.each([['b'], [undefined], [['a']], [7]])('with the tenant a on the list, the tenant %j is refused', async (tenant) => {
    hospital = await aHospital({ clients: [{ ...client, tenants: ['a'] }] })
    expect((await hospital.close(aCall(), { token: { payload: { tenant: 'a' } } })).status).toBe(200)
    expect(await answerToToken({ payload: { tenant } })).toEqual(nothing)
  })
  test.each(['at+jwt', 'JOSE', 'jwt', undefined])('the type %j is not JWT', async (typ) => {
    expect(await answerToToken({ header: { typ } })).toEqual(nothing)
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

function goodClaims() {
  return { iss: issuer, aud: endpoint, iat: seconds(), exp: seconds() + 300, jti: 'one' }
}

async function importable({ jwk }: SigningKey) {
  const { importJWK } = await import('jose')
  const key = await importJWK({ ...jwk, ext: true }, 'RS384')
  if (key instanceof Uint8Array) throw new Error('not a public key')
  return importSPKI(await exportSPKI(key), 'RS384', { extractable: true })
}
