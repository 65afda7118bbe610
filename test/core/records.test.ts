import { describe, expect, test } from 'vitest'
import { answersInChart } from '#core/records.ts'
import { read } from '#test/support/build.ts'

const encounter = { reference: 'Encounter/v1' }

describe('answers that the chart holds already', () => {
  const response = (more: object = {}) =>
    ({
      resourceType: 'QuestionnaireResponse',
      id: 'q1',
      status: 'completed',
      encounter,
      questionnaire: 'https://gait-charge.example/fhir/Questionnaire/visit-close|0.1.0',
      ...more,
    }) as const
  const kind = (...responses: readonly ReturnType<typeof response>[]) => answersInChart(read(...responses), 'v1').kind
  test('those of this visit count, of any version', () =>
    expect([kind(response()), kind(response({ status: 'amended' }))]).toEqual(['finished', 'finished']))
  test('those of another visit, of another form, or withdrawn do not', () => {
    for (const more of [
      { encounter: { reference: 'Encounter/v2' } },
      { questionnaire: 'https://other.example/Questionnaire/visit-close' },
      { status: 'entered-in-error' },
      { status: 'stopped' },
      { encounter: undefined },
    ])
      expect(kind(response(more))).toBe('none')
  })
  test('begun ones count item by item, in groups too', () => {
    const item = [{ linkId: 'g', item: [{ linkId: 'consent', answer: [{ valueBoolean: true }] }, { linkId: 'course' }] }]
    const begun = answersInChart(read(response({ status: 'in-progress', item })), 'v1')
    expect(begun.kind === 'begun' && [...begun.answered]).toEqual(['consent'])
  })
})
