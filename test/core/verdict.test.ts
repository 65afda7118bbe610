import type { Condition } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { assess } from '#core/assess.ts'
import { codeSystem } from '#core/codes.ts'
import { undecided } from '#core/decisions.ts'
import type { Answers } from '#core/questions.ts'
import { isValidOn } from '#core/rule-book.ts'
import type { Visit } from '#core/visit.ts'
import { aCharge, aCondition, anEncounter, aStudy, read, rules, unreadable, visitWith } from '#test/support/build.ts'

const today = '2026-09-01'
const assessed = (visit: Visit, answers: Answers = {}) => assess(visit, rules, { ...undecided, answers }, today)
const disagreeing = aCondition([{ code: 'M16.11' }, { system: codeSystem.snomed, code: '239873007' }])
const resolved = { clinicalStatus: { coding: [{ code: 'resolved' }] } }

describe('of several diagnoses', () => {
  const verdict = (...conditions: readonly Condition[]) => assessed(visitWith({ conditions })).verdict
  test.each([
    ['on-list', ['I69.351', 'I69.391', 'M17.9', 'I10', 'G20.A1']],
    ['described-by-source', ['I69.391', 'M17.9', 'I69.351']],
    ['listed-disputed', ['M17.9', 'I10', 'I69.391']],
    ['near-miss', ['I10', 'M17.12', 'M17.9']],
    ['not-on-list', ['I10', 'M17.12']],
  ])('the nearest to the list speaks: %s of %j', (expected, codes) =>
    expect(verdict(...codes.map((code) => aCondition(code)))).toBe(expected),
  )
  test('codings that disagree, or cannot be matched, cannot be told, and a near miss beside them speaks', () => {
    expect(verdict(disagreeing)).toBe('cannot-tell')
    expect(verdict(disagreeing, aCondition('I10'))).toBe('cannot-tell')
    expect(verdict(disagreeing, aCondition('M17.9'))).toBe('near-miss')
  })
  test('what is past speaks for nothing, nor does it hide anything', () => {
    expect(verdict(aCondition('G20.A1', resolved), aCondition('M17.9'))).toBe('near-miss')
    expect(verdict({ ...disagreeing, ...resolved })).toBe('not-on-list')
  })
})

describe('a part that could not be read', () => {
  const readings = (query: 'encounter-diagnosis' | 'problem-list-item') => ({
    readings: [
      { query, reading: unreadable() },
      { query: query === 'problem-list-item' ? 'encounter-diagnosis' : 'problem-list-item', reading: read(aCondition('I10')) },
    ] as const,
  })
  test.each(['encounter-diagnosis', 'problem-list-item'] as const)('of the diagnoses (%s) leaves the list open', (query) =>
    expect(assessed(visitWith(readings(query))).verdict).toBe('cannot-tell'),
  )
  test.each(['procedures', 'charges', 'coverages'] as const)('of the %s does not', (part) =>
    expect(assessed(visitWith({ conditions: [aCondition('I10')], [part]: unreadable() })).verdict).toBe('not-on-list'),
  )
})

describe('how it was recorded', () => {
  const listed = visitWith({ conditions: [aCondition('G20.A1')] })
  test.each([
    [{ capture: 'markers' }, 'on-list'],
    [{ laboratory: 'no' }, 'on-list'],
    [{ capture: 'markerless' }, 'cannot-tell'],
    [{ capture: 'markerless', 'full-body': 'yes', kinetics: 'yes' }, 'cannot-tell'],
  ] as const)('answered as %j, a listed diagnosis is %s', (answers, verdict) => expect(assessed(listed, answers).verdict).toBe(verdict))
  test('a charge of the day comes before it', () =>
    expect(assessed(visitWith({ charges: read(aCharge('billed')) }), { capture: 'markerless' }).verdict).toBe('already-charged'))
})

describe('the day on which codes are looked up', () => {
  const old = aCondition('G20')
  const standingOn = (visit: Visit, dateOfService: string | null = null) =>
    assess({ ...visit, conditions: [{ query: 'all', reading: read(old) }] }, rules, { ...undecided, dateOfService }, '2023-10-02')
      .diagnoses[0]?.standing.kind
  const stay = anEncounter({ period: { start: '2023-09-30', end: '2023-10-01' } })
  test('is the chosen one, and until then the first possible one', () => {
    expect(standingOn(visitWith({ encounter: stay }))).toBe('on-list')
    expect(standingOn(visitWith({ encounter: stay }), '2023-10-01')).toBe('near-miss')
    expect(standingOn(visitWith({ encounter: stay }), '2023-09-30')).toBe('on-list')
  })
  test('is that of the first recorded study, where two are', () => {
    const procedures = read(aStudy({ id: 'b', performedDateTime: '2023-10-01' }), aStudy({ id: 'c', performedDateTime: '2023-10-02' }))
    expect(standingOn(visitWith({ encounter: anEncounter({ period: { start: '2023-09-30', end: '2023-10-02' } }), procedures }))).toBe(
      'near-miss',
    )
  })
  test('is today, where the visit has no date', () => {
    const { period: _, ...undated } = anEncounter()
    expect(standingOn(visitWith({ encounter: undated }))).toBe('near-miss')
  })
})

test('a charge without a date of this visit counts, one of another visit does not', () => {
  const { occurrenceDateTime: _, ...undated } = aCharge('billed')
  expect(assessed(visitWith({ charges: read(undated) })).existing.kind).toBe('already-charged')
  const { id: __, ...nameless } = anEncounter()
  expect(assessed(visitWith({ encounter: nameless, charges: read(undated) })).existing.kind).toBe('none')
})

test.each([
  ['2023-10-01', null, '2023-10-01', true],
  ['2023-10-01', null, '2023-09-30', false],
  ['2015-10-01', '2023-09-30', '2023-09-30', true],
  ['2015-10-01', '2023-09-30', '2023-10-01', false],
  [null, '2023-09-30', '2001-01-01', true],
  [null, '2023-09-30', '2023-10-01', false],
  [null, null, '2001-01-01', true],
])('a code of %s to %s is valid on %s: %s', (validFrom, validThrough, day, isValid) =>
  expect(isValidOn({ validFrom, validThrough }, day)).toBe(isValid),
)
