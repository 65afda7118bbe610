import { assess } from '#core/assess.ts'
import { undecided } from '#core/decisions.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { gives, type Case } from '#test/core/case.ts'
import { aCondition, anEncounter, aStudy, read, visitWith } from '#test/support/build.ts'

const seen = (code: string, day: string) => (rules: RuleBook) => {
  const visit = visitWith({
    encounter: anEncounter({ period: { start: day, end: day } }),
    conditions: [aCondition(code)],
    procedures: read(aStudy({ performedDateTime: day })),
  })
  const { verdict, noDraft, advised, isAfterTables } = assess(visit, rules, undecided, day)
  const advice = advised.kind === 'before-tables' ? 'no advice' : advised.isAfterTables ? 'advice by the last table' : 'advice'
  return [noDraft ?? verdict, advice, ...(isAfterTables ? ['diagnoses checked earlier'] : [])].join(', ')
}

const rows: readonly (readonly [string, string, string])[] = [
  ['G20', '2012-05-01', 'before-icd-10-cm, no advice'],
  ['G20', '2015-09-30', 'before-icd-10-cm, no advice'],
  ['G20', '2015-10-01', 'on-list, no advice'],
  ['G20', '2021-05-01', 'on-list, no advice'],
  ['M17.11', '2021-12-31', 'on-list, no advice'],
  ['M17.11', '2022-01-01', 'on-list, advice'],
  ['G20', '2023-09-30', 'on-list, advice'],
  ['G20.A1', '2023-09-30', 'near-miss, advice'],
  ['G20', '2023-10-01', 'near-miss, advice'],
  ['G20.A1', '2023-10-01', 'on-list, advice'],
  ['G20.A1', '2024-12-31', 'on-list, advice'],
  ['G20.A1', '2025-01-01', 'on-list, advice by the last table'],
  ['M17.11', '2026-09-30', 'on-list, advice by the last table'],
  ['M17.11', '2026-10-01', 'on-list, advice by the last table, diagnoses checked earlier'],
  ['R26.89', '2026-11-26', 'on-list, advice by the last table, diagnoses checked earlier'],
]

export const cases: readonly Case[] = rows.map(([code, day, expected]) =>
  gives(`${code} on ${day}: ${expected}`, seen(code, day), expected),
)
