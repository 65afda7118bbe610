import { beforeEach, describe, expect, test } from 'vitest'
import { aClock } from './clock.ts'
import { aHospital, cardsOf, client, fhirServer, serveChart, wholePrefetch, withToken, without } from './hospital.ts'
import { keySet } from './keys.ts'

let hospital: Awaited<ReturnType<typeof aHospital>>
beforeEach(async () => {
  hospital = await aHospital()
})

const asked = () => hospital.requests.filter(({ url }) => url !== keySet)

describe('H15 a server that is not listed', () => {
  test.each([
    'https://stranger.example/fhir',
    'http://ehr.example/fhir',
    'https://ehr.example/fhir/other',
    'https://ehr.example/fhir/../evil',
    'https://user@ehr.example/fhir',
    'https://ehr.example.evil.example/fhir',
    'http://169.254.169.254/latest',
    'file:///etc/passwd',
    'not a url',
  ])('%s is never called, and the token goes nowhere', async (server) => {
    serveChart(hospital)
    const call = { ...withToken(without('procedures')), fhirServer: server }
    expect((await hospital.close(call)).status).toBe(412)
    expect(asked()).toEqual([])
    expect(await cardsOf(await hospital.close({ ...call, prefetch: wholePrefetch() }))).toHaveLength(1)
    expect(asked()).toEqual([])
  })
  test('a client without servers lives on prefetch', async () => {
    hospital = await aHospital({ clients: [{ ...client, fhirServers: [] }] })
    expect((await hospital.close(withToken({}))).status).toBe(412)
    expect(asked()).toEqual([])
  })
  test('a token for another patient is dropped', async () => {
    serveChart(hospital)
    expect((await hospital.close(withToken({}, { patient: 'p2' }))).status).toBe(412)
    expect(asked()).toEqual([])
  })
  test('a redirect of a listed server is not followed with the token', async () => {
    serveChart(hospital)
    hospital.serve('Procedure?patient=p1&_count=500', () => Promise.reject(new TypeError('redirect mode is set to error')))
    await hospital.close(withToken({}))
    expect(asked().every(({ url }) => url.startsWith(fhirServer))).toBe(true)
  })
})

describe('H16 a server that is slow', () => {
  test.each([
    ['one that never answers', () => new Promise<Response>(() => undefined)],
    ['one that answers after two seconds', () => new Promise<Response>((resolve) => void setTimeout(resolve, 2000, Response.json({})))],
    ['one that asks to come back later', () => new Response('', { status: 503, headers: { 'Retry-After': '1' } })],
  ])('%s gives no card within 500 ms', async (_, answer) => {
    serveChart(hospital)
    const clock = aClock(500)
    hospital.serve('Procedure?patient=p1&_count=500', clock.startingWith<Response | Promise<Response>>(answer))
    expect(await cardsOf(await clock.first(hospital.close(withToken({}))))).toEqual([])
    expect(JSON.parse(hospital.lines.at(-1) ?? '')).toMatchObject({ status: 200, outcome: 'out-of-time' })
  })
})

test('a server that refuses leaves that part unread', async () => {
  serveChart(hospital)
  hospital.serve('ChargeItem?patient=p1&_count=500', new Response('', { status: 403 }))
  const detail = (await cardsOf(await hospital.close(withToken({}))))[0]?.detail
  expect(detail).toContain('Existing charges could not be read completely.')
})
