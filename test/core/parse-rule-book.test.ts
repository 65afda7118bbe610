import { describe, expect, test } from 'vitest'
import type { CodeSystem, ConceptMap, ValueSet } from 'fhir/r4'
import { parseRuleBook } from '#core/parse-rule-book.ts'
import { ruleFiles, rules } from '#test/support/build.ts'

interface File {
  readonly id?: string
}
const files = ruleFiles as readonly File[]

/** The shipped files with one of them changed. */
function changed(id: string, change: (file: never) => void): readonly File[] {
  return files.map((file) => {
    if (file.id !== id) return file
    const copy = structuredClone(file)
    change(copy as never)
    return copy
  })
}

describe('the shipped rules', () => {
  test('name their version, their dates and their source', () => {
    expect(rules.definition).toMatch(/^https:.+\|\d+\.\d+\.\d+$/)
    expect(Object.values(rules.tables).every(({ from, through }) => from < through)).toBe(true)
    expect(rules.source).not.toBe('')
  })
  test('give every code a grade, a source and words of our own', () => {
    for (const entry of Object.values(rules.icd10cm))
      expect([entry.display, entry.source, entry.grade].every((part) => part !== '')).toBe(true)
  })
  test('offer reasons for "off the list" and "not billable"', () =>
    expect([rules.offListReasons.length, rules.notBillableReasons.length].every((count) => count > 1)).toBe(true))
  test('never promise a match or coverage', () =>
    expect(JSON.stringify(rules)).not.toMatch(/would match|to match|change to|medically necessary|is covered|is indicated|not indicated/i))
})

describe('a broken file is an error that names it', () => {
  test('a missing file', () =>
    expect(() => parseRuleBook(files.filter(({ id }) => id !== 'indications'))).toThrow('Expected one ValueSet indications, found 0'))
  test('a file that stands twice', () =>
    expect(() => parseRuleBook([...files, ...files.filter(({ id }) => id === 'indications')])).toThrow(
      'Expected one ValueSet indications, found 2',
    ))
  test('a code that stands twice', () =>
    expect(() =>
      parseRuleBook(changed('icd-10-cm-supplement', (file: CodeSystem) => void file.concept?.push(...(file.concept?.slice(0, 1) ?? [])))),
    ).toThrow('stands twice'))
  test('a code without a display', () =>
    expect(() => parseRuleBook(changed('icd-10-cm-supplement', (file: CodeSystem) => void delete file.concept?.[0]?.display))).toThrow(
      'no display',
    ))
  test('a list that differs from the table', () =>
    expect(() =>
      parseRuleBook(changed('indications', (file: ValueSet) => void file.compose?.include[0]?.concept?.push({ code: 'I10' }))),
    ).toThrow('differs from the table in I10'))
  test('a map to a code that the table does not hold', () =>
    expect(() =>
      parseRuleBook(
        changed(
          'snomed-to-icd-10-cm',
          (file: ConceptMap) => void file.group?.[0]?.element[0]?.target?.push({ code: 'Z99', equivalence: 'narrower' }),
        ),
      ),
    ).toThrow('which the table does not hold'))
})
