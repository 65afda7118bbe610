import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findExtract, IncompleteExtract } from './extract.ts'
import { libraries } from './library.ts'
import { openWarehouse } from './warehouse.ts'

/**
 * `npm run practice -- <folder of NDJSON>` writes the two lists as CSV beside the files, or into `--out <folder>`; nothing of a patient
 * is printed. `--performed-code 'system|code'`, once or more, names codes of the site that stand for the service.
 * `--libraries` writes the FHIR Libraries of the SQL files instead.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    'performed-code': { type: 'string', multiple: true, default: [] },
    libraries: { type: 'boolean', default: false },
  },
})

const lists = [
  { name: 'unsupported_charges', says: 'Charges that the chart does not support' },
  { name: 'missed_charges', says: 'Visits and days with a study and a listed diagnosis, and no charge' },
]

const [folder] = positionals
if (values.libraries) for (const { path, library } of libraries()) writeFileSync(path, `${JSON.stringify(library, null, 2)}\n`)
else if (folder === undefined) stop('Which folder? npm run practice -- <folder of NDJSON files>')
else await writeLists(folder, values.out ?? folder)

async function writeLists(from: string, to: string): Promise<void> {
  try {
    const warehouse = await openWarehouse(findExtract(from), { performedCodes: values['performed-code'] })
    for (const { name, says } of lists) {
      const path = join(to, `${name.replace('_', '-')}.csv`)
      console.log(`${says}: ${await warehouse.write(name, path)}, in ${path}`)
    }
    warehouse.close()
  } catch (error) {
    stop(
      error instanceof IncompleteExtract
        ? error.message
        : `The files could not be read${placeIn(error)}. Nothing was listed; fetch them again.`,
    )
  }
}

/** Where DuckDB stopped; the rest of its message may hold words of the chart. */
function placeIn(error: unknown): string {
  const [, file, , line] = /in file "([^"]+)"(, at byte \d+)?(?: in (?:record\/value|line) (\d+))?/.exec(String(error)) ?? []
  return file === undefined ? '' : `: ${file}${line === undefined ? '' : `, line ${line}`}`
}

function stop(message: string): void {
  console.error(message)
  process.exitCode = 1
}
