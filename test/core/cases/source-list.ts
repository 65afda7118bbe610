import { standingOf } from '#core/indications.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { gives, includes, type Case } from '#test/core/case.ts'
import { aCondition } from '#test/support/build.ts'

const today = '2026-09-01'
const standing =
  (code: string, on = today) =>
  (rules: RuleBook) =>
    standingOf(aCondition(code), rules, on)

const leaves = ['G20.A1', 'G20.A2', 'G20.B1', 'G20.B2', 'G20.C']

export const cases: readonly Case[] = [
  ...[...leaves, 'M17.11', 'M16.11', 'R26.89'].map((code) => gives(`${code} is on the list`, standing(code), { kind: 'on-list', code })),
  gives('I69.391 is listed and disputed', standing('I69.391'), { kind: 'listed-disputed', code: 'I69.391' }),
  gives('I69.351 is described by the source', standing('I69.351'), { kind: 'described-by-source', code: 'I69.351' }),
  ...['I69.352', 'I69.353', 'I69.354', 'I69.359'].map((code) =>
    includes(`${code} is near what the source describes`, standing(code), { kind: 'near-miss', code }),
  ),
  ...['G80.1', 'I10', 'M25.561', 'G21.11', 'I63.9'].map((code) =>
    gives(`${code} is not on the list`, standing(code), { kind: 'not-on-list', code }),
  ),
  ...['2015-10-01', '2021-06-01', '2023-09-30'].map((on) =>
    gives(`bare G20 is a valid listed code on ${on}`, standing('G20', on), { kind: 'on-list', code: 'G20' }),
  ),
  ...['2023-10-01', '2026-09-30', '2026-11-23'].map((on) =>
    includes(`bare G20 needs the specific code on ${on}, and no leaf is put first`, standing('G20', on), {
      kind: 'near-miss',
      isSelectable: false,
      answers: leaves,
    }),
  ),
  ...leaves.flatMap((code) => [
    includes(`${code} was no code before 2023-10-01`, standing(code, '2023-09-30'), { kind: 'near-miss', isSelectable: false }),
    gives(`${code} is a code from 2023-10-01`, standing(code, '2023-10-01'), { kind: 'on-list', code }),
  ]),
]
