import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assess, type Assessment, type Verdict } from '#core/assess.ts'
import type { Decisions } from '#core/decisions.ts'
import type { Reading, Visit } from '#core/visit.ts'
import { anyDecisions, anyVisit } from '#test/support/any-chart.ts'
import { aCondition, rules } from '#test/support/build.ts'

const today = '2026-09-01'
const runs = { numRuns: 500 }
const assessed = (visit: Visit, decisions: Decisions) => assess(visit, rules, decisions, today)

const turned = <T>(reading: Reading<T>): Reading<T> =>
  reading.status === 'unreadable' ? reading : { ...reading, resources: reading.resources.toReversed() }
const emptied = <T>(reading: Reading<T>): Reading<T> => (reading.status === 'unreadable' ? reading : { ...reading, resources: [] })

const inAnotherOrder = (visit: Visit): Visit => ({
  ...visit,
  conditions: visit.conditions.map(({ query, reading }) => ({ query, reading: turned(reading) })),
  procedures: turned(visit.procedures),
  charges: turned(visit.charges),
})

const adviceOf = ({ advised }: Assessment) =>
  advised.kind === 'advised'
    ? Object.fromEntries(advised.modifiers.map(({ code, advice, asks }) => [code, `${advice} ${asks ?? ''}`]))
    : 'no advice'
const answersOf = ({ facts }: Assessment) => Object.fromEntries(Object.entries(facts).map(([name, { answer }]) => [name, answer]))
const decidedBy = (found: Assessment) => [found.verdict, found.dateOfService, found.noDraft, adviceOf(found), answersOf(found)]

/** How much a verdict claims for the list. */
const strength: Readonly<Record<Verdict, number>> = {
  'on-list': 3,
  'described-by-source': 2,
  'listed-disputed': 2,
  'near-miss': 1,
  'cannot-tell': 0,
  'not-on-list': 0,
  'already-charged': 0,
}

/** Holds for every chart and whatever was answered; `seen` gives what must be equal to what it is compared with. */
const expectAlways = (seen: (visit: Visit, decisions: Decisions) => readonly [unknown, unknown]) =>
  fc.assert(
    fc.property(anyVisit, anyDecisions, (visit, decisions) => {
      const [found, expected] = seen(visit, decisions)
      expect(found).toEqual(expected)
    }),
    runs,
  )

const without = (visit: Visit, place: number): Visit => ({
  ...visit,
  conditions: visit.conditions.map(({ query, reading }) => ({
    query,
    reading: reading.status === 'unreadable' ? reading : { ...reading, resources: reading.resources.filter((_, index) => index !== place) },
  })),
})
const withMore = (visit: Visit): Visit => ({
  ...visit,
  conditions: visit.conditions.map(({ query, reading }) => ({
    query,
    reading: reading.status === 'unreadable' ? reading : { ...reading, resources: [...reading.resources, aCondition('I10')] },
  })),
})
const advised = (found: Assessment) => (found.advised.kind === 'advised' ? found.advised.modifiers : [])
const isClaim = (verdict: Verdict) => strength[verdict] >= 2

describe('whatever a chart holds and a clinician answers', () => {
  test('the assessment never throws, and says the same when asked again', () => {
    expectAlways((visit, decisions) => [assessed(visit, decisions), assessed(visit, decisions)])
  })
  test('the order in which a server sends its resources decides nothing', () => {
    expectAlways((visit, decisions) => [decidedBy(assessed(inAnotherOrder(visit), decisions)), decidedBy(assessed(visit, decisions))])
  })
  test('an unrelated diagnosis changes no verdict and no advice', () => {
    expectAlways((visit, decisions) => [decidedBy(assessed(withMore(visit), decisions)), decidedBy(assessed(visit, decisions))])
  })
  test.each([0, 1, 2, 5])('a diagnosis taken away (number %i) never makes the verdict claim more', (place) => {
    expectAlways((visit, decisions) => {
      const after = strength[assessed(without(visit, place), decisions).verdict]
      return [after <= strength[assessed(visit, decisions).verdict], true]
    })
  })
  test('without a recorded study and without an answer nothing was performed, and no modifier that rests on it is supported', () => {
    expectAlways((visit, decisions) => {
      const { performed: _, course: __, 'stop-reason': ___, 'reduce-reason': ____, ...answers } = decisions.answers
      const found = assessed({ ...visit, procedures: emptied(visit.procedures) }, { ...decisions, answers })
      const supported = advised(found).filter(({ advice, code }) => advice === 'supported' && ['52', '53', 'GP'].includes(code))
      return [
        [found.facts.performed.answer === 'yes', supported],
        [false, []],
      ]
    })
  })
  test('no suggestion stands without evidence', () => {
    expectAlways((visit, decisions) => {
      const found = assessed(visit, decisions)
      const bare = found.diagnoses.some(({ currency, standing }) => currency === 'current' && standing.kind === found.verdict)
      const supported = advised(found).filter(({ advice, evidence }) => advice === 'supported' && evidence.length === 0)
      const isAnswered = Object.keys(decisions.answers).length > 0
      return [
        [!isClaim(found.verdict) || bare, isAnswered || supported.length === 0],
        [true, true],
      ]
    })
  })
  test('with charges unread, neither they nor a pair of the day is a silent no', () => {
    expectAlways((visit, decisions) => {
      const { 'charges-checked': _, ...answers } = decisions.answers
      const found = assessed(
        { ...visit, procedures: emptied(visit.procedures), charges: { status: 'unreadable', gap: 'forbidden' } },
        { ...decisions, answers },
      )
      const pair = advised(found).find(({ code }) => code === '59')
      return [
        [found.facts['charges-checked'].answer, pair?.advice ?? 'ask'],
        ['unknown', 'ask'],
      ]
    })
  })
})
