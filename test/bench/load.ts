import { Agent, request } from 'node:http'

/** One request, ready to be sent. */
interface Call {
  readonly url: string
  readonly body: string
  readonly authorization: string
}

/** Connections of one measurement: a server closes those that were idle while the next calls were signed. */
function connect(): Agent {
  return new Agent({ keepAlive: true, maxSockets: 64 })
}

/** Sends one call and reads the answer; rejects for any status but 200. */
function send({ url, body, authorization }: Call, agent: Agent): Promise<void> {
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), Authorization: authorization }
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, agent }, (response) => {
      response.resume()
      response.once('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(`${url}: ${response.statusCode}`))))
    })
    sent.once('error', reject)
    sent.end(body)
  })
}

/** As many as the server takes: `workers` callers, each with one call under way. Answers calls a second. */
export async function measurePeak(calls: readonly Call[], workers = 32): Promise<number> {
  const agent = connect()
  const began = performance.now()
  const queue = calls.values()
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (const call of queue) await send(call, agent)
    }),
  )
  const took = performance.now() - began
  agent.destroy()
  return (calls.length / took) * 1000
}

/** Milliseconds from when each call was due until its answer, at a steady rate: a late start counts as waiting. */
export async function measureLatency(calls: readonly Call[], perSecond: number): Promise<readonly number[]> {
  const agent = connect()
  const began = performance.now()
  const took = await Promise.all(
    calls.map(async (call, index) => {
      const due = began + (index / perSecond) * 1000
      await new Promise((resolve) => void setTimeout(resolve, Math.max(0, due - performance.now())))
      await send(call, agent)
      return performance.now() - due
    }),
  )
  agent.destroy()
  return took.toSorted((one, other) => one - other)
}

/** The value that a share of the sorted values does not exceed. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
