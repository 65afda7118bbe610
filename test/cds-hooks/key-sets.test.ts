import { beforeEach, describe, expect, test } from 'vitest'
import { aClock } from './clock.ts'
import { aCall, aHospital, publicUrl } from './hospital.ts'
import { aKey, keySet, sign, type SigningKey, type TokenChanges } from './keys.ts'

const endpoint = `${publicUrl}/cds-services/visit-close-discharge`
let hospital: Awaited<ReturnType<typeof aHospital>>

beforeEach(async () => {
  hospital = await aHospital()
})

const keyRequests = () => hospital.requests.filter(({ url }) => url === keySet).length
async function statusOf(token: TokenChanges, key: SigningKey = hospital.key): Promise<number> {
  const authorization = `Bearer ${await sign(key, endpoint, hospital.clock.now, token)}`
  return (await hospital.close(aCall(), { authorization })).status
}

describe('H06 keys that rotate', () => {
  test('an unknown key is looked for once in 30 seconds, then refused', async () => {
    await hospital.close()
    const stranger = await aKey('key-9')
    for (let call = 0; call < 20; call += 1) expect(await statusOf({}, stranger)).toBe(401)
    expect(keyRequests()).toBe(1)
    hospital.clock.now += 31_000
    for (let call = 0; call < 20; call += 1) expect(await statusOf({}, stranger)).toBe(401)
    expect(keyRequests()).toBe(2)
  })
  test('a new key is found by that one look', async () => {
    await hospital.close()
    const next = await aKey('key-2')
    hospital.keys.published = [next]
    hospital.clock.now += 31_000
    const authorization = `Bearer ${await sign(next, endpoint, hospital.clock.now)}`
    expect((await hospital.close(aCall(), { authorization })).status).toBe(200)
    expect(await statusOf({})).toBe(401)
  })
  test('twenty calls at once ask for the keys once', async () => {
    const { jwk } = hospital.key
    hospital.keys.answer = () => new Promise((resolve) => void setTimeout(() => resolve(Response.json({ keys: [jwk] })), 100))
    const answers = await Promise.all(Array.from({ length: 20 }, () => hospital.close()))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200))
    expect(keyRequests()).toBe(1)
  })
  test('a token without a key id is refused', async () => {
    expect(await statusOf({ header: { kid: undefined } })).toBe(401)
    expect(hospital.requests).toEqual([])
  })
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
    hospital.keys.answer = answer
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
    const clock = aClock(500)
    hospital.keys.answer = clock.startingWith(() => new Promise<Response>(() => undefined))
    expect((await clock.first(hospital.close())).status).toBe(503)
  })
})
