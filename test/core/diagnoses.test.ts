import fc from 'fast-check'
import type { Condition } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { codeSystem } from '#core/codes.ts'
import { listDiagnoses } from '#core/diagnoses.ts'
import { aCondition, anEncounter, rules, visitWith } from '#test/support/build.ts'

const day = '2026-09-01'
const list = (...conditions: readonly Condition[]) => listDiagnoses(visitWith({ conditions }), rules, day)
const concept = (...codes: readonly string[]) => ({ coding: codes.map((code) => ({ code })) })
const category = (code: string) => ({ category: [{ coding: [{ system: codeSystem.conditionCategory, code }] }] })
const parkinson = (more: Partial<Condition> = {}) => aCondition('G20.A1', more)

describe('whether a diagnosis speaks for this visit', () => {
  const currency = (more: Partial<Condition>) => list(parkinson(more))[0]?.currency

  test.each(['refuted', 'entered-in-error'])('%s is left out, wherever the status stands', (code) => {
    expect(list(parkinson({ verificationStatus: concept(code) }))).toEqual([])
    expect(list(parkinson({ verificationStatus: concept('local-7', code) }))).toEqual([])
  })
  test.each(['resolved', 'inactive', 'remission'])('%s is history, wherever the status stands', (code) => {
    expect(currency({ clinicalStatus: concept(code) })).toBe('history')
    expect(currency({ clinicalStatus: concept('local-7', code) })).toBe('history')
  })
  test.each(['active', 'recurrence', 'relapse'])('%s is current', (code) =>
    expect(currency({ clinicalStatus: concept(code) })).toBe('current'),
  )
  test.each(['provisional', 'differential', 'unconfirmed'])('%s is not confirmed', (code) => {
    expect(currency({ verificationStatus: concept(code) })).toBe('uncertain')
    expect(currency({ verificationStatus: concept('local-7', code) })).toBe('uncertain')
  })
  test('missing statuses are normal on a diagnosis of the visit', () => {
    const { clinicalStatus: _clinical, verificationStatus: _verification, ...condition } = parkinson()
    expect(list(condition)[0]?.currency).toBe('current')
  })
  test.each([
    ['abated the day before', { abatementDateTime: '2026-08-31' }, 'history'],
    ['abated that day', { abatementDateTime: '2026-09-01' }, 'current'],
    ['abated in a period that ended before', { abatementPeriod: { start: '2026-01-01', end: '2026-08-01' } }, 'history'],
    ['began the day after', { onsetDateTime: '2026-09-02' }, 'history'],
    ['began that day', { onsetDateTime: '2026-09-01T08:00:00-05:00' }, 'current'],
    ['began in some month', { onsetDateTime: '2026-10' }, 'current'],
    ['was recorded after the visit', { recordedDate: '2026-09-09' }, 'current'],
  ] as const)('one that %s is %s', (_name, more, expected) => expect(currency(more)).toBe(expected))
  test('a modifier extension that this app does not know forbids using it', () =>
    expect(currency({ modifierExtension: [{ url: 'https://ehr.example/negated', valueBoolean: true }] })).toBe('not-understood'))
})

describe('where the chart holds it', () => {
  test.each([
    ['Encounter/v1', 'this-visit'],
    ['https://ehr.example/fhir/Encounter/v1', 'this-visit'],
    ['Encounter/v1/_history/3', 'this-visit'],
    ['Encounter/v2', 'other-visit'],
    ['Encounter/another-v1', 'other-visit'],
  ])('a diagnosis of %s is of %s', (reference, source) =>
    expect(list(parkinson({ encounter: { reference } }))[0]?.sources).toEqual([source]),
  )
  test('D20 a diagnosis of a visit that names none is not silently of this one', () => {
    const { encounter: _, ...condition } = parkinson()
    expect(list(condition)[0]?.sources).toEqual(['visit-not-recorded'])
    expect(list(parkinson({ encounter: { display: 'Motion laboratory' } }))[0]?.sources).toEqual(['visit-not-recorded'])
  })
  test.each(['Condition/p', 'https://ehr.example/fhir/Condition/p', 'Condition/p/_history/3'])(
    'what the visit itself names as %s is a diagnosis of this visit, wherever it stands',
    (reference) => {
      const { encounter: _, ...nowhere } = parkinson({ id: 'p' })
      const encounter = anEncounter({ diagnosis: [{ condition: { display: 'in words' } }, { condition: { reference } }] })
      const of = (condition: Condition) => listDiagnoses(visitWith({ encounter, conditions: [condition] }), rules, day)[0]?.sources
      expect([nowhere, parkinson({ id: 'p', ...category('problem-list-item') }), parkinson({ id: 'p', category: [] })].map(of)).toEqual([
        ['this-visit'],
        ['this-visit'],
        ['this-visit'],
      ])
      expect(of(parkinson({ id: 'another-p', category: [] }))).toEqual(['uncategorised'])
    },
  )
  test('the problem list stays the problem list, also where it names the visit', () =>
    expect(list(parkinson(category('problem-list-item')))[0]?.sources).toEqual(['problem-list']))
  test.each([{ category: [] }, category('health-concern'), { category: [{ text: 'Encounter Diagnosis' }] }])(
    'without a known category (%j) it is uncategorised',
    (more) => expect(list(parkinson(more))[0]?.sources).toEqual(['uncategorised']),
  )
})

