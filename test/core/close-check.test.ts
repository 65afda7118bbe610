import type { Procedure, QuestionnaireResponse } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { assess } from '#core/assess.ts'
import { checkAtClose } from '#core/close-check.ts'
import { answersIdentifier, closeResponse, saysTheSame } from '#core/close-response.ts'
import type { Decision } from '#core/decisions.ts'
import type { Records } from '#core/records.ts'
import type { Visit } from '#core/visit.ts'
import { after, answer, aCondition, aStudy, read, rules, unreadable, visitWith } from '#test/support/build.ts'

const today = '2026-09-01'
const silent: Records = { orders: read(), consents: read(), reports: read(), responses: read() }
const studied = (more: Partial<Procedure> = {}) => visitWith({ conditions: [aCondition('G20.A1')], procedures: read(aStudy(more)) })
const withoutStudy = visitWith({ conditions: [aCondition('G20.A1')] })
const prompt = (item: string, said: 'yes' | 'no' | 'not-done' | 'cannot-determine'): Decision => ({
  type: 'prompt-answered',
  item,
  answer: said,
})
const consent = {
  resourceType: 'Consent',
  id: 'n1',
  status: 'active',
  scope: { coding: [{ code: 'treatment' }] },
  category: [],
  patient: {},
}
const consented = { consents: read(consent) } as unknown as Partial<Records>

function check(visit: Visit, decided: readonly Decision[] = [], records: Partial<Records> = {}) {
  const decisions = after(...decided)
  return checkAtClose(visit, { ...silent, ...records }, rules, assess(visit, rules, decisions, today), decisions, today)
}
const itemOf = (linkId: string, ...given: Parameters<typeof check>) => {
  const found = check(...given).find(({ item }) => item.linkId === linkId)
  return found === undefined ? 'not asked' : [found.finding, found.answer, found.origin]
}

describe('what is asked', () => {
  test('without a study, only whether it was performed', () =>
    expect(check(withoutStudy).map(({ item }) => item.linkId)).toEqual(['performed']))
  test('the rest, once the clinician says that it was', () =>
    expect(check(withoutStudy, [answer('performed', 'yes')]).length).toBeGreaterThan(10))
  test('nothing more where it was not', () =>
    expect(check(studied(), [answer('performed', 'no')]).map(({ item }) => item.linkId)).toEqual(['performed']))
  test('why it was stopped or reduced only where it was', () => {
    expect(itemOf('stop-reason', studied())).toBe('not asked')
    expect(itemOf('stop-reason', studied({ status: 'stopped' }))).toEqual(['not-documented', null, null])
    expect(itemOf('reduce-reason', studied(), [answer('course', 'reduced')])).toEqual(['no-place', null, null])
    expect(itemOf('stop-reason', studied({ status: 'stopped' }), [answer('course', 'completed')])).toBe('not asked')
  })
  test('the existing charges only where they could not be read', () => {
    expect(itemOf('charges-checked', studied())).toBe('not asked')
    expect(itemOf('charges-checked', { ...studied(), charges: unreadable() })).toEqual(['could-not-look', null, null])
  })
  test('by the words of the Questionnaire, with the day', () =>
    expect(check(studied()).find(({ item }) => item.linkId === 'performed')?.item.text).toContain('2026-09-01'))
})

describe('each answer says who gave it', () => {
  test('the chart', () => {
    expect(itemOf('performed', studied())).toEqual(['documented', 'yes', 'auto'])
    expect(itemOf('performer', studied())).toEqual(['documented', 'Practitioner/d1', 'auto'])
    expect(itemOf('course', studied())).toEqual(['documented', 'completed', 'auto'])
    expect(itemOf('consent', studied(), [], consented)).toEqual(['documented', 'yes', 'auto'])
  })
  test('the clinician beside the chart', () =>
    expect(itemOf('consent', studied(), [prompt('consent', 'cannot-determine')], consented)).toEqual([
      'documented',
      'cannot-determine',
      'override',
    ]))
  test('the clinician who says what the chart says changes nothing', () =>
    expect(itemOf('consent', studied(), [prompt('consent', 'yes')], consented)).toEqual(['documented', 'yes', 'auto']))
  test('a place that the site names a motion laboratory, and the clinician beside it', () => {
    const place = { location: 'Location/lab', claimType: 'facility', placeOfService: null, isMotionLaboratory: true } as const
    const visit = { ...studied({ location: { reference: 'Location/lab' } }), locations: [place] }
    expect(itemOf('laboratory', visit)).toEqual(['documented', 'yes', 'auto'])
    expect(itemOf('laboratory', visit, [answer('laboratory', 'no')])).toEqual(['documented', 'no', 'override'])
  })
  test('the clinician alone', () =>
    expect(itemOf('tasks-recorded', studied(), [prompt('tasks-recorded', 'not-done')])).toEqual(['no-place', 'not-done', 'manual']))
  test('a chart that could not be looked at is not one that holds nothing', () =>
    expect([itemOf('consent', studied()), itemOf('consent', studied(), [], { consents: unreadable() })]).toEqual([
      ['not-documented', null, null],
      ['could-not-look', null, null],
    ]))
  test('a course that a remark leaves open is not taken for completed', () =>
    expect(itemOf('course', studied({ note: [{ text: 'one side only' }] }))).toEqual(['not-documented', null, null]))
})

