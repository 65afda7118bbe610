import { describe, expect, test } from 'vitest'
import { aServer, fhir } from './server.ts'

const patient = { resourceType: 'Patient', id: 'p1' }
const charge = { resourceType: 'ChargeItem', status: 'planned', code: {}, subject: {} } as const
const post = { method: 'POST', url: 'ChargeItem', body: charge } as const

describe('a body that cannot be a FHIR answer', () => {
  test('N29 one larger than 20 MB is given up before its end', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1
        controller.enqueue(new Uint8Array(1_000_000).fill(32))
      },
    })
    const { send, calls } = aServer(() => new Response(endless))
    await expect(send({ url: 'Patient/p1' })).rejects.toMatchObject({ kind: 'not-fhir' })
    expect(sent).toBeLessThan(25)
    expect(calls).toHaveLength(1)
  })

  test('N24 one that is not UTF-8 is not read as if it were', async () => {
    const latin1 = Uint8Array.from(Buffer.from('{"resourceType":"Patient","id":"p1","name":[{"family":"M\u00fcller"}]}', 'latin1'))
    const { send } = aServer(new Response(latin1))
    await expect(send({ url: 'Patient/p1' })).rejects.toMatchObject({ kind: 'not-fhir' })
  })

  test('N19 one that arrives in the middle of a letter is put together again', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify({ ...patient, name: [{ family: 'Müller' }] }))
    const cut = bytes.indexOf(0xc3) + 1
    const dripping = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes.slice(0, cut))
        controller.enqueue(bytes.slice(cut))
        controller.close()
      },
    })
    const { send } = aServer(new Response(dripping))
    expect((await send({ url: 'Patient/p1' })).resource).toMatchObject({ name: [{ family: 'Müller' }] })
  })
})

describe('a server that asks for patience with a write', () => {
  test('W19 gets the same write once more, after the time that it named', async () => {
    const { send, calls, waits } = aServer(fhir({}, 429, { 'Retry-After': '2' }), fhir(charge, 201))
    expect((await send(post)).status).toBe(201)
    expect(waits).toEqual([2000])
    expect(calls[1]?.init.body).toBe(calls[0]?.init.body)
  })

  test('and not a third time', async () => {
    const { send, calls } = aServer(() => fhir({}, 429))
    await expect(send(post)).rejects.toMatchObject({ kind: 'unavailable', status: 429 })
    expect(calls).toHaveLength(2)
  })

  test('nor at all when it asks for longer than the clinician can wait', async () => {
    const { send, calls } = aServer(() => fhir({}, 429, { 'Retry-After': '60' }))
    await expect(send(post)).rejects.toMatchObject({ status: 429 })
    expect(calls).toHaveLength(1)
  })
})

test('where a created charge stands is told as the server wrote it', async () => {
  const { send } = aServer(new Response(null, { status: 201, headers: { Location: 'https://good.ehr/fhir/ChargeItem/7/_history/1' } }))
  expect(await send(post)).toEqual({ status: 201, resource: null, location: 'https://good.ehr/fhir/ChargeItem/7/_history/1' })
})

test('N03 a token endpoint that fails once is asked once more, and nobody notices', async () => {
  const token = { access_token: 'access-2', token_type: 'bearer' }
  const { send, calls } = aServer(fhir({}, 401), fhir({}, 503), fhir(token), fhir(patient))
  expect((await send({ url: 'Patient/p1' })).resource).toEqual(patient)
  expect(calls.filter(({ url }) => url.endsWith('/token'))).toHaveLength(2)
})
