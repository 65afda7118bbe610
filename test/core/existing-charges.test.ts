import { describe, expect, test } from 'vitest'
import { codeSystem } from '#core/codes.ts'
import { cptCodesOf, existingCharge, hasIdentifier, undatedCharges } from '#core/existing-charges.ts'
import { aCharge } from '#test/support/build.ts'

const where = { timeZone: null, performedCodes: [], encounterId: 'v1' }
const found = (...charges: readonly ReturnType<typeof aCharge>[]) => existingCharge(charges, '2026-09-01', where).kind
const coded = (code: string) => ({ code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code }] } })

describe('the charges of that day', () => {
  test.each([
    ['planned', 'draft'],
    ['not-billable', 'not-billable'],
    ['billable', 'already-charged'],
    ['billed', 'already-charged'],
    ['unknown', 'already-charged'],
    ['entered-in-error', 'none'],
    ['aborted', 'none'],
  ] as const)('one that is %s means %s', (status, kind) => expect(found(aCharge(status))).toBe(kind))
  test('a live one of another visit stands in the way', () =>
    expect(found(aCharge('billable', { context: { reference: 'Encounter/other' } }))).toBe('already-charged'))
  test('one of another day does not', () => expect(found(aCharge('billable', { occurrenceDateTime: '2026-08-31' }))).toBe('none'))
  test.each(['96001', '0693T'])('%s excludes it', (code) => expect(found(aCharge('billable', coded(code)))).toBe('already-charged'))
  test.each(['96002', '96004', '97116'])('%s does not', (code) => expect(found(aCharge('billable', coded(code)))).toBe('none'))
  test('a billable one counts before a draft', () => expect(found(aCharge('planned'), aCharge('billable'))).toBe('already-charged'))
  test('one without a date counts when it belongs to the visit, and is a question when not', () => {
    const { occurrenceDateTime: _, ...undated } = aCharge('billable')
    const elsewhere = { ...undated, context: { reference: 'Encounter/other' } }
    expect([found(undated), found(elsewhere)]).toEqual(['already-charged', 'none'])
    expect(undatedCharges([undated, elsewhere], where)).toEqual([elsewhere])
  })
  test('a server that stamps in UTC is read in the site’s zone', () => {
    const late = aCharge('billable', { occurrenceDateTime: '2026-09-02T03:00:00Z' })
    expect(existingCharge([late], '2026-09-01', { ...where, timeZone: 'America/New_York' }).kind).toBe('already-charged')
    expect(found(late)).toBe('none')
  })
})

describe('which of them is meant', () => {
  const first = (...charges: readonly ReturnType<typeof aCharge>[]) => {
    const said = existingCharge(charges, '2026-09-01', where)
    return said.kind === 'none' ? 'none' : `${said.kind} ${said.charge.id}`
  }
  test.each([
    ['the billable one', [aCharge('planned'), aCharge('not-billable'), aCharge('billable')], 'already-charged charge-billable'],
    ['the draft before a "not billable"', [aCharge('not-billable'), aCharge('planned')], 'draft charge-planned'],
    ['the "not billable" one', [aCharge('aborted'), aCharge('not-billable')], 'not-billable charge-not-billable'],
    ['the excluding one before a draft', [aCharge('planned'), aCharge('billed', coded('96001'))], 'already-charged charge-billed'],
    ['none, where only a "not billable" one excludes', [aCharge('not-billable', coded('0693T'))], 'none'],
    ['a draft of a code that excludes', [aCharge('planned', coded('0693T'))], 'already-charged charge-planned'],
  ])('%s', (_name, charges, said) => expect(first(...charges)).toBe(said))
  test('a charge of several codes counts by each of them', () => {
    const coding = ['97116', '96001'].map((code) => ({ system: codeSystem.cpt, code }))
    expect(first(aCharge('billed', { code: { coding } }))).toBe('already-charged charge-billed')
  })
  test.each([
    [{ occurrencePeriod: { start: '2026-09-01', end: '2026-09-02' } }, 'already-charged'],
    [{ occurrencePeriod: { end: '2026-09-01' } }, 'none'],
    [{ occurrenceTiming: { event: ['2026-09-01T09:00:00-05:00'] } }, 'already-charged'],
    [{ occurrenceTiming: { event: [] } }, 'none'],
    [{ occurrenceTiming: {} }, 'none'],
  ])('dated as %j at another visit: %s', (dated, kind) => {
    const { occurrenceDateTime: _, ...undated } = aCharge('billed', { context: { reference: 'Encounter/v2' } })
    expect(found({ ...undated, ...dated })).toBe(kind)
  })
})

describe('a charge without a date that only a person can exclude', () => {
  const { occurrenceDateTime: _, ...undated } = aCharge('billable', { context: { reference: 'Encounter/v2' } })
  const { context: __, ...nowhere } = undated
  test.each([
    ['at another visit', undated, 1],
    ['at no visit', nowhere, 1],
    ['at this visit', { ...undated, context: { reference: 'Encounter/v1' } }, 0],
    ['with a date', { ...undated, occurrenceDateTime: '2026-08-01' }, 0],
    ['taken back', { ...undated, status: 'entered-in-error' as const }, 0],
    ['of a code that excludes', { ...undated, ...coded('0693T') }, 1],
    ['of another service', { ...undated, ...coded('97116') }, 0],
    ['of this service and another', { ...undated, code: { coding: [...coded('97116').code.coding, ...coded('96000').code.coding] } }, 1],
  ])('%s: %i', (_name, charge, count) => expect(undatedCharges([charge], where)).toHaveLength(count))
  test('does not stop a charge of the day', () => expect(found(nowhere)).toBe('none'))
})

describe('the CPT codes of a record', () => {
  const codes = (coding: readonly { readonly system?: string; readonly code?: string }[]) =>
    cptCodesOf({ coding: coding.map((one) => ({ ...one })) }, ['urn:site|GAIT', '|LAB'])
  test.each([
    [[{ system: codeSystem.cpt, code: ' 96000 ' }], ['96000']],
    [[{ system: 'urn:oid:2.16.840.1.113883.6.12', code: '96004' }], ['96004']],
    [[{ system: 'urn:site', code: 'GAIT' }], ['96000']],
    [[{ system: 'urn:site', code: 'WALK' }], []],
    [[{ code: 'LAB' }], ['96000']],
    [[{ code: '96000' }], []],
    [[{ system: codeSystem.cpt }], []],
    [
      [
        { system: codeSystem.cpt, code: '96000' },
        { system: 'urn:site', code: 'GAIT' },
      ],
      ['96000'],
    ],
    [[], []],
  ])('%j: %j', (coding, expected) => expect(codes(coding)).toEqual(expected))
  test('of words alone, or of nothing, are none', () => {
    expect(cptCodesOf({ text: '96000' }, [])).toEqual([])
    expect(cptCodesOf(undefined, [])).toEqual([])
  })
})

test.each([
  [[{ system: 'urn:charges', value: '1' }], true],
  [
    [
      { system: 'urn:other', value: '2' },
      { system: 'urn:charges', value: '1' },
    ],
    true,
  ],
  [[{ system: 'urn:other', value: '1' }], false],
  [[{ system: 'urn:charges', value: '2' }], false],
  [[], false],
])('a charge with the identifiers %j is the one looked for: %s', (identifier, isOurs) => {
  expect(hasIdentifier(aCharge('billable', { identifier }), { system: 'urn:charges', value: '1' })).toBe(isOurs)
  expect(hasIdentifier(aCharge('billable'), { system: 'urn:charges', value: '1' })).toBe(false)
})
