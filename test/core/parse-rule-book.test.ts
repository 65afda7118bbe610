import { describe, expect, test } from 'vitest'
import { parseRuleBook } from '#core/parse-rule-book.ts'
import { ruleFiles } from '#test/support/build.ts'
import { caseTables } from './case-tables.ts'

describe('the shipped rules', () => {
  const rules = () => parseRuleBook(ruleFiles)
  test('name their version, their dates and their source', () => {
    expect(rules().definition).toMatch(/^https:.+\|\d+\.\d+\.\d+$/)
    expect(Object.values(rules().tables).every(({ from, through }) => from < through)).toBe(true)
    expect(rules().source).not.toBe('')
  })
  test('give every code a grade, a source and words of our own', () => {
    for (const entry of Object.values(rules().icd10cm))
      expect([entry.display, entry.source, entry.grade].every((part) => part !== '')).toBe(true)
  })
  test('offer reasons for "off the list" and "not billable"', () =>
    expect([rules().offListReasons.length, rules().notBillableReasons.length].every((count) => count > 1)).toBe(true))
  test('never promise a match or coverage', () =>
    expect(JSON.stringify(rules())).not.toMatch(
      /would match|to match|change to|medically necessary|is covered|is indicated|not indicated/i,
    ))
  test.each(Object.entries(caseTables))('read anew from the files, make every sentence of "%s" true', (_table, cases) => {
    const anew = rules()
    expect(cases.filter(({ holds }) => !holds(anew, ruleFiles)).map(({ name }) => name)).toEqual([])
  })
})
