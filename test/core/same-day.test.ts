import type { ChargeItem, Procedure } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { assess } from '#core/assess.ts'
import { codeSystem } from '#core/codes.ts'
import { undecided } from '#core/decisions.ts'
import { relatedThatDay, servicesThatDay } from '#core/same-day.ts'
import { aCharge, anEncounter, aService, aStudy, read, rules, unreadable, visitWith } from '#test/support/build.ts'

const day = '2026-09-01'
const coded = (code: string) => ({ code: { coding: [{ system: codeSystem.cpt, code }] } })
const codes = (procedures: readonly Procedure[], charges: readonly ChargeItem[] = []) =>
  servicesThatDay(visitWith({ procedures: read(...procedures), charges: read(...charges) }), day).map(({ code }) => code)

describe('the other services of the day', () => {
  test('are those of its records and of its charges, in the order of the chart, without the study', () =>
    expect(codes([aService('97116'), aStudy(), aService('97750')], [aCharge('billed', coded('96004')), aCharge('planned')])).toEqual([
      '97116',
      '97750',
      '96004',
    ]))
  test.each(['completed', 'stopped', 'in-progress'] as const)('count a record that is %s', (status) =>
    expect(codes([aService('97116', { status })])).toEqual(['97116']),
  )
  test.each(['not-done', 'preparation', 'entered-in-error', 'unknown'] as const)('leave out a record that is %s', (status) =>
    expect(codes([aService('97116', { status })])).toEqual([]),
  )
  test.each(['planned', 'billable', 'billed', 'unknown'] as const)('count a charge that is %s', (status) =>
    expect(codes([], [aCharge(status, coded('97116'))])).toEqual(['97116']),
  )
  test.each(['not-billable', 'aborted', 'entered-in-error'] as const)('leave out a charge that is %s', (status) =>
    expect(codes([], [aCharge(status, coded('97116'))])).toEqual([]),
  )
  test('leave out what is of another day, or of none', () => {
    const { performedDateTime: _, ...undated } = aService('97116')
    expect(codes([aService('97116', { performedDateTime: '2026-08-31' }), undated])).toEqual([])
    expect(codes([], [aCharge('billed', { ...coded('97116'), occurrenceDateTime: '2026-09-02' })])).toEqual([])
  })
  test('count a record of a period by its first day', () => {
    const { performedDateTime: _, ...undated } = aService('97116')
    expect(codes([{ ...undated, performedPeriod: { start: day, end: '2026-09-02' } }])).toEqual(['97116'])
    expect(codes([{ ...undated, performedPeriod: { end: day } }])).toEqual([])
  })
  test('are none where nothing could be read', () =>
    expect(servicesThatDay(visitWith({ procedures: unreadable(), charges: unreadable() }), day)).toEqual([]))
  test('carry the words of the chart, the record and its visit', () => {
    const worded = aService('97116', {
      code: { text: 'Gait training', coding: [{ system: codeSystem.cpt, code: '97116', display: 'Walking' }] },
    })
    const charge = aCharge('billed', {
      code: {
        coding: [
          { system: 'urn:local', code: 'X', display: 'Local' },
          { system: codeSystem.cpt, code: '97750', display: 'Testing' },
        ],
      },
      context: { reference: 'Encounter/v2' },
    })
    const { encounter: _, ...nowhere } = aService('99213')
    expect(servicesThatDay(visitWith({ procedures: read(worded, nowhere), charges: read(charge) }), day)).toEqual([
      { code: '97116', text: 'Gait training', reference: 'Procedure/service-97116', resource: 'Procedure', encounter: 'Encounter/v1' },
      { code: '99213', text: null, reference: 'Procedure/service-99213', resource: 'Procedure', encounter: null },
      { code: '97750', text: 'Testing', reference: 'ChargeItem/charge-billed', resource: 'ChargeItem', encounter: 'Encounter/v2' },
    ])
  })
})

describe('beside a 96000', () => {
  const beside = (code: string, book = rules) => relatedThatDay(visitWith({ procedures: read(aService(code)) }), book, day)[0]
  test('a code stands with its row and its published pair edits', () => {
    expect(beside('97116')?.entry).toBe(rules.services['97116'])
    expect(beside('97116')?.edits).toEqual(rules.pairEdits.filter((edit) => edit.column1 === '96000' && edit.column2 === '97116'))
    expect(beside('96001')?.edits.map(({ column1, column2 }) => [column1, column2])).toEqual([['96001', '96000']])
    expect(beside('96004')?.edits).toEqual([])
  })
  test.each(['99213', 'constructor', '__proto__'])('%s, which no row holds, stands without one', (code) =>
    expect(beside(code)).toMatchObject({ entry: null, edits: [] }),
  )
  test('is looked for on the day of the service only, and not while that is open', () => {
    const visit = visitWith({ encounter: anEncounter({ period: { start: '2026-08-31', end: day } }), procedures: read(aService('97116')) })
    const sameDay = (dateOfService: string | null) => assess(visit, rules, { ...undecided, dateOfService }, day).sameDay
    expect(sameDay(null)).toBeNull()
    expect(sameDay(day)?.map(({ code }) => code)).toEqual(['97116'])
    expect(sameDay('2026-08-31')).toEqual([])
  })
})
