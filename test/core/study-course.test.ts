import type { Procedure } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { codeSystem } from '#core/codes.ts'
import type { Answers } from '#core/questions.ts'
import { endOfStudy } from '#core/study-course.ts'
import { aStudy } from '#test/support/build.ts'

const names = ['study-stopped', 'stopped-for-safety', 'stopped-otherwise', 'study-partial', 'study-reduced', 'reduced-otherwise'] as const
/** The six facts as one line, in the order of `names`. */
const course = (studies: readonly Procedure[], answers: Answers = {}) => {
  const facts = endOfStudy(studies, answers)
  return names.map((name) => facts[name].answer).join(' ')
}
const stopped = (more: Partial<Procedure> = {}) => aStudy({ status: 'stopped', ...more })
const because = (code: string, system: string = codeSystem.stopReason) => stopped({ statusReason: { coding: [{ system, code }] } })
const remark = { note: [{ text: 'ten trials instead of fifteen' }] }

describe('how the study went, as the record says', () => {
  test.each([
    ['a completed study', [aStudy()], 'no no no no no no'],
    ['no study', [], 'unknown unknown unknown unknown unknown unknown'],
    ['one in progress', [aStudy({ status: 'in-progress' })], 'unknown unknown unknown unknown unknown unknown'],
    ['a stopped one', [stopped()], 'yes unknown unknown no no no'],
    ['two stopped ones', [stopped(), stopped({ id: 'second' })], 'yes unknown unknown no no no'],
    ['one completed and one stopped', [aStudy(), stopped()], 'unknown unknown unknown unknown unknown unknown'],
    ['one stopped and one in progress', [stopped(), aStudy({ status: 'in-progress' })], 'yes unknown unknown no no no'],
  ] as const)('%s', (_name, studies, facts) => expect(course(studies)).toBe(facts))
  test.each([
    ['a note', remark],
    ['a reason', { statusReason: { text: 'tired' } }],
    ['a complication', { complication: [{ text: 'near fall' }] }],
  ])('a completed one with %s was not stopped, and may have been reduced', (_name, more) => {
    expect(course([aStudy(more)])).toBe('no no no unknown unknown unknown')
    expect(course([aStudy(), aStudy({ id: 'second', ...more })])).toBe('no no no unknown unknown unknown')
  })
  test('empty lists of notes and complications are no remark', () =>
    expect(course([aStudy({ note: [], complication: [] })])).toBe('no no no no no no'))
})

describe('why it was stopped, as the record says', () => {
  test.each([
    ['intolerance', 'yes yes no no no no'],
    ['safety', 'yes yes no no no no'],
    ['equipment', 'yes no yes no no no'],
    ['other', 'yes no yes no no no'],
  ])('%s in our own codes', (code, facts) => expect(course([because(code)])).toBe(facts))
  test.each([
    ['a code that is not ours', because('tired')],
    ['"cannot determine", which is no reason', because('cannot-determine')],
    ['the same code of another system', because('safety', 'urn:local')],
    ['words alone', stopped({ statusReason: { text: 'safety' } })],
  ])('%s leaves it open', (_name, study) => expect(course([study])).toBe('yes unknown unknown no no no'))
  test('two reasons that differ leave it open; the same twice does not', () => {
    expect(course([because('safety'), because('equipment')])).toBe('yes unknown unknown no no no')
    expect(course([because('safety'), because('safety')])).toBe('yes yes no no no no')
  })
})

describe('what the clinician says goes before the record', () => {
  test.each([
    [{ course: 'completed' }, 'no no no no no no'],
    [{ course: 'reduced' }, 'no no no yes unknown unknown'],
    [{ course: 'reduced', 'reduce-reason': 'planned' }, 'no no no yes yes no'],
    [{ course: 'reduced', 'reduce-reason': 'elected' }, 'no no no yes yes no'],
    [{ course: 'reduced', 'reduce-reason': 'other' }, 'no no no yes no yes'],
    [{ course: 'reduced', 'reduce-reason': 'cannot-determine' }, 'no no no yes unknown unknown'],
    [{ course: 'stopped', 'stop-reason': 'safety' }, 'yes yes no no no no'],
    [{ course: 'stopped', 'stop-reason': 'other' }, 'yes no yes no no no'],
    [{ course: 'stopped', 'stop-reason': 'cannot-determine' }, 'yes unknown unknown no no no'],
    [{ course: 'cannot-determine' }, 'unknown unknown unknown unknown unknown unknown'],
    [{ course: 'cannot-determine', 'stop-reason': 'other', 'reduce-reason': 'other' }, 'unknown no unknown unknown no unknown'],
  ] as const)('%j', (answers, facts) => expect(course([aStudy()], answers)).toBe(facts))
  test('also on the reason', () => {
    expect(course([because('equipment')], { 'stop-reason': 'safety' })).toBe('yes yes no no no no')
    expect(course([because('equipment')], { 'stop-reason': 'cannot-determine' })).toBe('yes unknown unknown no no no')
    expect(course([because('safety')], { course: 'reduced' })).toBe('no no no yes unknown unknown')
  })
})

describe('the evidence', () => {
  const shown = (study: Procedure) => endOfStudy([study], {})['study-stopped'].evidence
  test.each([
    [stopped(), 'Recorded as stopped'],
    [stopped({ statusReason: { text: 'fell', coding: [{ code: 'x', display: 'Fall' }] } }), 'Recorded as stopped; reason: fell'],
    [stopped({ statusReason: { coding: [{ code: 'x', display: 'Fall' }] } }), 'Recorded as stopped; reason: Fall'],
    [stopped({ statusReason: { coding: [{ code: 'x' }] } }), 'Recorded as stopped; reason: x'],
    [stopped({ statusReason: { coding: [] } }), 'Recorded as stopped'],
    [stopped({ statusReason: {} }), 'Recorded as stopped'],
    [aStudy(remark), 'Recorded as completed; note: ten trials instead of fifteen'],
    [
      stopped({ statusReason: { text: 'fell' }, note: [{ text: 'a' }, { text: 'b' }] }),
      'Recorded as stopped; reason: fell; note: a; note: b',
    ],
  ])('is in the words of the record, and speaks for neither', (study, text) =>
    expect(shown(study)).toEqual([{ speaks: 'neither', text, reference: 'Procedure/study', day: null }]),
  )
  test('of each fact is every record of the study', () => {
    const facts = endOfStudy([stopped(), aStudy({ id: 'second' })], {})
    expect(names.map((name) => facts[name].evidence.map(({ reference }) => reference).join())).toEqual(
      names.map(() => 'Procedure/study,Procedure/second'),
    )
  })
})
