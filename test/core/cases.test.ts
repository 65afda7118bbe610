import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ruleFiles, rules } from '#test/support/build.ts'
import { caseTables } from './case-tables.ts'

describe.each(Object.entries(caseTables))('%s', (_name, cases) => {
  test.each(cases)('$name', ({ holds, explain }) =>
    expect(holds(rules, ruleFiles) ? 'it holds' : (explain?.(rules) ?? 'it does not hold')).toBe('it holds'),
  )
  test('names each case once, so that a red one can be found', () => {
    const names = cases.map(({ name }) => name)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })
})

test('no table is forgotten', () =>
  expect(Object.keys(caseTables).toSorted()).toEqual(
    globSync('test/core/cases/*.ts')
      .map((file) => basename(file, '.ts'))
      .toSorted(),
  ))
