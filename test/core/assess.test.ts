import fc from 'fast-check'
import type { Condition } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { assess } from '#core/assess.ts'
import { codeSystem } from '#core/codes.ts'
import { undecided } from '#core/decisions.ts'
import type { ReadingGap, Visit } from '#core/visit.ts'
import { aCharge, aCondition, anEncounter, aStudy, read, rules, unreadable, visitWith } from '#test/support/build.ts'

const today = '2026-09-01'
const assessed = (visit: Visit, on = today) => assess(visit, rules, undecided, on)
const verdict = (...conditions: readonly Condition[]) => assessed(visitWith({ conditions })).verdict

describe('the verdict', () => {
  test.each([
    ['G20.A1', 'on-list'],
    ['I69.351', 'described-by-source'],
    ['I69.391', 'listed-disputed'],
    ['M17.9', 'near-miss'],
    ['M17.12', 'not-on-list'],
    ['M17.0', 'not-on-list'],
    ['G80.1', 'not-on-list'],
  ] as const)('%s alone: %s', (code, expected) => expect(verdict(aCondition(code))).toBe(expected))

  test('a chart that was read and holds no diagnosis is not on the list', () => expect(verdict()).toBe('not-on-list'))
  test('D02 a diagnosis in words only cannot be told', () => {
    const { code: _, ...rest } = aCondition('x')
    expect(verdict({ ...rest, code: { text: 'gait trouble' } })).toBe('cannot-tell')
  })
  test.each(['billable', 'billed', 'unknown'] as const)('a charge of that day, %s, comes before every match', (status) =>
    expect(assessed(visitWith({ conditions: [aCondition('G20.A1')], charges: read(aCharge(status)) })).verdict).toBe('already-charged'),
  )
})

test('D20 a diagnosis of another visit may carry the headline, labelled as such', () => {
  const found = assessed(visitWith({ conditions: [aCondition('G20.A1', { encounter: { reference: 'Encounter/v0' } })] }))
  expect([found.verdict, found.diagnoses[0]?.sources]).toEqual(['on-list', ['other-visit']])
})

describe('a diagnosis that does not speak for this visit', () => {
  const concept = (code: string) => ({ coding: [{ code }] })
  test.each(['refuted', 'entered-in-error'])('D15 %s is left out', (code) => {
    const { diagnoses, verdict: said } = assessed(visitWith({ conditions: [aCondition('G20.A1', { verificationStatus: concept(code) })] }))
    expect([diagnoses, said]).toEqual([[], 'not-on-list'])
  })
  test.each(['resolved', 'inactive', 'remission'])('D14 %s is history and no match', (code) => {
    const { diagnoses, verdict: said } = assessed(visitWith({ conditions: [aCondition('G20.A1', { clinicalStatus: concept(code) })] }))
    expect([diagnoses[0]?.currency, said]).toEqual(['history', 'not-on-list'])
  })
  test.each(['provisional', 'differential', 'unconfirmed'])('D16 %s is uncertain and no match', (code) =>
    expect(verdict(aCondition('G20.A1', { verificationStatus: concept(code) }))).toBe('not-on-list'),
  )
  test('D22 one that abated before, or begins after the visit, is history', () => {
    expect(verdict(aCondition('G20.A1', { abatementDateTime: '2026-08-01' }))).toBe('not-on-list')
    expect(verdict(aCondition('G20.A1', { onsetDateTime: '2026-10' }))).toBe('on-list')
    expect(verdict(aCondition('G20.A1', { onsetDateTime: '2026-10-02' }))).toBe('not-on-list')
  })
  test('D29 a modifier extension that is not understood forbids using it', () =>
    expect(verdict(aCondition('G20.A1', { modifierExtension: [{ url: 'https://ehr.example/negated', valueBoolean: true }] }))).toBe(
      'not-on-list',
    ))
  test('D17 a missing clinical status on a diagnosis of the visit is normal', () => {
    const { clinicalStatus: _, ...condition } = aCondition('G20.A1')
    expect(verdict(condition)).toBe('on-list')
  })
})

test('D18 equal diagnoses are one, with every source shown', () => {
  const again = aCondition('G20.A1', { category: [{ coding: [{ system: codeSystem.conditionCategory, code: 'problem-list-item' }] }] })
  const { diagnoses, conditionsRead } = assessed(visitWith({ conditions: [aCondition('G20.A1'), again] }))
  expect(diagnoses.map(({ sources }) => sources)).toEqual([['this-visit', 'problem-list']])
  expect(conditionsRead).toBe(2)
})

