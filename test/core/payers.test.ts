import type { Coverage } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { payersOf } from '#core/payers.ts'
import type { Payer, RuleBook } from '#core/rule-book.ts'
import { read, rules, unreadable } from '#test/support/build.ts'

const day = '2026-09-01'
const aCoverage = (more: Partial<Coverage> = {}): Coverage => ({
  resourceType: 'Coverage',
  id: 'c',
  status: 'active',
  beneficiary: { reference: 'Patient/p1' },
  payor: [{ display: 'Aetna' }],
  ...more,
})
const found = (coverages: readonly Coverage[], book: RuleBook = rules) =>
  payersOf(read(...coverages), book, day).map(({ name, by, payers }) => `${name}, by ${by}: ${payers.map(({ code }) => code).join()}`)
const aPayer = (code: string, display: string, more: Partial<Payer> = {}): Payer => ({
  code,
  display,
  aliases: [],
  identifiers: [],
  members: [],
  parent: null,
  advisory: null,
  ...more,
})

test('every active coverage is shown, in the order of the chart, with its record', () => {
  expect(found([aCoverage({ payor: [{ display: 'Cigna' }] }), aCoverage()])).toEqual(['Cigna, by name: cigna', 'Aetna, by name: aetna'])
  expect(payersOf(read(aCoverage()), rules, day)[0]?.reference).toBe('Coverage/c')
  expect(payersOf(unreadable(), rules, day)).toEqual([])
})

test.each([
  [{ start: '2026-09-01T08:00:00Z', end: '2026-09-01T07:00:00Z' }, 1],
  [{ start: '2026-09-02' }, 0],
  [{ end: '2026-08-31T23:00:00Z' }, 0],
  [{}, 1],
])('a coverage of %j counts %i times', (period, times) => expect(found([aCoverage({ period })])).toHaveLength(times))

describe('the name of the payer', () => {
  const contained = [
    { resourceType: 'Patient', id: 'o' },
    { resourceType: 'Organization', id: 'p', name: 'Another' },
    { resourceType: 'Organization', id: 'o', name: 'Acme' },
  ] as const
  test.each([
    ['is what the coverage calls it', { payor: [{ display: 'Acme Plan', reference: '#o' }], contained }, 'Acme Plan'],
    ['else that of the contained organization', { payor: [{ reference: '#o' }], contained }, 'Acme'],
    ['else its identifier', { payor: [{ identifier: { value: '87726' } }], type: { text: 'HMO' } }, '87726'],
    ['else the words for the kind of coverage', { payor: [{ reference: 'Organization/1' }], type: { text: 'HMO' }, contained }, 'HMO'],
    ['else said to be missing', { payor: [{ reference: 'Organization/1' }] }, 'payer without a name'],
    ['also where the coverage names no payer', { payor: [] }, 'payer without a name'],
  ] as const)('%s', (_name, more, name) =>
    expect(payersOf(read(aCoverage(structuredClone(more) as unknown as Partial<Coverage>)), rules, day)[0]?.name).toBe(name),
  )
})

describe('a payer is recognised', () => {
  const known = aPayer('valley', 'Valley', { identifiers: ['urn:payers|17'], aliases: ['Valley Health'] })
  const book = { ...rules, payers: [aPayer('val', 'Val'), known, aPayer('valley-plus', 'Valley Health Plus')] }
  const by = (payor: Coverage['payor'][number]) => found([aCoverage({ payor: [payor] })], book)

  test('by its identifier before its name', () =>
    expect(by({ display: 'Val', identifier: { system: 'urn:payers', value: '17' } })).toEqual(['Val, by identifier: valley']))
  test('not by the number alone, nor by that of another system', () => {
    expect(by({ display: 'X', identifier: { value: '17' } })).toEqual(['X, by nothing: '])
    expect(by({ display: 'X', identifier: { system: 'urn:other', value: '17' } })).toEqual(['X, by nothing: '])
    expect(by({ display: 'X', identifier: { system: 'urn:payers' } })).toEqual(['X, by nothing: '])
  })
  test('by a bare number where the rules hold it without a system', () => {
    const bare = { ...rules, payers: [aPayer('bare', 'Bare', { identifiers: ['|17'] })] }
    expect(found([aCoverage({ payor: [{ display: 'X', identifier: { value: '17' } }] })], bare)).toEqual(['X, by identifier: bare'])
  })
  test.each(['valley health', 'VALLEY, HEALTH', ' Valley-Health. '])('by its name however "%s" is written', (display) =>
    expect(by({ display })).toEqual([`${display}, by name: valley`]),
  )
  test('by the longest beginning, and only by whole words', () => {
    expect(by({ display: 'Valley Health Plus Gold' })).toEqual(['Valley Health Plus Gold, by beginning: valley-plus'])
    expect(by({ display: 'Valley Gold' })).toEqual(['Valley Gold, by beginning: valley'])
    expect(by({ display: 'Valleyview' })).toEqual(['Valleyview, by nothing: '])
  })
  test('with its plans, and as a group with its members', () =>
    expect(
      found([aCoverage({ payor: [{ display: 'Group' }] })], {
        ...rules,
        payers: [
          aPayer('other', 'Other'),
          aPayer('member', 'Member'),
          aPayer('group', 'Group', { members: ['member'] }),
          aPayer('plan', 'Plan', { parent: 'group' }),
        ],
      }),
    ).toEqual(['Group, by name: member,group,plan']))
})
