import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { caseTables } from '#test/core/case-tables.ts'
import { rules } from '#test/support/build.ts'
import { sourceRows } from './source-rows.ts'

/** The rows that each table of the document has. */
const printed = { modifiers: 10, diagnoses: 5, 'related codes': 5, specialties: 4, payers: 6 }

test.each(Object.entries(printed))('every row of the table of %s is accounted for: %i', (table, count) =>
  expect(new Set(sourceRows.filter((one) => one.table === table).map(({ row }) => row)).size).toBe(count),
)

describe.each(sourceRows)('$table: $row', ({ file, rule, dispute }) => {
  test('has its resource and its rule', () => {
    expect(existsSync(`fhir-resources/${file}`)).toBe(true)
    expect(rule(rules)).toMatchObject({})
  })
  test('shows where the document and the published rules differ', () => {
    const nothing = /^(?!.*The source list (?:leaves|prints|offers))/
    expect(JSON.stringify(rule(rules))).toMatch(dispute ?? nothing)
  })
})

const withCase = sourceRows.flatMap(({ row, case: named }) => (named === null ? [] : [{ row, table: named[0], name: named[1] }]))

test.each(withCase)('$row has a case in $table that a reader finds by its name', ({ table, name }) =>
  expect((caseTables[table] ?? []).filter((one) => name.test(one.name)).length).toBeGreaterThan(0),
)

test('what the prose of the document names without a code is said beside the list', () => {
  const list = JSON.parse(readFileSync('fhir-resources/value-set/indications.json', 'utf8')) as { readonly description: string }
  expect(list.description).toMatch(/traumatic brain injury and joint replacement/)
})

test('what the document says of the service itself is disputed in its row', () =>
  expect(rules.services['96000']?.dispute).toMatch(/two-dimensional video alone is not this service.*without markers is 0693T/))

test('BUCA is the group that it is, and no payer', () =>
  expect(rules.payers.find(({ code }) => code === 'buca')).toMatchObject({
    advisory: null,
    members: ['blue-cross-blue-shield', 'unitedhealthcare', 'cigna', 'aetna'],
  }))
