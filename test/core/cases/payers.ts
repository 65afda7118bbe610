import { payersOf } from '#core/payers.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { gives, type Case } from '#test/core/case.ts'
import { read } from '#test/support/build.ts'
import type { Coverage, Organization } from 'fhir/r4'

const day = '2026-09-01'
const coverage = (display: string, more: Partial<Coverage> = {}): Coverage => ({
  resourceType: 'Coverage',
  id: 'c',
  status: 'active',
  beneficiary: { reference: 'Patient/p1' },
  payor: [{ display }],
  ...more,
})
const found =
  (display: string, more: Partial<Coverage> = {}) =>
  (rules: RuleBook) => {
    const [first] = payersOf(read(coverage(display, more)), rules, day)
    return first === undefined ? 'not counted' : `${first.by}: ${first.payers.map(({ code }) => code).join(', ')}`
  }

const named: readonly (readonly [string, string])[] = [
  ['Aetna', 'aetna'],
  ['AETNA', 'aetna'],
  ['Cigna', 'cigna'],
  ['Cigna Health', 'cigna'],
  ['UnitedHealthcare', 'unitedhealthcare'],
  ['United Healthcare', 'unitedhealthcare'],
  ['Medicare', 'medicare'],
  ['Blue Cross Blue Shield of Alabama', 'bcbs-alabama'],
  ['Blue Cross & Blue Shield of Rhode Island', 'bcbs-rhode-island'],
]

export const cases: readonly Case[] = [
  ...named.map(([name, code]) => gives(`"${name}" is ${code} by its name`, found(name), `name: ${code}`)),
  gives('"Aetna Better Health" may be Aetna, by the beginning of its name', found('Aetna Better Health'), 'beginning: aetna'),
  gives('"Aetnability" is no payer of the list', found('Aetnability'), 'nothing: '),
  gives('"Cigna" in the middle of a name is no payer of the list', found('Former Cigna members'), 'nothing: '),
  gives('a payer that nobody knows stays unnamed', found('Acme Health Plan'), 'nothing: '),
  gives(
    '"BUCA" is a name for four payers, each with what it publishes',
    (rules) => found('BUCA')(rules),
    'name: aetna, blue-cross-blue-shield, cigna, unitedhealthcare, buca',
  ),
  gives('a coverage that has ended does not count', found('Aetna', { period: { end: '2026-08-31' } }), 'not counted'),
  gives('a coverage that begins later does not count', found('Aetna', { period: { start: '2026-09-02' } }), 'not counted'),
  gives('a coverage of that very day counts', found('Aetna', { period: { start: day, end: day } }), 'name: aetna'),
  gives('a cancelled coverage does not count', found('Aetna', { status: 'cancelled' }), 'not counted'),
  gives(
    'a payer in a contained Organization is read there',
    found('', { payor: [{ reference: '#o' }], contained: [{ resourceType: 'Organization', id: 'o', name: 'Aetna' } as Organization] }),
    'name: aetna',
  ),
  {
    name: 'no advisory reads as coverage, and each names its source',
    holds: (rules) =>
      rules.payers.every(({ advisory, members }) =>
        advisory === null
          ? members.length > 0
          : advisory.source !== '' && !/is covered|are covered|will cover|will pay|is indicated/i.test(advisory.text),
      ),
  },
]
