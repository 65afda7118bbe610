import { describe, expect, test } from 'vitest'
import { parseRuleBook } from '#core/parse-rule-book.ts'
import { there, withConcept, withProperty, type Refusal } from '#test/support/broken-rules.ts'

const services: readonly Refusal[] = [
  ['an unknown relation', withProperty('cpt-supplement', '96001', 'relation', { valueCode: 'rival' }), '96001: unknown relation rival'],
  [
    'a successor that is not here',
    withProperty('cpt-supplement', '97001', 'successor', { valueCode: '97165' }),
    'cpt-supplement.json: 97001: names the successor 97165, which the table does not hold',
  ],
  [
    'a service that ends before it begins',
    withProperty('cpt-supplement', '97161', 'validThrough', { valueDateTime: '2016-12-31' }),
    '97161: ends on 2016-12-31, before it begins on 2017-01-01',
  ],
  ['an indicator without its days', withProperty('cpt-supplement', '96000', 'indicatorsFrom'), '96000: no indicatorsFrom'],
  ['a unit limit without its source', withProperty('cpt-supplement', '96000', 'unitsSource'), '96000: no unitsSource'],
  ['an indicator of no grade', withProperty('cpt-supplement', '96000', 'indicatorsGrade'), '96000: unknown indicatorsGrade (none)'],
  [
    'indicators that end before they begin',
    withProperty('cpt-supplement', '96000', 'indicatorsThrough', { valueDateTime: '2021-12-31' }),
    '96000: ends on 2021-12-31, before it begins on 2022-01-01',
  ],
  [
    'an unknown indicator of a pair',
    withProperty('ncci-pair-edits', '96000-97116', 'indicator', { valueCode: '9' }),
    'ncci-pair-edits.json: 96000-97116: unknown indicator 9',
  ],
  ['a pair of one code', withProperty('ncci-pair-edits', '96000-97116', 'column2'), 'ncci-pair-edits.json: 96000-97116: no column2'],
  [
    'two rows of one pair that speak on the same day',
    withProperty('ncci-pair-edits', '96000-97750', 'column2', { valueCode: '97116' }),
    'ncci-pair-edits.json: 96000/97116: two rows overlap from 2024-07-01',
  ],
  ['an unknown setting', withProperty('places-of-service', '11', 'setting', { valueCode: 'home' }), '11: unknown setting home'],
  [
    'a specialty without a code',
    withProperty('specialties', 'nervous-system', 'taxonomy'),
    'specialties.json: nervous-system: no taxonomy',
  ],
  ['a specialty without a role', withProperty('specialties', 'nervous-system', 'role'), 'specialties.json: nervous-system: no role'],
]

const payers: readonly Refusal[] = [
  ['a payer without an advisory', withProperty('payers', 'aetna', 'advisory'), 'payers.json: aetna: no advisory'],
  ['a payer without a source', withProperty('payers', 'aetna', 'source'), 'payers.json: aetna: no source'],
  [
    'a group with a member that is not here',
    withProperty('payers', 'buca', 'member', { valueCode: 'humana' }),
    'payers.json: buca: names the member humana, which is not here',
  ],
  [
    'a policy of no date',
    withProperty('payers', 'cigna', 'policyDate', { valueDateTime: '2025-13' }),
    'payers.json: cigna: policyDate is no day: 2025-13-01',
  ],
  [
    'a plan without an advisory',
    withConcept('payers', 'blue-cross-blue-shield', ({ concept = [] }) => {
      const plan = there(concept[0])
      plan.property = (plan.property ?? []).filter(({ code }) => code !== 'advisory')
    }),
    'payers.json: bcbs-alabama: no advisory',
  ],
]

describe.each([
  ['of the services', services],
  ['of the payers', payers],
])('a fault %s is an error that names file and element', (_part, rows) => {
  test.each(rows)('%s', (_name, broken, message) => expect(() => parseRuleBook(broken)).toThrow(message))
})
