import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide, mostPointers, undecided, type Decision } from '#core/decisions.ts'
import { after, answer, choose, pickReason } from '#test/support/build.ts'

const ids = ({ chosen }: ReturnType<typeof after>) => chosen.map(({ diagnosisId }) => diagnosisId)
const three = after(choose('a', 'M17.11'), choose('b', 'G20.A1'), choose('c', 'R26.89'))

test('nothing is decided before the clinician decides', () =>
  expect(undecided).toEqual({
    chosen: [],
    modifiers: [],
    answers: {},
    prompts: {},
    considered: [],
    performer: null,
    dateOfService: null,
    isReopened: false,
  }))

describe('the chosen diagnoses', () => {
  test('stand in the order of choosing', () => expect(ids(three)).toEqual(['a', 'b', 'c']))
  test('are four at most; a fifth changes nothing', () => {
    const five = after(...['a', 'b', 'c', 'd', 'e'].map((id) => choose(id, 'G20.A1')))
    expect(ids(five)).toEqual(['a', 'b', 'c', 'd'])
  })
  test('with four of them, one can still be chosen with another code', () => {
    const four = after(...['a', 'b', 'c', 'd'].map((id) => choose(id, 'G20.A1')), choose('d', 'G20.B1', 'specified'))
    expect(four.chosen[3]).toEqual({ diagnosisId: 'd', code: 'G20.B1', origin: 'specified', reason: null })
  })
  test('chosen again keep their place, and a picked reason goes with the old code', () => {
    const again = decide(decide(three, pickReason('a', 'payer-policy')), choose('a', 'M17.12', 'specified'))
    expect(ids(again)).toEqual(['a', 'b', 'c'])
    expect(again.chosen[0]).toEqual({ diagnosisId: 'a', code: 'M17.12', origin: 'specified', reason: null })
  })
  test.each([
    ['a', ['a', 'b', 'c']],
    ['b', ['b', 'a', 'c']],
    ['c', ['a', 'c', 'b']],
    ['none', ['a', 'b', 'c']],
  ])('%s moved up gives %j', (diagnosisId, order) => expect(ids(decide(three, { type: 'diagnosis-moved-up', diagnosisId }))).toEqual(order))
  test('removed are gone, and the others close up', () =>
    expect(ids(decide(three, { type: 'diagnosis-removed', diagnosisId: 'b' }))).toEqual(['a', 'c']))
  test('a picked reason belongs to one of them', () =>
    expect(decide(three, pickReason('b', 'payer-policy')).chosen.map(({ reason }) => reason)).toEqual([null, 'payer-policy', null]))
  test('are never more than four and never the same twice, whatever is pressed', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
    const pressed: fc.Arbitrary<Decision> = fc.oneof(
      id.map((diagnosisId) => choose(diagnosisId, 'G20.A1')),
      id.map((diagnosisId) => ({ type: 'diagnosis-removed' as const, diagnosisId })),
      id.map((diagnosisId) => ({ type: 'diagnosis-moved-up' as const, diagnosisId })),
      id.map((diagnosisId) => pickReason(diagnosisId, 'r')),
    )
    fc.assert(
      fc.property(fc.array(pressed, { maxLength: 40 }), (presses) => {
        const found = ids(after(...presses))
        expect(found.length).toBeLessThanOrEqual(mostPointers)
        expect(new Set(found).size).toBe(found.length)
        const moved = decide(after(...presses), { type: 'diagnosis-moved-up', diagnosisId: 'c' })
        expect(ids(moved).toSorted()).toEqual(found.toSorted())
      }),
    )
  })
})

test('an answer replaces the one before it and leaves the other questions alone', () =>
  expect(after(answer('performed', 'yes'), answer('laboratory', 'no'), answer('performed', 'cannot-determine')).answers).toEqual({
    performed: 'cannot-determine',
    laboratory: 'no',
  }))

test('a named performer and a chosen day replace the ones before', () => {
  const twice = after(
    { type: 'performer-named', performer: 'Practitioner/a' },
    { type: 'performer-named', performer: 'Practitioner/b' },
    { type: 'date-chosen', day: '2026-09-01' },
    { type: 'date-chosen', day: '2026-09-02' },
  )
  expect(twice).toMatchObject({ performer: 'Practitioner/b', dateOfService: '2026-09-02' })
})

test('starting over forgets everything', () =>
  expect(decide(decide(three, answer('performed', 'yes')), { type: 'started-over' })).toBe(undecided))

describe('the chosen modifiers', () => {
  const take = (code: string): Decision => ({ type: 'modifier-chosen', code })
  test('stand once each, in the order of choosing, without a reason', () =>
    expect(after(take('52'), take('GP'), take('52')).modifiers).toEqual([
      { code: '52', reason: null },
      { code: 'GP', reason: null },
    ]))
  test('are four at most; a fifth changes nothing', () =>
    expect(after(...['52', 'GP', '59', 'XU', '22'].map(take)).modifiers.map(({ code }) => code)).toEqual(['52', 'GP', '59', 'XU']))
  test('carry the reason that was picked for them alone', () =>
    expect(after(take('52'), take('22'), { type: 'modifier-reason-picked', code: '22', reason: 'coder' }).modifiers).toEqual([
      { code: '52', reason: null },
      { code: '22', reason: 'coder' },
    ]))
  test('can be chosen again with four of them, which changes nothing', () =>
    expect(after(...['52', 'GP', '59', 'XU', '59'].map(take)).modifiers).toHaveLength(4))
  test('can be taken off again', () =>
    expect(after(take('52'), take('22'), { type: 'modifier-removed', code: '52' }).modifiers).toEqual([{ code: '22', reason: null }]))
})

test('a warning is considered once, however often it is answered', () =>
  expect(after({ type: 'warning-considered', warning: 'w' }, { type: 'warning-considered', warning: 'w' }).considered).toEqual(['w']))

test('what was marked as not billable is taken up only by reopening it, and is put down again by marking it anew', () => {
  const reopened = decide(undecided, { type: 'case-reopened' })
  expect([reopened.isReopened, decide(reopened, { type: 'case-dismissed' }).isReopened]).toEqual([true, false])
})
