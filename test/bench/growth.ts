import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Condition } from 'fhir/r4'
import { assess } from '#core/assess.ts'
import { undecided } from '#core/decisions.ts'
import { rules, visitWith } from '#test/support/build.ts'
import { longChart, unread } from './long-chart.ts'
import { median, rounded, type Part } from './part.ts'

const sizes = [10, 100, 1_000, 10_000, 100_000]
const day = '2026-09-01'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Time and heap of a whole assessment from 10 to 100,000 Conditions, beside the reading of the same Conditions out of JSON. */
export async function measureGrowth(): Promise<Part> {
  // Once before anything counts, so that all of it is compiled.
  for (let time = 0; time < 20; time += 1) assess(visitWith({ conditions: longChart(1_000) }), rules, undecided, day)
  const rows: Measured[] = []
  for (const size of sizes) rows.push(await measure(size))
  // A large chart no longer fits a processor's cache, which JSON.parse feels as well.
  const growth = (what: 'assessing' | 'parsing') => rounded((rows[4]?.[what] ?? Number.NaN) / (rows[2]?.[what] ?? Number.NaN) / 100)
  const largest = rows.at(-1)
  const figures = {
    timePerConditionAt100000To1000: growth('assessing'),
    parsePerConditionAt100000To1000: growth('parsing'),
    heapKbPer1000: rounded((largest?.heldKb ?? Number.NaN) / 100, 0),
    chartHeapKbPer1000: rounded((largest?.chartKb ?? Number.NaN) / 100, 0),
    percentOfJsonParseAt100000: rounded((100 * (largest?.assessing ?? Number.NaN)) / (largest?.parsing ?? Number.NaN), 0),
  }
  return {
    lines: [
      'Conditions   assess ms   JSON.parse ms   heap of the assessment kB   heap of the chart kB',
      ...rows.map(({ count, assessing, parsing, heldKb, chartKb }) =>
        [
          count.toLocaleString('en-US').padStart(10),
          assessing.toFixed(2).padStart(11),
          parsing.toFixed(2).padStart(15),
          heldKb.toFixed(0).padStart(27),
          chartKb.toFixed(0).padStart(22),
        ].join(' '),
      ),
      `One Condition of 100,000 takes ${figures.timePerConditionAt100000To1000} times as long as one of 1,000, to parse it ${figures.parsePerConditionAt100000To1000} times;`,
      `the assessment holds ${figures.heapKbPer1000} kB for 1,000 Conditions, the chart itself ${figures.chartHeapKbPer1000} kB.`,
    ],
    figures,
  }
}

interface Measured {
  readonly count: number
  readonly assessing: number
  readonly parsing: number
  readonly heldKb: number
  readonly chartKb: number
}

async function measure(count: number): Promise<Measured> {
  const text = JSON.stringify(longChart(count))
  const runs = Math.max(5, Math.min(200, 100_000 / count))
  const parsing = timeOf(runs, () => JSON.parse(text))
  const before = await heap()
  const visit = visitWith({ conditions: JSON.parse(text) as Condition[] })
  const withChart = await heap()
  const held = assess(visit, rules, undecided, day)
  const withAssessment = await heap()
  const assessing = timeOf(runs, () => assess(unread(visit), rules, undecided, day))
  if (held.diagnoses.length === 0) throw new Error('No diagnosis was listed')
  return { count, assessing, parsing, heldKb: (withAssessment - withChart) / 1_024, chartKb: (withChart - before) / 1_024 }
}

function timeOf(runs: number, run: () => unknown): number {
  return median(
    Array.from({ length: runs }, () => {
      const start = performance.now()
      run()
      return performance.now() - start
    }),
  )
}

/** Bytes in use once everything unreachable is gone, which takes a turn of the event loop and two collections. */
async function heap(): Promise<number> {
  await new Promise(setImmediate)
  collect()
  collect()
  return process.memoryUsage().heapUsed
}
