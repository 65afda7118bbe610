import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:http'
import { randomUUID } from 'node:crypto'
import type { CdsConfig } from '#cds-hooks/config.ts'
import { aKey, sign } from '#test/cds-hooks/keys.ts'
import { aCall, bundleOf, config, wholePrefetch } from '#test/cds-hooks/hospital.ts'
import { freePort } from '#test/support/free-port.ts'
import { aCondition } from '#test/support/build.ts'
import { measureLatency, measurePeak, percentile } from './load.ts'
import { rounded, type Part } from './part.ts'

const peakCalls = 4000
const latencyMs = 10_000

/** The servers of one measurement, and how to call them. */
interface Stage {
  readonly service: ChildProcess
  readonly serviceUrl: string
  readonly floorUrl: string
  /** Calls with a token each. */
  readonly calls: (url: string, count: number) => Promise<Parameters<typeof measurePeak>[0]>
}

/**
 * What the visit-close service costs beside a handler that only parses the same body: calls a second, waiting times at half of
 * the peak, and resident memory over `memoryCalls` calls. Loopback only, one process each.
 */
export async function measureService(memoryCalls: number): Promise<Part> {
  const started: ChildProcess[] = []
  const [servicePort, floorPort, keyPort] = [await freePort(), await freePort(), await freePort()]
  const key = await aKey('bench')
  const keyServer = createServer((_, response) => response.end(JSON.stringify({ keys: [key.jwk] }))).listen(keyPort, 'localhost')
  const jku = `http://localhost:${keyPort}/`
  const publicUrl = `http://localhost:${servicePort}`
  const serviceUrl = `${publicUrl}/cds-services/visit-close-discharge`
  const body = bodyOf(100)
  const signed = () => sign(key, serviceUrl, Date.now(), { header: { jku }, payload: { jti: randomUUID() } })
  try {
    const configuration = JSON.stringify(benchConfig(publicUrl, servicePort, jku))
    const service = await start(started, 'src/cds-hooks/main.ts', { CDS_HOOKS_CONFIG: configuration })
    await start(started, 'test/bench/parse-only.ts', { PORT: String(floorPort) })
    const stage: Stage = {
      service,
      serviceUrl,
      floorUrl: `http://localhost:${floorPort}/`,
      calls: (url, count) =>
        Promise.all(Array.from({ length: count }, async () => ({ url, body, authorization: `Bearer ${await signed()}` }))),
    }
    const speed = await measureSpeed(stage)
    const memory = memoryCalls === 0 ? { lines: [], figures: {} } : await watchMemory(stage, memoryCalls)
    return {
      lines: [`100 Conditions in prefetch, ${body.length} bytes a call, ES384, Node ${process.version}`, ...speed.lines, ...memory.lines],
      figures: { ...speed.figures, ...memory.figures },
    }
  } finally {
    for (const one of started) one.kill()
    keyServer.close()
    keyServer.closeAllConnections()
  }
}

async function measureSpeed({ serviceUrl, floorUrl, calls }: Stage): Promise<Part> {
  // Both once before anything counts, so that both are compiled.
  await measurePeak(await calls(serviceUrl, 1000))
  await measurePeak(await calls(floorUrl, 1000))
  const peak = await measurePeak(await calls(serviceUrl, peakCalls))
  const floor = await measurePeak(await calls(floorUrl, peakCalls))
  const rate = peak / 2
  const count = Math.floor((rate * latencyMs) / 1000)
  const atHalf = await measureLatency(await calls(serviceUrl, count), rate)
  const floorAtSame = await measureLatency(await calls(floorUrl, count), rate)
  const line = (name: string, share: number) => {
    const [ours, theirs] = [percentile(atHalf, share), percentile(floorAtSame, share)]
    return `${name} at ${rate.toFixed(0)}/s: service ${ours.toFixed(1)} ms, parsing only ${theirs.toFixed(1)} ms, ratio ${(ours / theirs).toFixed(2)}`
  }
  return {
    lines: [
      `peak: service ${peak.toFixed(0)}/s, parsing only ${floor.toFixed(0)}/s, ratio ${(peak / floor).toFixed(2)}`,
      line('p50', 0.5),
      line('p99', 0.99),
    ],
    figures: {
      callsPerSecond: rounded(peak, 0),
      peakToParsing: rounded(peak / floor),
      p50MsAtHalfPeak: rounded(percentile(atHalf, 0.5), 1),
      p99MsAtHalfPeak: rounded(percentile(atHalf, 0.99), 1),
    },
  }
}

/** Resident memory of the service while it answers call after call. */
async function watchMemory({ service, serviceUrl, calls }: Stage, memoryCalls: number): Promise<Part> {
  const step = Math.max(1, Math.floor(memoryCalls / 10))
  const before = residentMb(service)
  const lines = [`memory: ${before} MB before`]
  for (let done = step; done <= memoryCalls; done += step) {
    for (let sent = 0; sent < step; sent += 500) await measurePeak(await calls(serviceUrl, Math.min(500, step - sent)))
    lines.push(`        ${residentMb(service)} MB after ${done} calls`)
  }
  return { lines, figures: { residentMbBefore: before, residentMbAfter: residentMb(service) } }
}

function residentMb({ pid }: ChildProcess): number {
  return Math.round(Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024)
}

function benchConfig(publicUrl: string, port: number, jku: string): CdsConfig {
  const [client] = config.clients
  if (client === undefined) throw new Error('no client')
  return {
    ...config,
    publicUrl,
    listen: { host: 'localhost', port },
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

/** Starts a server and waits for its first line. */
async function start(started: ChildProcess[], file: string, environment: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const child = spawn(process.execPath, [file], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] })
  started.push(child)
  await new Promise((resolve) => child.stdout?.once('data', resolve))
  child.stdout?.resume()
  return child
}
