import { spawnSync } from 'node:child_process'
import { globSync, mkdirSync, readFileSync } from 'node:fs'
import { faredIn } from './results.ts'
import { rows } from './rows.ts'

/*
 * The rows that go over the wire without a browser, twice: with this app's gateway, and with fhirclient as it comes
 * behind the same interface. Everything above the gateway, the write machine too, is this app's both times.
 */
const folder = 'node_modules/.cache/faults'
mkdirSync(folder, { recursive: true })
const onTheWire = /server\.ts|writing-desk\.ts|sign-in\.ts/
const files = globSync('test/{fhir,faults}/*.test.ts').filter(
  (file) => onTheWire.test(readFileSync(file, 'utf8')) && !file.includes('sequences'),
)

function survivorsWith(name: string, config: readonly string[]): ReadonlySet<string> {
  const output = `${folder}/${name}.json`
  spawnSync('node_modules/.bin/vitest', ['run', ...config, '--reporter=json', `--outputFile.json=${output}`, ...files], { stdio: 'ignore' })
  const { passed, failed } = faredIn([output])
  return new Set([...passed].filter((id) => !failed.has(id)))
}

const own = survivorsWith('own', ['--project', 'unit'])
// It reads a body without end for ever, so that this row is lost without being tried.
const plain = survivorsWith('plain', ['--config', 'test/faults/plain.config.ts', '-t', '^(?!.*N29)'])
const lost = rows.filter(({ id }) => own.has(id) && !plain.has(id))
for (const { id, priority, fault } of lost) console.log(`lost  ${id} ${priority} ${fault}`)
console.log(
  `Of ${own.size} rows that go over the wire without a browser, plain fhirclient behind the same interface survives ${own.size - lost.length}; this app's gateway all.`,
)
process.exitCode = own.size === 0 ? 1 : 0
