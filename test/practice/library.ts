import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Library, ValueSet } from 'fhir/r4'

/** One SQL file of fhir-resources/library, with what its annotations say. */
export interface SqlFile {
  readonly id: string
  /** The name under which the others know it. */
  readonly label: string
  readonly title: string
  readonly description: string
  readonly sql: string
  readonly needs: readonly { readonly resource: string; readonly label: string }[]
}

const folder = 'fhir-resources/library'

/** The SQL files, each after those that it builds on. */
export function readSqlFiles(): readonly SqlFile[] {
  const files = globSync(`${folder}/*.sql`).map(readSqlFile)
  const ordered: SqlFile[] = []
  const add = (file: SqlFile): void => {
    if (ordered.includes(file)) return
    for (const { label } of file.needs) files.filter((other) => other.label === label).forEach(add)
    ordered.push(file)
  }
  files.toSorted((one, other) => (one.id < other.id ? -1 : 1)).forEach(add)
  return ordered
}

function readSqlFile(path: string): SqlFile {
  const sql = readFileSync(path, 'utf8').replaceAll('\r\n', '\n')
  const annotation = (name: string) => new RegExp(`^@${name}: (.+)$`, 'm').exec(sql)?.[1] ?? ''
  return {
    id: basename(path, '.sql'),
    label: annotation('name'),
    title: annotation('title'),
    description: annotation('description'),
    sql,
    needs: [...sql.matchAll(/^-- @relatedDependency: (\S+) as (\w+)$/gm)].map(([, resource = '', label = '']) => ({ resource, label })),
  }
}

/** Files that no other builds on: the questions themselves. */
export function isQuery({ label }: SqlFile, all: readonly SqlFile[]): boolean {
  return all.every(({ needs }) => needs.every((need) => need.label !== label))
}

const guide = 'http://hl7.org/fhir/uv/sql-on-fhir'

/** The Library that SQL on FHIR makes of an annotated SQL file, under the head that every file of this release bears (`release` is one of them). */
function libraryOf(file: SqlFile, all: readonly SqlFile[], release: ValueSet): Library {
  const kind = isQuery(file, all) ? 'query' : 'view'
  const names = file.label.split('_').map((word) => `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`)
  return {
    resourceType: 'Library',
    id: file.id,
    meta: { profile: [`${guide}/StructureDefinition/${kind === 'query' ? 'SQLQuery' : 'SQLView'}`] },
    ...(release.extension === undefined ? {} : { extension: release.extension }),
    url: `${release.url?.split('/ValueSet/')[0] ?? ''}/Library/${file.id}`,
    ...(release.version === undefined ? {} : { version: release.version }),
    name: names.join(''),
    title: file.title,
    status: 'draft',
    experimental: false,
    type: { coding: [{ system: `${guide}/CodeSystem/LibraryTypesCodes`, code: `sql-${kind}` }] },
    ...(release.date === undefined ? {} : { date: release.date }),
    ...(release.publisher === undefined ? {} : { publisher: release.publisher }),
    description: file.description,
    relatedArtifact: file.needs.map(({ resource, label }) => ({ type: 'depends-on', label, resource })),
    content: [
      {
        extension: [{ url: `${guide}/StructureDefinition/sql-text`, valueString: file.sql }],
        contentType: 'application/sql;dialect=duckdb',
        data: Buffer.from(file.sql).toString('base64'),
      },
    ],
  }
}

/** Every Library as its file holds it. */
export function libraries(): readonly { readonly path: string; readonly library: Library }[] {
  const all = readSqlFiles()
  const release = JSON.parse(readFileSync('fhir-resources/value-set/performed-codes.json', 'utf8')) as ValueSet
  return all.map((file) => ({ path: `${folder}/${file.id}.json`, library: libraryOf(file, all, release) }))
}
