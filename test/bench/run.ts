import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs, promisify } from 'node:util'
import { buildApp } from '#test/house/build-app.ts'
import { weigh } from '#test/house/weigh.ts'
import { drawLaunches } from './draw.ts'
import { measureGrowth } from './growth.ts'
import { measureLaunch } from './launch.ts'
import { measureLongTasks } from './long-tasks.ts'
import { measureMatching } from './matching.ts'
import type { Part } from './part.ts'
import { measurePractice } from './practice.ts'
import { measureService } from './service.ts'

/**
 * The whole benchmark in one run, each part in a process of its own, so that none meets the heap of another. It asserts nothing but that what is compared does the same; it prints, and with `--write` puts
 * table and plot into the README. `--json` prints the figures alone, `--only launch` one part; `--calls 100000` watches the service's memory over so many calls.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string' },
    /** How the whole run asks for one part: it prints that part as JSON. */
    apart: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '7' },
    calls: { type: 'string', default: '0' },
  },
})

const parts: Readonly<Record<string, () => Part | Promise<Part>>> = {
  bytes: async () => {
    const { lines, sums } = weigh(await buildApp())
    return { lines, figures: sums }
  },
  launch: async () => {
    const part = await measureLaunch(Number(values.rounds))
    if (values.write) writeFileSync('test/bench/launch.svg', drawLaunches(part.times))
    return part
  },
  tasks: measureLongTasks,
  matching: measureMatching,
  growth: measureGrowth,
  service: () => measureService(Number(values.calls)),
  practice: measurePractice,
}

const found: Record<string, Part['figures']> = {}
for (const [name, measure] of Object.entries(parts)) {
  if (values.only !== undefined && values.only !== name) continue
  const part = values.only === undefined ? await measureApart(name) : await measure()
  found[name] = part.figures
  if (values.apart) console.log(JSON.stringify(part))
  else if (!values.json) console.log(`\n${name}\n${part.lines.join('\n')}`)
}
if (values.json) console.log(JSON.stringify(found))
if (values.write && !values.apart) writeTable()

async function measureApart(name: string): Promise<Part> {
  const { rounds, calls, write } = values
  const asked = ['--only', name, '--apart', '--rounds', rounds, '--calls', calls, ...(write ? ['--write'] : [])]
  const { stdout } = await promisify(execFile)(process.execPath, [import.meta.filename, ...asked], { maxBuffer: 10_000_000 })
  return JSON.parse(stdout) as Part
}

function writeTable(): void {
  const of = (part: string, name: string) => found[part]?.[name] ?? Number.NaN
  const kb = (name: string) => `${(of('bytes', name) / 1000).toFixed(1)} kB`
  const rows = [
    [
      'launch to draft, beside a page without framework, cold at a quarter of the speed',
      `${of('launch', 'draftToFloor4xCold')} times`,
      '1.4',
    ],
    ['the same at full speed, cold and warm', `${of('launch', 'draftToFloor1xCold')} and ${of('launch', 'draftToFloor1xWarm')} times`, ''],
    [
      'steps of FHIR requests after the token; `/metadata` before the draft',
      `${of('launch', 'fhirStepsAfterToken')}; ${of('launch', 'metadataBeforeDraft')}`,
      '1; 0',
    ],
    ['before the way out to the sign-in, code and style, gz', kb('beforeSignIn'), '16 kB'],
    ['first chunk, gz', kb('firstChunk'), '18 kB'],
    ['initial code and style, gz', kb('initial'), '110 kB'],
    ['largest chunk beside or after it, gz', kb('largestLazy'), '45 kB'],
    ['everything until the draft, gz', kb('untilDraft'), ''],
    ['matching of 10,000 Conditions, beside fhirpath.js', `${of('matching', 'timesAsFastAsFhirpath')} times as fast`, '400'],
    ['the same, of the time of JSON.parse', `${of('matching', 'percentOfJsonParse')} %`, '5 %'],
    [
      'one Condition of 100,000, beside one of 1,000: its assessment, and JSON.parse of it',
      `${of('growth', 'timePerConditionAt100000To1000')} and ${of('growth', 'parsePerConditionAt100000To1000')} times the time`,
      '',
    ],
    [
      'visit-close service: calls a second, beside parsing only',
      `${of('service', 'callsPerSecond')}; ${of('service', 'peakToParsing')} times`,
      '',
    ],
    [
      'the same, p50 and p99 at half of the peak, 100 Conditions',
      `${of('service', 'p50MsAtHalfPeak')} and ${of('service', 'p99MsAtHalfPeak')} ms`,
      '100 ms',
    ],
    [
      '10,000 Conditions at a quarter of the speed: longest task until the draft, and at a decision',
      `${of('tasks', 'longestTaskReading')} and ${of('tasks', 'longestTaskDeciding')} ms`,
      '50 ms',
    ],
    [
      'lists over 500,000 visits (SQL on FHIR, DuckDB): resources a second; a visit beside one of 5,000',
      `${of('practice', 'resourcesPerSecond')}; ${of('practice', 'timePerVisitAt500000To5000')} times the time`,
      '',
    ],
    ['heap of the assessment for 1,000 Conditions', `${of('growth', 'heapKbPer1000')} kB`, ''],
  ]
  const table = ['| measured | found | goal |', '| --- | --- | --- |', ...rows.map((cells) => `| ${cells.join(' | ')} |`)].join('\n')
  const readme = readFileSync('README.md', 'utf8')
  const marked = /(<!-- bench -->\n)[^]*?(<!-- \/bench -->)/
  if (!marked.test(readme)) throw new Error('README.md has no place for the table')
  writeFileSync('README.md', readme.replace(marked, `$1${table}\n$2`))
}