describe('what says the same is one diagnosis', () => {
  test('that shows every source and keeps every Condition', () => {
    const [found, ...more] = list(parkinson({ id: 'a' }), parkinson({ id: 'b', ...category('problem-list-item') }))
    expect(more).toEqual([])
    expect(found?.sources).toEqual(['this-visit', 'problem-list'])
    expect(found?.conditions.map(({ id }) => id)).toEqual(['a', 'b'])
  })
  test('and that of this visit speaks first, whatever its id', () => {
    const [found] = list(parkinson({ id: 'a', ...category('problem-list-item') }), parkinson({ id: 'b' }))
    expect([found?.id, found?.sources]).toEqual(['b', ['this-visit', 'problem-list']])
  })
  test('a Condition that two searches bring is there once', () => {
    const condition = parkinson({ id: 'a' })
    expect(list(condition, condition)[0]?.conditions).toHaveLength(1)
  })
  test('but what is past never joins what is current', () =>
    expect(list(parkinson(), parkinson({ clinicalStatus: concept('resolved') })).map(({ currency }) => currency)).toEqual([
      'current',
      'history',
    ]))
  test('and words without a code are the same only where they are equal', () => {
    const worded = (text: string) => parkinson({ code: { text } })
    expect(list(worded('limp'), worded('limp'), worded('unsteady'))).toHaveLength(2)
  })
})

test.each([
  [{ text: 'Parkinson, early', coding: [{ code: 'G20.A1', display: 'Parkinson disease' }] }, 'Parkinson, early'],
  [{ coding: [{ code: 'G20.A1' }, { code: '49049000', display: 'Parkinson disease' }] }, 'Parkinson disease'],
  [{ coding: [{ code: 'G20.A1' }] }, 'G20.A1'],
  [{}, 'Diagnosis without text'],
  [undefined, 'Diagnosis without text'],
])('%j is shown in the words of the chart: %s', (code, text) => {
  const { code: _, ...rest } = parkinson()
  expect(list(code === undefined ? rest : { ...rest, code })[0]?.text).toBe(text)
})

const mixed: readonly Condition[] = [
  parkinson({ id: 'listed' }),
  parkinson({ id: 'again', ...category('problem-list-item') }),
  parkinson({ id: 'past', clinicalStatus: concept('resolved') }),
  parkinson({ id: 'refuted', verificationStatus: concept('refuted') }),
  aCondition('I69.351', { id: 'described' }),
  aCondition('I69.391', { id: 'disputed' }),
  aCondition('M17.9', { id: 'near-problem', ...category('problem-list-item') }),
  aCondition('M16.9', { id: 'near' }),
  aCondition([{ code: 'M16.11' }, { system: codeSystem.snomed, code: '239873007' }], { id: 'disagree' }),
  aCondition('I10', { id: 'other' }),
  aCondition({ system: 'urn:local', code: 'X' }, { id: 'local' }),
]

test('those near the list come first, those of this visit before others, history last', () =>
  expect(list(...mixed).map(({ id }) => id)).toEqual([
    'listed',
    'described',
    'disputed',
    'near',
    'near-problem',
    'disagree',
    'other',
    'local',
    'past',
  ]))

test('the order in which a server sends them changes nothing', () => {
  const expected = list(...mixed)
  fc.assert(
    fc.property(fc.shuffledSubarray([...mixed], { minLength: mixed.length }), (shuffled) => {
      expect(list(...shuffled)).toEqual(expected)
    }),
  )
})
