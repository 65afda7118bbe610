import { assess } from '#core/assess.ts'
import { undecided } from '#core/decisions.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { gives, type Case } from '#test/core/case.ts'
import { aCharge, aService, aStudy, read, visitWith } from '#test/support/build.ts'
import { codeSystem } from '#core/codes.ts'

const beside = (code: string) => (rules: RuleBook) => {
  const visit = visitWith({ procedures: read(aStudy(), aService(code)) })
  return (assess(visit, rules, undecided, '2026-09-01').sameDay ?? [])
    .map(({ entry, edits }) =>
      [entry?.relation ?? 'no row', ...edits.map(({ column1, column2, indicator }) => `${column1}/${column2} ${indicator}`)].join(', '),
    )
    .join('; ')
}

const rows: readonly (readonly [string, string])[] = [
  ['97116', 'pair, 96000/97116 1'],
  ['97750', 'pair, 96000/97750 1'],
  ['0693T', 'excludes, 96000/0693T 0'],
  ['96001', 'excludes, 96001/96000 0'],
  ['96004', 'interpretation'],
  ['96002', 'family'],
  ['95992', 'related'],
  ['95886', 'related'],
  ['97001', 'related'],
  ['97032', 'related'],
  ['97110', 'related'],
  ['97161', 'successor'],
  ['95925', 'successor'],
  ['99213', 'no row'],
]

const row = (code: string) => (rules: RuleBook) => rules.services[code]

export const cases: readonly Case[] = [
  ...rows.map(([code, expected]) => gives(`${code} the same day: ${expected}`, beside(code), expected)),
  ...['96001', '0693T', '96000'].map((code) =>
    gives(
      `a live charge for ${code} that day stops a 96000`,
      (rules) =>
        assess(
          visitWith({ charges: read(aCharge('billable', { code: { coding: [{ system: codeSystem.cpt, code }] } })) }),
          rules,
          undecided,
          '2026-09-01',
        ).verdict,
      'already-charged',
    ),
  ),
  ...['96004', '97116', '96002'].map((code) =>
    gives(
      `a live charge for ${code} that day stops nothing`,
      (rules) =>
        assess(
          visitWith({ charges: read(aCharge('billable', { code: { coding: [{ system: codeSystem.cpt, code }] } })) }),
          rules,
          undecided,
          '2026-09-01',
        ).verdict,
      'not-on-list',
    ),
  ),
  ...['95992', '97001', '95886'].map((code) => ({
    name: `${code} shows what the source says otherwise`,
    holds: (rules: RuleBook) => (row(code)(rules)?.dispute ?? '') !== '',
  })),
  gives('97001 names the codes that came after it', (rules) => row('97001')(rules)?.successors, ['97161', '97162', '97163', '97164']),
  gives('97001 was deleted after 2016', (rules) => row('97001')(rules)?.validThrough, '2016-12-31'),
  gives('96003 was deleted after 2024', (rules) => row('96003')(rules)?.validThrough, '2024-12-31'),
  gives(
    '95886 is an add-on, and no other row is',
    (rules) => Object.values(rules.services).flatMap(({ code, isAddOn }) => (isAddOn ? [code] : [])),
    ['95886'],
  ),
]
