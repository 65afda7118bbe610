import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aCall, aHospital, cardsOf, publicUrl, wholePrefetch } from './hospital.ts'
import { sign } from './keys.ts'

const path = '/cds-services/visit-close-discharge'
let hospital: Awaited<ReturnType<typeof aHospital>>
let server: Server
beforeEach(async () => {
  hospital = await aHospital()
  await new Promise((listening) => {
    server = serve({ fetch: (request) => hospital.service.handle(request), hostname: 'localhost', port: 0 }, listening) as Server
  })
})
afterEach(() => {
  server.close()
  server.closeAllConnections()
})

/** Posts over a socket: text announces its length, a stream comes in chunks. */
async function post(body: string | ReadableStream<Uint8Array>): Promise<Response> {
  const { port } = server.address() as AddressInfo
  const token = await sign(hospital.key, `${publicUrl}${path}`, hospital.clock.now)
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` }
  return fetch(`http://localhost:${port}${path}`, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
}

function inChunks(text: string): ReadableStream<Uint8Array> {
  return new Blob([text]).stream()
}

const fitting = () => JSON.stringify(aCall())
const tooLong = () => JSON.stringify(aCall({ prefetch: { ...wholePrefetch(), other: 'x'.repeat(150_000) } }))

test.each([
  ['that announces its length', (text: string) => text],
  ['that comes in chunks', inChunks],
])('H12 over a socket, a body %s is read up to the limit and no further', async (_, sent) => {
  expect(await cardsOf(await post(sent(fitting())))).toHaveLength(1)
  expect((await post(sent(tooLong()))).status).toBe(413)
  expect(await cardsOf(await post(sent(fitting())))).toHaveLength(1)
})

test('H12 a length beside chunks is not believed', async () => {
  const headers = {
    'Content-Type': 'application/json',
    Authorization: `Bearer ${await sign(hospital.key, `${publicUrl}${path}`, hospital.clock.now)}`,
    'Content-Length': '10',
    'Transfer-Encoding': 'chunked',
  }
  const request = new Request(`${publicUrl}${path}`, { method: 'POST', headers, body: tooLong() })
  expect((await hospital.service.handle(request)).status).toBe(413)
})
