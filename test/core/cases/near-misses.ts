import { standingOf, type Standing } from '#core/indications.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { includes, type Case } from '#test/core/case.ts'
import { aCondition } from '#test/support/build.ts'

const standing =
  (code: string) =>
  (rules: RuleBook): Standing =>
    standingOf(aCondition(code), rules, '2026-09-01')

const settled: readonly (readonly [string, string])[] = [
  ['M17.12', 'left side'],
  ['M16.12', 'left side'],
  ['M17.0', 'both sides'],
  ['M16.0', 'both sides'],
  ['M17.5', 'secondary'],
  ['M16.7', 'secondary'],
  ['M16.6', 'secondary, both sides'],
  ['I69.352', 'left dominant side'],
  ['I69.353', 'right non-dominant side'],
  ['I69.354', 'left non-dominant side'],
]

const open = ['M17.10', 'M17.9', 'M16.10', 'M16.9', 'R26.9', 'I69.359', 'M17', 'G20.A']

export const cases: readonly Case[] = [
  ...settled.map(([code, settles]) =>
    includes(`${code} is recorded as ${settles}: said, and nothing is asked`, standing(code), { kind: 'near-miss', settles, answers: [] }),
  ),
  ...open.map((code) => ({
    name: `${code} leaves something open: asked, with every official answer in code order`,
    holds: (rules: RuleBook) => {
      const found = standing(code)(rules)
      if (found.kind !== 'near-miss' || found.settles !== null || found.leavesOpen.length === 0) return false
      return found.answers.length > 1 && found.answers.join() === found.answers.toSorted().join()
    },
  })),
]
