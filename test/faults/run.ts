import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { faredIn } from './results.ts'
import { groups, rows, rowsIn, type Row } from './rows.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    path: { type: 'string' },
    runs: { type: 'string', default: '1000' },
    headless: { type: 'boolean', default: false },
  },
})
const folder = 'node_modules/.cache/faults'
mkdirSync(folder, { recursive: true })

/** Runs the tests of a project that carry a row, and says where their results stand. */
function runRows(project: 'unit' | 'e2e', files: readonly string[]): string {
  const output = `${folder}/${project}.json`
  const env = {
    ...process.env,
    SEQUENCES: values.runs,
    ...(values.seed === undefined ? {} : { SEQUENCES_SEED: values.seed }),
    ...(values.path === undefined ? {} : { SEQUENCES_PATH: values.path }),
  }
  const asked = ['run', '--project', project, '--reporter=dot', '--reporter=json', `--outputFile.json=${output}`, ...files]
  const { status } = spawnSync('node_modules/.bin/vitest', asked, { stdio: 'inherit', env })
  if (status === null) throw new Error('vitest could not be started')
  return output
}

const naming = (pattern: string) =>
  globSync(pattern).filter((file) =>
    readFileSync(file, 'utf8')
      .split(/['"`]/)
      .some((text) => rowsIn(text).length > 0),
  )
const headless = [...naming('test/**/*.test.ts'), 'test/faults/sequences.test.ts']
const outputs = [runRows('unit', headless)]
if (!values.headless) {
  const built = spawnSync('node_modules/.bin/vite', ['build', '--logLevel', 'warn'], { stdio: 'inherit' })
  if (built.status !== 0) throw new Error('the app could not be built')
  outputs.push(runRows('e2e', naming('test/e2e/**/*.spec.ts')))
}

const { passed, failed } = faredIn(outputs)
const survives = ({ id }: Row) => passed.has(id) && !failed.has(id)
const why = ({ id }: Row) => (failed.has(id) ? 'its test is red' : 'it has no test')

for (const [letter, name] of Object.entries(groups)) {
  const own = rows.filter(({ id }) => id.startsWith(letter))
  const count = (priority: Row['priority']) => {
    const asked = own.filter((row) => row.priority === priority)
    return asked.length === 0 ? '' : `  ${priority} ${asked.filter(survives).length}/${asked.length}`
  }
  console.log(
    `${letter}  ${String(own.filter(survives).length).padStart(3)}/${own.length}${count('P0')}${count('P1')}${count('P2')}  ${name}`,
  )
}
const lost = rows.filter((row) => !survives(row))
for (const row of lost) console.log(`   ${row.id} ${row.priority} ${row.fault}: ${why(row)}`)
const of = (priority: Row['priority']) => {
  const asked = rows.filter((row) => row.priority === priority)
  return `${priority} ${asked.filter(survives).length}/${asked.length}`
}
const line = `faults survived ${rows.length - lost.length}/${rows.length} (${of('P0')}, ${of('P1')}, ${of('P2')})`
console.log(line)

const isExpected = ({ id }: Row) => values.headless && !failed.has(id)
process.exitCode = lost.every(isExpected) ? 0 : 1

if (!values.headless) {
  const readme = readFileSync('README.md', 'utf8')
  const marked = /(<!-- faults -->\n)[^]*?(<!-- \/faults -->)/
  if (!marked.test(readme)) throw new Error('README.md has no place for the line')
  writeFileSync('README.md', readme.replace(marked, `$1**${line}**\n$2`))
}
