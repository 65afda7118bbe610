import type { CodeSystem } from 'fhir/r4'
import { gives, type Case } from '#test/core/case.ts'

/*
 * NCCI procedure-to-procedure edits of 2024-07-01: 1 may be reported apart when truly separate, 0 may not. The quarter of the table
 * is what was checked; pairs of later tables were not found.
 */
const apart = (column1: string, ...columns: readonly string[]) =>
  columns.map((column2): readonly [string, string, string] => [column1, column2, '1'])
const never = (column1: string, ...columns: readonly string[]) =>
  columns.map((column2): readonly [string, string, string] => [column1, column2, '0'])

const pairs = [
  ...apart('96000', '97116', '97750'),
  ...never('96000', '0693T'),
  ...never('96001', '96000'),
  ...never('96000', '36591', '36592', '96523'),
  ...apart('0693T', '97116', '97750'),
  ...apart('96004', '95860', '95861', '95863', '95864', '95865', '95866', '95869', '95870', '95872', '97116', '97750'),
]

/** Services of the source list and of its family for which the table holds no pair with 96000. */
const withoutPair = ['96004', '95886', '95925', '95926', '95927', '95938', '95992', '97032', '97110', '97161', '97162', '97163', '97164']

export const cases: readonly Case[] = [
  ...pairs.map(([column1, column2, indicator]) =>
    gives(
      `${column2} beside ${column1} is ${indicator === '1' ? 'apart only when truly separate' : 'never reported'} from 2024-07-01 to 2024-09-30, grade V`,
      ({ pairEdits }) =>
        pairEdits
          .filter((pair) => pair.column1 === column1 && pair.column2 === column2)
          .map((pair) => `${pair.indicator} ${pair.from} ${pair.through} ${pair.grade}`),
      [`${indicator} 2024-07-01 2024-09-30 V`],
    ),
  ),
  gives('no other pair stands in the table', ({ pairEdits }) => pairEdits.length, pairs.length),
  ...withoutPair.map((code) =>
    gives(
      `${code} has no pair with 96000`,
      ({ pairEdits }) =>
        pairEdits.filter(({ column1, column2 }) => [column1, column2].includes('96000') && [column1, column2].includes(code)),
      [],
    ),
  ),
  {
    name: 'each row of the pairs is named by its two codes',
    holds: (_rules, files) =>
      (files as readonly CodeSystem[])
        .flatMap(({ id, concept = [] }) => (id === 'ncci-pair-edits' ? concept : []))
        .every(({ code, property = [] }) => {
          const value = (name: string) => property.find((one) => one.code === name)?.valueCode ?? ''
          return code === `${value('column1')}-${value('column2')}`
        }),
  },
]
