import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import type { FhirResource } from 'fhir/r4'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ruleFiles } from '#test/support/build.ts'
import { practice } from './charts.ts'
import { compileView, type Select, type ViewDefinition } from './compile-view.ts'
import { findExtract } from './extract.ts'
import { writeExtract } from './write-extract.ts'
import { openWarehouse, views, type Warehouse } from './warehouse.ts'

const charts = [...practice(300, 7)]
const resources = [
  ...charts.flatMap(({ encounters, conditions, procedures, charges }) => [...encounters, ...conditions, ...procedures, ...charges]),
  ...(ruleFiles as readonly FhirResource[]),
]
let folder = ''
let warehouse: Warehouse

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'views-'))
  await writeExtract(charts, folder)
  warehouse = await openWarehouse(findExtract(folder))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
  warehouse.close()
})

type Cells = Readonly<Record<string, string | null>>

/** What fhirpath.js, which knows nothing of our SQL, makes of the same view; the two keys are as the specification leaves them to a runner. */
function rowsOf(view: ViewDefinition): readonly Cells[] {
  const constants = Object.fromEntries((view.constant ?? []).map(({ name, valueUri }) => [name, valueUri]))
  const keys = {
    getResourceKey: { fn: (inputs: readonly { readonly id?: string }[]) => inputs.flatMap(({ id }) => id ?? []), arity: { 0: [] } },
    getReferenceKey: {
      fn: (inputs: readonly { readonly reference?: string }[], { name }: { readonly name: string }) =>
        inputs.flatMap(({ reference = '' }) => {
          const [id = '', type = name] = (reference.split('/_history/')[0] ?? '').split('/').toReversed()
          return type === name && /^[^#:]+$/.test(id) ? [id] : []
        }),
      arity: { 1: ['TypeSpecifier'] },
    },
  }
  const all = (path: string, at: unknown, base: string): readonly unknown[] =>
    fhirpath.evaluate(at, base === '' ? path : { base, expression: path }, constants, r4, {
      userInvocationTable: keys as never,
    })
  const cells = (select: Select, at: unknown, base: string): readonly Cells[] => {
    const path = select.forEach ?? select.forEachOrNull
    // fhirpath.js has to be told which element it stands on, or it knows no choice of types.
    const inner = path === undefined ? base : `${base === '' ? view.resource : base}.${path}`
    const found = path === undefined ? [at] : all(path, at, base)
    return (found.length === 0 && select.forEachOrNull !== undefined ? [{}] : found).flatMap((one) => {
      const own = Object.fromEntries(
        (select.column ?? []).map(({ name, path }) => {
          const [value, second] = all(path, one, inner)
          expect(second).toBeUndefined()
          return [name, value === undefined ? null : String(value)]
        }),
      )
      return cross([[own], ...(select.select ?? []).map((nested) => cells(nested, one, inner))])
    })
  }
  const cross = (parts: readonly (readonly Cells[])[]): readonly Cells[] =>
    parts.reduce((rows, part) => rows.flatMap((row) => part.map((more) => ({ ...row, ...more }))))
  return resources
    .filter(({ resourceType }) => resourceType === view.resource)
    .filter((resource) => (view.where ?? []).every(({ path }) => all(path, resource, '')[0] === true))
    .flatMap((resource) => cross(view.select.map((select) => cells(select, resource, ''))))
}

const asText = (rows: readonly Cells[]) =>
  rows.map((row) => JSON.stringify(Object.entries(row).toSorted(([one], [other]) => (one < other ? -1 : 1)))).toSorted()

describe.each(views)('$name', (view) => {
  test('has the rows that fhirpath.js finds', async () => {
    const expected = asText(rowsOf(view))
    expect(expected.length).toBeGreaterThan(20)
    expect(asText(await warehouse.rows(view.name))).toEqual(expected)
  })
  test('can be shared: an address, a name, a FHIR version, and a type and a name of its own for each column', () => {
    const columns = (selects: readonly Select[]): Select['column'] & {} =>
      selects.flatMap(({ column = [], select = [] }) => [...column, ...columns(select)])
    const names = columns(view.select).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(columns(view.select).filter(({ type }) => (type ?? '') === '')).toEqual([])
    expect([view.url, view.name, ...view.fhirVersion]).not.toContain('')
  })
})

describe('a view that asks more of a runner than the specification promises is refused', () => {
  const [encounters] = views.filter(({ name }) => name === 'encounters')
  test.each([
    ["period.start.replace('T', ' ')", 'replace() is beyond the subset'],
    ['period.begin', 'Period has no begin'],
    ['length.value + 1', 'beyond the subset'],
    ['identifier.value', 'may hold several values'],
    ["type.coding.code = 'x'", 'compares several values'],
    ['%nobody', 'names a constant'],
  ])('%s', (path, says) => {
    const view = { ...encounters, select: [{ column: [{ name: 'one', path, type: 'string' }] }] } as ViewDefinition
    expect(() => compileView(view, [], 'newline_delimited')).toThrow(says)
  })
  test('a unionAll', () => {
    const view = { ...encounters, select: [{ unionAll: [] }] } as unknown as ViewDefinition
    expect(() => compileView(view, [], 'newline_delimited')).toThrow('unionAll is not compiled here')
  })
})
