import { globSync, readFileSync } from 'node:fs'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import type { ValueSet } from 'fhir/r4'
import { loadStandard } from '#test/support/fhir-standard.ts'
import { quoted } from './compile-path.ts'
import { compileView, type ViewDefinition } from './compile-view.ts'
import { extractTypes, type Extract } from './extract.ts'
import { isQuery, readSqlFiles } from './library.ts'

/** The views as they ship. */
export const views: readonly ViewDefinition[] = globSync('fhir-resources/view-definition/*.json')
  .toSorted()
  .map((file) => JSON.parse(readFileSync(file, 'utf8')) as ViewDefinition)

/** One row of a list, each value as text; null where there is none. */
export type Row = Readonly<Record<string, string | null>>

/** The lists, and the tables behind them. */
export interface Warehouse {
  /** A list or a view by its name, as `unsupported_charges`. */
  rows(name: string): Promise<readonly Row[]>
  /** Writes a list as CSV, and says how many rows it has. */
  write(name: string, path: string): Promise<number>
  close(): void
}

/** What a site, or a test, gives its own of. */
export interface ViewsAndCodes {
  /** Codes of the site that stand for the service, as `system|code`. */
  readonly performedCodes?: readonly string[]
  readonly views?: readonly ViewDefinition[]
}

/**
 * Lays the views over an extract and asks the queries, in DuckDB, in memory. The rules come from `fhir-resources/` through views of
 * their own. A line that is no JSON, or no resource of the file's type, stops it: it would else be missing without a word.
 */
export async function openWarehouse(extract: Extract, site: ViewsAndCodes = {}): Promise<Warehouse> {
  const used = site.views ?? views
  loadStandard(used.map(({ resource }) => ({ resourceType: resource })))
  const database = await DuckDBInstance.create(':memory:')
  const connection = await database.connect()
  for (const view of used) await connection.run(definitionOf(view, extract))
  await fillPerformedCodes(connection, site.performedCodes ?? [])
  const files = readSqlFiles()
  for (const file of files) await connection.run(`CREATE ${isQuery(file, files) ? 'TABLE' : 'TEMP TABLE'} ${file.label} AS ${file.sql}`)
  return {
    rows: async (name) => (await connection.runAndReadAll(`SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ${name}`)).getRowObjectsJson() as Row[],
    async write(name, path) {
      await connection.run(`COPY ${name} TO ${quoted(path)} (FORMAT csv, HEADER)`)
      const count = await connection.runAndReadAll(`SELECT count(*)::INTEGER AS rows FROM ${name}`)
      return Number(count.getRowObjectsJson()[0]?.['rows'])
    },
    close() {
      connection.closeSync()
      database.closeSync()
    },
  }
}

/** What is read of the extract streams through; the rules are small and are kept. */
function definitionOf(view: ViewDefinition, extract: Extract): string {
  const type = extractTypes.find((one) => one === view.resource)
  if (type !== undefined) return `CREATE VIEW ${view.name} AS ${compileView(view, extract[type], 'newline_delimited')}`
  const folder = view.resource.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase()
  return `CREATE TABLE ${view.name} AS ${compileView(view, globSync(`fhir-resources/${folder}/*.json`), 'unstructured')}`
}

/** A value set as SQL on FHIR shows it to a query, and the codes of the site beside its own. */
async function fillPerformedCodes(connection: DuckDBConnection, site: readonly string[]): Promise<void> {
  await connection.run('CREATE TABLE performed_codes (system VARCHAR, version VARCHAR, code VARCHAR, display VARCHAR, inactive BOOLEAN)')
  const { expansion } = JSON.parse(readFileSync('fhir-resources/value-set/performed-codes.json', 'utf8')) as ValueSet
  const ours = (expansion?.contains ?? []).map(({ system = '', code = '' }) => [system, code])
  for (const [system = '', code = ''] of [...ours, ...site.map((one) => one.split('|'))])
    await connection.run('INSERT INTO performed_codes (system, code) VALUES ($1, $2)', [system, code])
}