describe('what could not be read', () => {
  const gaps: readonly ReadingGap[] = ['forbidden', 'not-granted', 'signed-out', 'unavailable', 'not-fhir', 'unsupported', 'broken-paging']

  test.each(gaps)('diagnoses that are unreadable (%s) are never "not on the list"', (gap) => {
    const found = assessed(visitWith({ readings: [{ query: 'all', reading: unreadable(gap) }] }))
    expect(found.verdict).toBe('cannot-tell')
    expect(found.unread).toEqual([{ part: 'all', gap, read: 0 }])
  })
  test('a refused category stays named beside a match of the other', () => {
    const found = assessed(
      visitWith({
        readings: [
          { query: 'encounter-diagnosis', reading: read(aCondition('G20.A1')) },
          { query: 'problem-list-item', reading: unreadable() },
        ],
      }),
    )
    expect(found.verdict).toBe('on-list')
    expect(found.unread).toEqual([{ part: 'problem-list-item', gap: 'forbidden', read: 0 }])
  })
  test.each(['broken-paging', 'entries-not-understood'] as const)(
    'a list with a gap (%s) counts what it read, and is not "not on the list"',
    (gap) => {
      const reading = { status: 'partly-read', resources: [aCondition('I10')], ignored: 0, gap } as const
      const found = assessed(visitWith({ readings: [{ query: 'all', reading }] }))
      expect([found.verdict, found.unread]).toEqual(['cannot-tell', [{ part: 'all', gap, read: 1 }]])
    },
  )
  test.each(['procedures', 'charges', 'coverages'] as const)('unreadable %s are named', (part) =>
    expect(assessed(visitWith({ [part]: unreadable() })).unread).toEqual([{ part, gap: 'forbidden', read: 0 }]),
  )
})

describe('a visit that can carry no draft', () => {
  test.each([
    ['cancelled', 'visit-cancelled'],
    ['entered-in-error', 'visit-entered-in-error'],
    ['planned', 'visit-not-begun'],
    ['finished', null],
    ['in-progress', null],
  ] as const)('D31 %s: %s', (status, noDraft) => expect(assessed(visitWith({ encounter: anEncounter({ status }) })).noDraft).toBe(noDraft))
  test.each([
    ['2012-05-01', 'before-icd-10-cm'],
    ['2015-09-30', 'before-icd-10-cm'],
    ['2015-10-01', null],
    ['2021-05-01', null],
  ])('a visit of %s: %s', (start, noDraft) =>
    expect(assessed(visitWith({ encounter: anEncounter({ period: { start, end: start } }) })).noDraft).toBe(noDraft),
  )
  test('D32 a visit without a date', () => {
    const { period: _, ...encounter } = anEncounter()
    expect(assessed(visitWith({ encounter })).noDraft).toBe('visit-without-date')
  })
})

test.each([
  ['2026-09-30', false],
  ['2026-10-01', true],
  ['2026-11-23', true],
])('on %s the tables are past their last check: %s', (start, isAfterTables) =>
  expect(assessed(visitWith({ encounter: anEncounter({ period: { start, end: start } }) }), start).isAfterTables).toBe(isAfterTables),
)

describe('whatever a server sends', () => {
  const code = fc.oneof(fc.constantFrom('G20.A1', 'G20', 'M1711', 'I69.391', 'M17.9', 'I10', '230690007', ''), fc.string())
  const system = fc.option(
    fc.oneof(fc.constantFrom(codeSystem.icd10cm, codeSystem.snomed, 'http://hl7.org/fhir/sid/icd-9-cm'), fc.string()),
    {
      nil: undefined,
    },
  )
  const status = fc.option(fc.record({ coding: fc.array(fc.record({ code: fc.string() })) }), { nil: undefined })
  const condition = fc.record(
    {
      resourceType: fc.constant('Condition' as const),
      id: fc.uuid(),
      subject: fc.constant({ reference: 'Patient/p1' }),
      code: fc.record({ coding: fc.array(fc.record({ system, code })), text: fc.string() }),
      clinicalStatus: status,
      verificationStatus: status,
      onsetDateTime: fc.string(),
      abatementDateTime: fc.string(),
      modifierExtension: fc.constant(undefined),
    },
    { requiredKeys: ['resourceType', 'id', 'subject'] },
  ) as fc.Arbitrary<Condition>

  test('the assessment never throws, and the same chart in another order gives the same verdict', () => {
    fc.assert(
      fc.property(fc.uniqueArray(condition, { selector: ({ id }) => id, maxLength: 12 }), (conditions) => {
        const there = assessed(visitWith({ conditions }))
        const back = assessed(visitWith({ conditions: conditions.toReversed() }))
        expect(back.verdict).toBe(there.verdict)
        expect(back.conditionsRead).toBe(conditions.length)
        expect(assessed(visitWith({ conditions }))).toEqual(there)
      }),
      { numRuns: 300 },
    )
  })
  test('with a part of the diagnoses unread, no chart is "not on the list"', () => {
    fc.assert(
      fc.property(fc.array(condition, { maxLength: 8 }), fc.constantFrom('forbidden', 'unavailable', 'not-fhir'), (conditions, gap) => {
        const readings = [
          { query: 'encounter-diagnosis', reading: read(...conditions) },
          { query: 'problem-list-item', reading: unreadable(gap) },
        ] as const
        expect(assessed(visitWith({ readings })).verdict).not.toBe('not-on-list')
      }),
      { numRuns: 300 },
    )
  })
})

test('a study recorded ten days earlier does not date or prove this visit', () => {
  const found = assessed(
    visitWith({ procedures: read(aStudy({ performedDateTime: '2026-08-22', encounter: { reference: 'Encounter/v0' } })) }),
  )
  expect([found.dateOfService, found.facts.performed.answer]).toEqual(['2026-09-01', 'unknown'])
})
