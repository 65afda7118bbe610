import type { Procedure } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { assess } from '#core/assess.ts'
import { undecided, type Decisions } from '#core/decisions.ts'
import type { Visit } from '#core/visit.ts'
import { anEncounter, aStudy, read, rules, visitWith } from '#test/support/build.ts'

const factsOf = (visit: Visit, decisions: Partial<Decisions> = {}) =>
  assess(visit, rules, { ...undecided, ...decisions }, '2026-09-03').facts

describe('the laboratory', () => {
  test.each([
    [undefined, 'unknown', 'open'],
    ['yes', 'yes', 'clinician'],
    ['no', 'no', 'clinician'],
    ['cannot-determine', 'unknown', 'clinician'],
  ] as const)('is not settled by a record without a place; answered %s it is %s', (answer, said, basis) =>
    expect(
      factsOf(visitWith({ procedures: read(aStudy()) }), answer === undefined ? {} : { answers: { laboratory: answer } }).laboratory,
    ).toMatchObject({ answer: said, basis }),
  )

  const lab = { location: 'Location/lab', claimType: 'professional', placeOfService: '11', isMotionLaboratory: true } as const
  const done = (where: string, id = 'study') => aStudy({ id, location: { reference: where, display: 'Gait lab' } })
  const factIn = (locations: Visit['locations'], ...studies: readonly Procedure[]) =>
    factsOf(visitWith({ locations, procedures: read(...studies) })).laboratory

  test.each(['Location/lab', 'https://ehr.example/fhir/Location/lab'])(
    'is settled by a study recorded at %s, which the site names one',
    (where) =>
      expect(factIn([lab], done(where))).toMatchObject({
        answer: 'yes',
        basis: 'chart',
        evidence: [{ speaks: 'for', reference: 'Procedure/study' }],
      }),
  )
  test.each([
    ['at a place that the site names otherwise', [{ ...lab, isMotionLaboratory: false }], done('Location/lab')],
    ['at another place', [lab], done('Location/ward')],
    ['at a place whose number ends alike', [lab], done('Location/my-lab')],
    ['without a place', [lab], aStudy()],
  ])('is a question, never a no, for a study recorded %s', (_name, locations, study) =>
    expect(factIn(locations, study)).toEqual({ name: 'laboratory', answer: 'unknown', basis: 'open', evidence: [] }),
  )
  test('is a question where one of two studies of the day was done elsewhere', () =>
    expect(factIn([lab], done('Location/lab'), done('Location/ward', 'other'))).toMatchObject({ answer: 'unknown', basis: 'open' }))
  test('is a question where the place of the visit alone is a laboratory', () => {
    const encounter = anEncounter({ location: [{ location: { reference: 'Location/lab' } }] })
    expect(factsOf(visitWith({ encounter, locations: [lab], procedures: read(aStudy()) })).laboratory.answer).toBe('unknown')
  })
  test('is what the clinician answers also against the record', () => {
    const visit = visitWith({ locations: [lab], procedures: read(done('Location/lab')) })
    expect(factsOf(visit, { answers: { laboratory: 'no' } }).laboratory).toMatchObject({
      answer: 'no',
      basis: 'clinician',
      evidence: [{ speaks: 'for' }],
    })
  })
})
