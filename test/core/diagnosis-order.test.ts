import type { Condition } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { codeSystem } from '#core/codes.ts'
import { codeOf, listDiagnoses } from '#core/diagnoses.ts'
import { aCondition, anEncounter, read, rules, visitWith } from '#test/support/build.ts'

const day = '2026-09-01'
const category = (code: string, system: string = codeSystem.conditionCategory) => ({ category: [{ coding: [{ system, code }] }] })
const list = (...conditions: readonly Condition[]) => listDiagnoses(visitWith({ conditions }), rules, day)
const ids = (...conditions: readonly Condition[]) => list(...conditions).map(({ id }) => id)
const onProblemList = category('problem-list-item')

describe('the order on the screen', () => {
  test.each([
    ['by code, where they stand alike', [aCondition('M17.11', { id: 'a' }), aCondition('G20.A1', { id: 'b' })], ['b', 'a']],
    ['also where they come in that order', [aCondition('G20.A1', { id: 'b' }), aCondition('M17.11', { id: 'a' })], ['b', 'a']],
    [
      'by id, where neither has a code',
      [aCondition({ system: 'urn:local', code: 'A' }, { id: 'z' }), aCondition({ system: 'urn:local', code: 'B' }, { id: 'y' })],
      ['y', 'z'],
    ],
    [
      'by id, also where they come in that order',
      [aCondition({ system: 'urn:local', code: 'B' }, { id: 'y' }), aCondition({ system: 'urn:local', code: 'A' }, { id: 'z' })],
      ['y', 'z'],
    ],
    [
      'by id, where one code is recorded with other codings',
      [aCondition([{ code: 'G20.A1' }, { system: 'urn:local', code: 'A' }], { id: 'z' }), aCondition('G20.A1', { id: 'y' })],
      ['y', 'z'],
    ],
    [
      'those without a code before those with one, where they stand alike',
      [
        aCondition('M17.9', { id: 'coded', ...onProblemList }),
        aCondition({ system: codeSystem.snomed, code: '49049000' }, { id: 'mapped', ...onProblemList }),
      ],
      ['mapped', 'coded'],
    ],
    [
      'this visit before the problem list',
      [aCondition('G20.A1', { id: 'a', ...onProblemList }), aCondition('M17.11', { id: 'b' })],
      ['b', 'a'],
    ],
    [
      'nearer to the list before this visit',
      [aCondition('M17.9', { id: 'a' }), aCondition('G20.A1', { id: 'b', ...onProblemList })],
      ['b', 'a'],
    ],
    [
      'what is past after all that is current',
      [
        aCondition('G20.A1', { id: 'a', clinicalStatus: { coding: [{ code: 'resolved' }] } }),
        aCondition('I10', { id: 'b', ...onProblemList }),
      ],
      ['b', 'a'],
    ],
  ])('is %s', (_name, conditions, order) => expect(ids(...conditions)).toEqual(order))
  test.each([
    [aCondition('m1711'), 'M17.11'],
    [aCondition('I10'), 'I10'],
    [aCondition({ system: codeSystem.snomed, code: '49049000' }), ''],
    [aCondition({ system: 'urn:local', code: 'X' }), ''],
  ])('rests on the ICD-10-CM code, where there is one', (condition, code) =>
    expect(list(condition).map((diagnosis) => codeOf(diagnosis))).toEqual([code]),
  )
})

describe('one Condition that two searches bring', () => {
  const twice = (first: Partial<Condition>, second: Partial<Condition>) => {
    const brought = [first, second].map((more) => aCondition('G20.A1', { id: 'same', ...more }))
    const readings = brought.map((condition) => ({ query: 'all', reading: read(condition) }) as const)
    return listDiagnoses(visitWith({ readings }), rules, day).map(({ sources, conditions }) => [sources, conditions.length])
  }
  test('counts by the one nearest to this visit, whichever came first', () => {
    expect(twice({}, onProblemList)).toEqual([[['this-visit'], 1]])
    expect(twice(onProblemList, {})).toEqual([[['this-visit'], 1]])
    expect(twice({ category: [] }, onProblemList)).toEqual([[['problem-list'], 1]])
  })
  test('keeps the first where both are alike', () => {
    const worded = (text: string) => ({ code: { text, coding: [{ system: codeSystem.icd10cm, code: 'G20.A1' }] } })
    const readings = ['first', 'second'].map(
      (text) => ({ query: 'all', reading: read(aCondition('G20.A1', { id: 'same', ...worded(text) })) }) as const,
    )
    expect(listDiagnoses(visitWith({ readings }), rules, day).map(({ text }) => text)).toEqual(['first'])
  })
  test('without an id cannot be pointed to, and is left out', () => {
    const { id: _, ...condition } = aCondition('G20.A1')
    expect(list(condition)).toEqual([])
  })
})