describe('the answers as a QuestionnaireResponse', () => {
  const key = { issuer: 'https://ehr.example/fhir', patientId: 'p1', encounterId: 'v1' }
  const author = { reference: 'Practitioner/d1', display: 'Dr. One' }
  const made = (decided: readonly Decision[] = [], standing: QuestionnaireResponse | null = null, records: Partial<Records> = {}) =>
    closeResponse(check(studied(), decided, records), rules, key, author, standing, '2026-09-01T16:00:00Z')
  const every: readonly Decision[] = [
    answer('laboratory', 'yes'),
    answer('capture', 'markers'),
    ...[
      'order-recorded',
      'clinical-question',
      'plan-question',
      'consent',
      'lab-equipment',
      'tasks-recorded',
      'physician-review',
      'interpretation-report',
      'results-in-plan',
    ].map((item) => prompt(item, 'cannot-determine')),
  ]

  test('names the form with its version, the patient, the visit and who answered', () =>
    expect(made()).toMatchObject({
      questionnaire: rules.visitCloseForm,
      subject: { reference: 'Patient/p1' },
      encounter: { reference: 'Encounter/v1' },
      author,
      authored: '2026-09-01T16:00:00Z',
    }))
  test('is in progress while an item is open, and completed by any answer to each', () => {
    expect(check(studied(), every).filter((one) => one.answer === null)).toEqual([])
    expect([made().status, made(every.slice(1)).status, made(every).status]).toEqual(['in-progress', 'in-progress', 'completed'])
  })
  test('carries each answer with its words and its origin, in the groups of the form', () =>
    expect(made([prompt('consent', 'not-done')]).item?.[0]).toEqual({
      linkId: 'group-order',
      item: [
        {
          linkId: 'consent',
          answer: [
            {
              extension: [
                {
                  url: 'http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/information-origin',
                  extension: [{ url: 'source', valueCode: 'manual' }],
                },
              ],
              valueCoding: { system: 'https://gait-charge.example/fhir/CodeSystem/answers', code: 'not-done', display: 'Not done' },
            },
          ],
        },
      ],
    }))
  test('keeps what was answered before, and is amended where that was finished', () => {
    const before = { ...made(every), id: 'q1' }
    const records = { responses: read(before) }
    expect(itemOf('consent', studied(), [], records)).toEqual(['not-documented', 'cannot-determine', 'manual'])
    expect(itemOf('capture', studied(), [], records)).toEqual(['no-place', null, null])
    // Nothing was said since: the answers are still the same, by the same hands.
    expect(saysTheSame(made(every, before, records), before)).toBe(true)
    const again = made([prompt('consent', 'yes')], before, records)
    expect(again.status).toBe('amended')
    expect(JSON.stringify(again.item)).toContain('"laboratory"')
  })
  test('asks the chart anew for what the chart gave, and keeps what was changed beside it', () => {
    const filled = { ...made([], null, consented), id: 'q1' }
    expect(itemOf('consent', studied(), [], { responses: read(filled) })).toEqual(['not-documented', null, null])
    const changed = { ...made([prompt('consent', 'no')], null, consented), id: 'q1' }
    expect(itemOf('consent', studied(), [], { ...consented, responses: read(changed) })).toEqual(['documented', 'no', 'override'])
  })
  test('says the same however a server writes it, and another answer does not', () => {
    const stored = { ...made(every), id: 'q1', meta: { versionId: '1' }, authored: '2026-09-02' }
    expect(saysTheSame(made(every), JSON.parse(JSON.stringify(stored)) as QuestionnaireResponse)).toBe(true)
    expect(saysTheSame(made([...every, prompt('consent', 'no')]), stored)).toBe(false)
  })
  test('has one identifier a visit and generation', () => {
    const values = [key, { ...key, encounterId: 'v2' }, { ...key, patientId: 'p2' }].map((one) => answersIdentifier(one, 0).value)
    expect(new Set([...values, answersIdentifier(key, 1).value, answersIdentifier(key, 0).value]).size).toBe(4)
  })
})
