import { compilePath, quoted, Touched, type Compiled } from './compile-path.ts'

/** A ViewDefinition of SQL on FHIR, as far as ours go. */
export interface ViewDefinition {
  readonly resourceType: 'ViewDefinition'
  readonly id: string
  readonly url: string
  readonly name: string
  readonly resource: string
  readonly fhirVersion: readonly string[]
  readonly constant?: readonly { readonly name: string; readonly valueUri: string }[]
  readonly select: readonly Select[]
  readonly where?: readonly { readonly path: string }[]
}

export interface Select {
  readonly column?: readonly Column[]
  readonly select?: readonly Select[]
  readonly forEach?: string
  readonly forEachOrNull?: string
}

interface Column {
  readonly name: string
  readonly path: string
  readonly type: string
}

/**
 * The view as one SELECT over NDJSON files. No package of the npm registry runs ViewDefinitions, so this puts into DuckDB's SQL what
 * ours use: columns, nested selects, forEach, forEachOrNull, where and constants; a unionAll or a repeat is refused.
 */
export function compileView(view: ViewDefinition, files: readonly string[], format: 'newline_delimited' | 'unstructured'): string {
  const constants = Object.fromEntries((view.constant ?? []).map(({ name, valueUri }) => [name, valueUri]))
  const root = new Touched(view.resource, false)
  const resourceType = new Touched('code', false)
  root.below.set('resourceType', resourceType)
  const columns: string[] = []
  const unnested: string[] = []
  for (const select of view.select) addSelect(select, { at: { sql: '', type: view.resource, isMany: false }, touched: root })
  const conditions = (view.where ?? []).map(({ path }) => compile(path, { sql: '', type: view.resource, isMany: false }, root).sql)
  const read = [...root.below].map(([name, part]) => `${quoted(name)}: ${quoted(part.columnType())}`)
  const from = [
    `SELECT * FROM read_json([${files.map(quoted).join(', ')}], format = '${format}', columns = {${read.join(', ')}})`,
    `WHERE ${[isOfType(view.resource), ...conditions].join(' AND ')}`,
  ].join(' ')
  // Each level of rows is a SELECT around the one before: unnesting beside the columns is many times as fast as a lateral join.
  const rows = unnested.reduce((inner, item) => `SELECT *, ${item} FROM (${inner})`, from)
  return `SELECT ${columns.join(', ')} FROM (${rows})`

  function compile(path: string, at: Compiled, touched: Touched) {
    return compilePath(path, { at, touched }, constants)
  }

  function addSelect(select: Select, start: { readonly at: Compiled; readonly touched: Touched }): void {
    const unknown = Object.keys(select).find((key) => !['column', 'select', 'forEach', 'forEachOrNull'].includes(key))
    if (unknown !== undefined) throw new Error(`${view.name}: ${unknown} is not compiled here`)
    const path = select.forEach ?? select.forEachOrNull
    const inner = path === undefined ? start : addRows(path, select.forEach === undefined, start)
    for (const { name, path } of select.column ?? []) {
      const { sql, isMany } = compile(path, inner.at, inner.touched)
      if (isMany) throw new Error(`${view.name}.${name} may hold several values: ${path}`)
      columns.push(`${sql} AS "${name}"`)
    }
    for (const nested of select.select ?? []) addSelect(nested, inner)
  }

  function addRows(path: string, isOrNull: boolean, start: { readonly at: Compiled; readonly touched: Touched }) {
    const { sql, type, isMany, touched } = compile(path, start.at, start.touched)
    if (!isMany || touched === null) throw new Error(`${view.name}: ${path} is no list of elements`)
    const item = `item_${unnested.length + 1}`
    unnested.push(`unnest(${isOrNull ? `CASE WHEN coalesce(len(${sql}), 0) = 0 THEN [NULL] ELSE ${sql} END` : sql}) AS ${item}`)
    return { at: { sql: item, type, isMany: false }, touched }
  }
}

/** A line of another type stops the reading: left out, it would be missing without a word. */
function isOfType(type: string): string {
  return `CASE WHEN "resourceType" = ${quoted(type)} THEN true ELSE error('A line is no ${type}') END`
}