describe('two Conditions that say the same', () => {
  test.each([
    ['problem list before an unnamed visit', onProblemList, { encounter: { display: 'x' } }, ['problem-list', 'visit-not-recorded']],
    ['an unnamed visit before no category', { category: [] }, { encounter: { display: 'x' } }, ['visit-not-recorded', 'uncategorised']],
    ['no category before another visit', { encounter: { reference: 'Encounter/v0' } }, { category: [] }, ['uncategorised', 'other-visit']],
  ])('show their sources nearest first: %s', (_name, one, other, sources) =>
    expect(list(aCondition('G20.A1', { id: 'a', ...one }), aCondition('G20.A1', { id: 'b', ...other }))[0]?.sources).toEqual(sources),
  )
  test('are told apart by the lowest id where they stand alike, whichever came first', () => {
    expect(ids(aCondition('G20.A1', { id: 'b' }), aCondition('G20.A1', { id: 'a' }))).toEqual(['a'])
    expect(ids(aCondition('G20.A1', { id: 'a' }), aCondition('G20.A1', { id: 'b' }))).toEqual(['a'])
  })
  test.each([
    [
      'the same codes in another order',
      [{ code: 'G20.A1' }, { system: 'urn:local', code: 'P' }],
      [{ system: 'urn:local', code: 'P' }, { code: 'G20.A1' }],
      1,
    ],
    ['one code more', [{ code: 'G20.A1' }], [{ code: 'G20.A1' }, { system: 'urn:local', code: 'P' }], 2],
    ['the same digits of two systems', [{ system: 'urn:a', code: 'P' }], [{ system: 'urn:b', code: 'P' }], 2],
  ])('%s: %i', (_name, one, other, count) => expect(list(aCondition(one), aCondition(other))).toHaveLength(count))
  test('a coding without a code says nothing of its own, and one without a system does', () => {
    const text = 'Parkinson'
    const coded = (coding: readonly { readonly system?: string; readonly code?: string; readonly display?: string }[]) =>
      aCondition('x', { code: { text, coding: coding.map((one) => ({ ...one })) } })
    const icd = { system: codeSystem.icd10cm, code: 'G20.A1' }
    expect(list(coded([icd]), coded([icd, { system: codeSystem.snomed, display: 'in words' }]))).toHaveLength(1)
    expect(list(coded([{ code: 'P' }]), coded([{ system: '', code: 'P' }]))).toHaveLength(1)
    expect(list(coded([{ code: 'P' }]), coded([{ system: 'urn:local', code: 'P' }]))).toHaveLength(2)
    expect(list(coded([{ display: 'a' }]), coded([]))).toHaveLength(1)
  })
})

describe('the dates and marks of a diagnosis', () => {
  const currency = (more: Partial<Condition>, timeZone: string | null = null) =>
    listDiagnoses(visitWith({ timeZone, conditions: [aCondition('G20.A1', more)] }), rules, day)[0]?.currency
  test.each([
    ['a period of onset that begins the day after', { onsetPeriod: { start: '2026-09-02' } }, 'history'],
    ['a period of onset without a start', { onsetPeriod: { end: '2026-09-05' } }, 'current'],
    ['an onset that is no day', { onsetDateTime: 'soon' }, 'current'],
    ['an onset of no real day', { onsetDateTime: '2026-09-31' }, 'current'],
    ['an abatement of some month', { abatementDateTime: '2026-08' }, 'current'],
    ['a period of abatement without an end', { abatementPeriod: { start: '2026-01-01' } }, 'current'],
    ['an empty list of modifier extensions', { modifierExtension: [] }, 'current'],
    ['no codings of the status', { clinicalStatus: { text: 'resolved' } }, 'current'],
    ['a coding of the status without a code', { clinicalStatus: { coding: [{ display: 'Resolved' }] } }, 'current'],
  ])('%s: %s', (_name, more, expected) => expect(currency(more as Partial<Condition>)).toBe(expected))
  test('are those of the site where the server stamps in UTC', () => {
    const late = { onsetDateTime: '2026-09-02T03:00:00Z' }
    expect([currency(late), currency(late, 'America/Chicago')]).toEqual(['history', 'current'])
    const early = { abatementDateTime: '2026-09-01T03:00:00Z' }
    expect([currency(early), currency(early, 'America/Chicago')]).toEqual(['current', 'history'])
    expect(currency({ onsetDateTime: '2026-09-01T20:00:00Z' }, 'Asia/Tokyo')).toBe('history')
  })
})

describe('the category of a diagnosis', () => {
  const sources = (more: Partial<Condition>, encounter = anEncounter()) =>
    listDiagnoses(visitWith({ encounter, conditions: [aCondition('G20.A1', { id: 'c', ...more })] }), rules, day)[0]?.sources
  test('counts in FHIR’s own system only, also beside one of the site', () => {
    expect(sources(category('problem-list-item', 'urn:local'))).toEqual(['uncategorised'])
    expect(sources({ category: [{ text: 'x' }, ...category('problem-list-item').category] })).toEqual(['problem-list'])
    const beside = [
      { system: 'urn:local', code: 'p' },
      { system: codeSystem.conditionCategory, code: 'problem-list-item' },
    ]
    expect(sources({ category: [{ coding: beside }] })).toEqual(['problem-list'])
  })
  test('is unknown where there is none', () => {
    const { category: _, ...uncategorised } = aCondition('G20.A1')
    expect(list(uncategorised)[0]?.sources).toEqual(['uncategorised'])
  })
  test('does not matter where the visit lists it', () =>
    expect(sources(onProblemList, anEncounter({ diagnosis: [{ condition: { reference: 'Condition/c' } }] }))).toEqual(['this-visit']))
})
