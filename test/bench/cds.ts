import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:http'
import { randomUUID } from 'node:crypto'
import type { CdsConfig } from '#cds-hooks/config.ts'
import { aKey, sign, type SigningKey } from '#test/cds-hooks/keys.ts'
import { aCall, bundleOf, config, wholePrefetch } from '#test/cds-hooks/hospital.ts'
import { freePort } from '#test/support/free-port.ts'
import { aCondition } from '#test/support/build.ts'
import { measureLatency, measurePeak, percentile } from './load.ts'

/**
 * What the visit-close service costs beside a handler that only parses the same body: calls a second, waiting times at half of the
 * peak, and memory over many calls. Loopback only, bounded in count and time; it prints, it asserts nothing.
 */
const peakCalls = 4000
const latencyMs = 10_000
const memoryCalls = Number(process.env['CALLS'] ?? 100_000)
const memoryMs = 900_000

const started: ChildProcess[] = []
const [servicePort, floorPort, keyPort] = [await freePort(), await freePort(), await freePort()]
const key = await aKey('bench')
const keyServer = createServer((_, response) => response.end(JSON.stringify({ keys: [key.jwk] }))).listen(keyPort, 'localhost')
const publicUrl = `http://localhost:${servicePort}`
const serviceUrl = `${publicUrl}/cds-services/visit-close-discharge`
const floorUrl = `http://localhost:${floorPort}/`
const jku = `http://localhost:${keyPort}/`

try {
  const service = await start('src/cds-hooks/main.ts', { CDS_HOOKS_CONFIG: JSON.stringify(benchConfig()) })
  await start('test/bench/parse-only.ts', { PORT: String(floorPort) })
  const body = bodyOf(100)
  console.log(`100 Conditions in prefetch, ${body.length} bytes a call, ES384, Node ${process.version}`)
  // Both once before anything counts, so that both are compiled.
  await measurePeak(await calls(serviceUrl, body, 1000))
  await measurePeak(await calls(floorUrl, body, 1000))

  const peak = await measurePeak(await calls(serviceUrl, body, peakCalls))
  const floor = await measurePeak(await calls(floorUrl, body, peakCalls))
  console.log(`peak:         service ${peak.toFixed(0)}/s, parsing only ${floor.toFixed(0)}/s, ratio ${(peak / floor).toFixed(2)}`)

  const rate = peak / 2
  const count = Math.floor((rate * latencyMs) / 1000)
  const atHalf = await measureLatency(await calls(serviceUrl, body, count), rate)
  const floorAtSame = await measureLatency(await calls(floorUrl, body, count), rate)
  for (const [name, share] of [
    ['p50', 0.5],
    ['p99', 0.99],
  ] as const) {
    const [ours, theirs] = [percentile(atHalf, share), percentile(floorAtSame, share)]
    console.log(
      `${name} at ${rate.toFixed(0)}/s: service ${ours.toFixed(1)} ms, parsing only ${theirs.toFixed(1)} ms, ratio ${(ours / theirs).toFixed(2)}`,
    )
  }
  await watchMemory(service, body)
} finally {
  for (const process of started) process.kill()
  keyServer.close()
  keyServer.closeAllConnections()
}

/** Resident memory of the service while it answers call after call. */
async function watchMemory(service: ChildProcess, body: string): Promise<void> {
  const began = performance.now()
  const step = Math.max(1, Math.floor(memoryCalls / 10))
  let done = 0
  console.log(`memory:       ${residentMb(service)} MB before`)
  while (done < memoryCalls && performance.now() - began < memoryMs) {
    for (let sent = 0; sent < step; sent += 500) {
      const some = await calls(serviceUrl, body, Math.min(500, step - sent))
      await measurePeak(some)
    }
    done += step
    console.log(`              ${residentMb(service)} MB after ${done} calls, ${Math.round((performance.now() - began) / 1000)} s`)
  }
}

function residentMb({ pid }: ChildProcess): number {
  return Math.round(Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024)
}

function benchConfig(): CdsConfig {
  const [client] = config.clients
  if (client === undefined) throw new Error('no client')
  return {
    ...config,
    publicUrl,
    listen: { host: 'localhost', port: servicePort },
    limits: { perSecond: 100_000, burst: 100_000, bodyBytes: 2_000_000 },
    clients: [{ ...client, keySets: [jku], fhirServers: [] }],
  }
}

function bodyOf(conditions: number): string {
  const listed = Array.from({ length: conditions }, (_, index) =>
    aCondition(index === 50 ? 'G20.A1' : `Z${10 + (index % 80)}.${index % 10}`),
  )
  return JSON.stringify(aCall({ prefetch: wholePrefetch({ conditions: bundleOf(listed) }) }))
}

/** Calls with a token each, which lives ten seconds more than the measurement may take. */
async function calls(url: string, body: string, count: number) {
  const signed = (from: SigningKey) => sign(from, serviceUrl, Date.now(), { header: { jku }, payload: { jti: randomUUID() } })
  return Promise.all(Array.from({ length: count }, async () => ({ url, body, authorization: `Bearer ${await signed(key)}` })))
}

/** Starts a server and waits for its first line. */
async function start(file: string, environment: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const child = spawn(process.execPath, [file], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] })
  started.push(child)
  await new Promise((resolve) => child.stdout?.once('data', resolve))
  child.stdout?.resume()
  return child
}
