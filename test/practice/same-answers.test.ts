import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { practice, siteCode, type Chart } from './charts.ts'
import { missedCharges, unsupportedCharges } from './engine.ts'
import { findExtract } from './extract.ts'
import { writeExtract } from './write-extract.ts'
import { openWarehouse, type Row, type Warehouse } from './warehouse.ts'

const charts: readonly Chart[] = [...practice(10_000)]
let folder = ''
let warehouse: Warehouse

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'practice-'))
  await writeExtract(charts, folder)
  warehouse = await openWarehouse(findExtract(folder), { performedCodes: [siteCode] })
})
afterAll(() => {
  rmSync(folder, { recursive: true })
  warehouse.close()
})

const asText = (columns: readonly string[]) => (row: Row) => columns.map((column) => row[column] ?? '').join(' | ')

describe.each([
  { list: 'unsupported_charges', columns: ['charge_id', 'status', 'day', 'visit', 'diagnosis', 'performed'], engine: unsupportedCharges },
  { list: 'missed_charges', columns: ['encounter_id', 'first_day', 'last_day', 'diagnosis'], engine: missedCharges },
])('$list', ({ list, columns, engine }) => {
  test('is, row by row, what the engine of the app says of the same charts', async () => {
    const expected = charts.flatMap(engine).map(asText(columns)).toSorted()
    const found = (await warehouse.rows(list)).map(asText(columns)).toSorted()
    expect(found.filter((row) => !expected.includes(row)).slice(0, 10)).toEqual([])
    expect(expected.filter((row) => !found.includes(row)).slice(0, 10)).toEqual([])
    expect(found).toEqual(expected)
  })
})

test('the charts hold every answer that a list can give', async () => {
  const unsupported = await warehouse.rows('unsupported_charges')
  const missed = await warehouse.rows('missed_charges')
  const words = (rows: readonly Row[], column: string) => [...new Set(rows.map((row) => row[column] ?? ''))].toSorted().join(' ')
  expect(charts.flatMap(({ encounters }) => encounters).length).toBe(10_000)
  expect(unsupported.length).toBeGreaterThan(1_000)
  expect(missed.length).toBeGreaterThan(100)
  expect(words(unsupported, 'diagnosis')).toBe('cannot-tell described-by-source listed-disputed near-miss not-on-list on-list')
  expect(words(unsupported, 'visit')).toBe(' visit-cancelled visit-entered-in-error visit-not-begun visit-not-recorded visit-without-date')
  expect(words(unsupported, 'performed')).toBe('unknown yes')
  expect(words(missed, 'diagnosis')).toBe('described-by-source listed-disputed on-list')
  expect(missed.filter((row) => row['first_day'] !== row['last_day'])).not.toEqual([])
})
