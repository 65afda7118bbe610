import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Condition } from 'fhir/r4'
import { practice, type Chart } from '#test/practice/charts.ts'
import { writeExtract } from '#test/practice/write-extract.ts'
import { longChart } from './long-chart.ts'
import { median, rounded, type Part } from './part.ts'

const sizes = [5_000, 50_000, 500_000]
/** Everyday Conditions of a patient, beside those that the lists are about. */
const history = 10

/** The two lists over growing practices, each size in a process of its own, beside the mere reading of the same lines. */
export async function measurePractice(): Promise<Part> {
  const rows: Measured[] = []
  for (const size of sizes) rows.push(await measure(size))
  const [small] = rows
  const large = rows.at(-1)
  if (small === undefined || large === undefined) throw new Error('Nothing was measured')
  const cores = availableParallelism()
  const figures = {
    resourcesPerSecond: rounded(large.resources / (large.ms / 1_000), 0),
    timePerVisitAt500000To50000: rounded(large.ms / large.visits / ((rows[1]?.ms ?? Number.NaN) / (rows[1]?.visits ?? Number.NaN))),
    timePerVisitAt500000To5000: rounded(large.ms / large.visits / (small.ms / small.visits)),
    timesOfReading: rounded(large.ms / large.readingMs),
    peakMbAt500000: rounded(large.peakMb, 0),
    peakAt500000To5000: rounded(large.peakMb / small.peakMb),
    bytesPerCondition: rounded(large.bytesPerResource, 0),
  }
  return {
    lines: [
      '  visits   resources        MB   lists s   reading s   resources/s   peak MB      rows',
      ...rows.map(({ visits, resources, bytes, ms, readingMs, peakMb, rows }) =>
        [
          visits.toLocaleString('en-US').padStart(8),
          resources.toLocaleString('en-US').padStart(11),
          (bytes / 1e6).toFixed(0).padStart(9),
          (ms / 1_000).toFixed(2).padStart(9),
          (readingMs / 1_000).toFixed(2).padStart(11),
          (resources / (ms / 1_000)).toFixed(0).padStart(13),
          peakMb.toFixed(0).padStart(9),
          rows.toLocaleString('en-US').padStart(9),
        ].join(' '),
      ),
      `A visit of 500,000 takes ${figures.timePerVisitAt500000To5000} times as long as one of 5,000, and ${figures.timePerVisitAt500000To50000} times one of 50,000;`,
      `the lists take ${figures.timesOfReading} times the mere reading; memory is ${figures.peakAt500000To5000} times as much, for 100 times the visits.`,
      ...billion(large, cores),
    ],
    figures,
  }
}

interface Measured {
  readonly visits: number
  readonly resources: number
  readonly bytes: number
  readonly bytesPerResource: number
  readonly ms: number
  readonly readingMs: number
  readonly peakMb: number
  readonly rows: number
}

/** A billion Conditions by the figures of this run: arithmetic, no measurement. */
function billion({ resources, bytesPerResource, ms }: Measured, cores: number): readonly string[] {
  const perCore = resources / (ms / 1_000) / cores
  const hours = 1e9 / perCore / 3_600
  return [
    `Arithmetic, not measured: a billion Conditions of ${bytesPerResource.toFixed(0)} bytes are ${((1e9 * bytesPerResource) / 1e12).toFixed(2)} TB of NDJSON;`,
    `at ${perCore.toFixed(0)} resources a second and core (${cores} cores here) they take ${hours.toFixed(1)} core hours if time stays in proportion,`,
    `so ${Math.ceil(hours * 6)} cores for ten minutes: ${Math.ceil((hours * 6) / 32)} nodes of 32, where a runner spreads the views over nodes.`,
  ]
}

async function measure(visits: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'practice-bench-'))
  try {
    const { resources, bytes } = await writeExtract(withHistory(visits), folder)
    const count = Object.values(resources).reduce((sum, one) => sum + one, 0)
    const lists = await inProcess(folder, 'lists', visits)
    const reading = await inProcess(folder, 'reading', visits)
    return { visits, resources: count, bytes, bytesPerResource: bytes / count, readingMs: reading.ms, ...lists }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface Once {
  readonly ms: number
  readonly rows: number
  readonly peakMb: number
}

/** The middle of three runs, of the largest size one. */
async function inProcess(folder: string, part: 'lists' | 'reading', visits: number): Promise<Once> {
  const runs: Once[] = []
  for (let run = 0; run < (visits < 500_000 ? 3 : 1); run += 1) {
    const { stdout } = await promisify(execFile)(process.execPath, ['test/bench/practice-once.ts', folder, part])
    runs.push(JSON.parse(stdout) as Once)
  }
  const ms = median(runs.map((one) => one.ms))
  return { ms, rows: runs[0]?.rows ?? 0, peakMb: Math.max(...runs.map(({ peakMb }) => peakMb)) }
}

function* withHistory(visits: number): Generator<Chart> {
  const pool = longChart(1_000)
  let taken = 0
  for (const chart of practice(visits)) {
    const everyday = Array.from({ length: history }, (_, index): Condition => {
      taken += 1
      const one = pool[taken % pool.length]
      if (one === undefined) throw new Error('The pool of everyday Conditions is empty')
      return { ...one, id: `${chart.patientId}-h${index}`, subject: { reference: `Patient/${chart.patientId}` } }
    })
    yield { ...chart, conditions: [...chart.conditions, ...everyday] }
  }
}
