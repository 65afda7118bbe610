import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { guardsOfActing } from './guards-of-acting.ts'
import { guardsOfReading } from './guards-of-reading.ts'
import { faredIn } from './results.ts'

/** A guard of the app, how it is taken away, and the row whose test must then turn red. */
export interface Guard {
  readonly row: string
  readonly file: string
  /** Stands exactly once in the file. */
  readonly find: string
  readonly replace: string
  readonly test: string
}

const folder = 'node_modules/.cache/faults'
mkdirSync(folder, { recursive: true })
const guards = [...guardsOfReading, ...guardsOfActing]
const started = performance.now()
const silent: string[] = []
const waiting = guards.map((guard, index) => ({ guard, index }))
const worker = async () => {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await tryWithout(next.guard, next.index)
}
await Promise.all([worker(), worker()])
console.log(
  `\n${guards.length - silent.length} of ${guards.length} guards are missed when they are gone, ${((performance.now() - started) / 1000).toFixed(0)} s.`,
)
for (const line of silent) console.error(line)
process.exitCode = silent.length === 0 ? 0 : 1

/** Runs the row's test without the guard. The files on disk stay as they are: the test run itself reads them changed. */
async function tryWithout(guard: Guard, index: number): Promise<void> {
  const { row, file, find, test } = guard
  const name = `${row}  ${file}: ${find.trim()}`
  if (readFileSync(file, 'utf8').split(find).length !== 2) return void silent.push(`${name}: does not stand there exactly once`)
  const output = `${folder}/guard-${index}.json`
  const asked = ['run', '--config', 'test/faults/guards.config.ts', '--reporter=json', `--outputFile=${output}`, '-t', row, test]
  await new Promise((ended) =>
    spawn('node_modules/.bin/vitest', asked, { env: { ...process.env, WITHOUT_GUARD: JSON.stringify(guard) }, stdio: 'ignore' }).on(
      'exit',
      ended,
    ),
  )
  const isRed = faredIn([output]).failed.has(row)
  console.log(`${isRed ? 'red  ' : 'GREEN'}  ${name}`)
  if (!isRed) silent.push(`${name}: nothing noticed that it was gone`)
}
