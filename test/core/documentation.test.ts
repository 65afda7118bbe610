import type { Procedure } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { assess } from '#core/assess.ts'
import { undecided } from '#core/decisions.ts'
import { documentedInChart, findGaps } from '#core/documentation.ts'
import type { Records } from '#core/records.ts'
import type { Visit } from '#core/visit.ts'
import { aCharge, aCondition, aStudy, read, rules, unreadable, visitWith } from '#test/support/build.ts'

const today = '2026-09-01'
const subject = { reference: 'Patient/p1' }
const encounter = { reference: 'Encounter/v1' }
const cpt = (code: string) => ({ coding: [{ system: 'http://www.ama-assn.org/go/cpt', code }] })

const silentChart: Records = { orders: read(), consents: read(), reports: read(), responses: read() }
const anOrder = (more = {}) =>
  ({ resourceType: 'ServiceRequest', id: 'o1', status: 'active', intent: 'order', subject, code: cpt('96000'), ...more }) as const
const aConsent = (more = {}) => ({
  resourceType: 'Consent' as const,
  id: 'n1',
  status: 'active' as const,
  scope: { coding: [{ code: 'treatment' }] },
  category: [],
  patient: subject,
  dateTime: '2026-09-01',
  ...more,
})
const aReport = (more = {}) => ({
  resourceType: 'DiagnosticReport' as const,
  id: 'r1',
  status: 'final' as const,
  subject,
  encounter,
  code: cpt('96004'),
  ...more,
})

function gapsOf(visit: Visit, records: Partial<Records> = {}, answered: readonly string[] = []) {
  const assessment = assess(visit, rules, undecided, today)
  return findGaps(visit, { ...silentChart, ...records }, rules, assessment, new Set(answered), today)
}
const finding = (item: string, visit: Visit, records: Partial<Records> = {}) =>
  gapsOf(visit, records).find((gap) => gap.item === item)?.finding ?? 'documented'
const studied = (more: Partial<Procedure> = {}, rest: Partial<Visit> = {}) =>
  visitWith({ conditions: [aCondition('G20.A1')], procedures: read(aStudy(more)), ...rest } as Parameters<typeof visitWith>[0])

test('a bare study leaves these open, in the order of the Questionnaire, and nothing that no chart can hold', () => {
  expect(gapsOf(studied()).map(({ item, isRequired }) => [item, isRequired])).toEqual([
    ['order-recorded', false],
    ['clinical-question', false],
    ['consent', false],
    ['laboratory', true],
    ['interpretation-report', false],
  ])
})

test('a study recorded in a place that the site names a motion laboratory leaves the laboratory no gap', () => {
  const location = { reference: 'Location/lab' }
  const lab = { location: 'Location/lab', claimType: 'professional', placeOfService: '11' } as const
  expect(finding('laboratory', studied({ location }, { locations: [{ ...lab, isMotionLaboratory: true }] }))).toBe('documented')
  expect(finding('laboratory', studied({ location }, { locations: [lab] }))).toBe('not-documented')
})

test('each gap asks the words of the Questionnaire, with the day of the study', () => {
  const [gap] = gapsOf(visitWith({ conditions: [aCondition('G20.A1')] }))
  expect(gap).toEqual({
    item: 'performed',
    text: 'Was the motion analysis performed on this patient on 2026-09-01?',
    isRequired: true,
    finding: 'not-documented',
  })
})

test('every item that is looked up stands in the Questionnaire', () => {
  const asked = rules.visitClose.map(({ linkId }) => linkId)
  expect(documentedInChart.filter((item) => !asked.includes(item))).toEqual([])
})

test('what the clinician answered is no gap, whatever the answer', () => {
  const all = gapsOf(studied()).map(({ item }) => item)
  expect(gapsOf(studied(), {}, all)).toEqual([])
})

describe('without a study at the visit', () => {
  test('only the questions that stand by themselves are open', () => {
    expect(gapsOf(visitWith()).map(({ item }) => item)).toEqual(['performed'])
    expect(gapsOf(visitWith({ charges: unreadable() })).map(({ item }) => item)).toEqual(['performed', 'charges-checked'])
  })
  test('procedures that could not be read are not "no study"', () =>
    expect(finding('performed', visitWith({ procedures: unreadable() }))).toBe('could-not-look'))
})

describe('the performer', () => {
  test('one who is named is documented', () => expect(finding('performer', studied())).toBe('documented'))
  test('none, or two, is a gap and one of the required facts', () => {
    const two = [{ actor: { reference: 'Practitioner/d1' } }, { actor: { reference: 'Practitioner/d2' } }]
    for (const performer of [[], two]) {
      const gap = gapsOf(studied({ performer })).find(({ item }) => item === 'performer')
      expect([gap?.finding, gap?.isRequired]).toEqual(['not-documented', true])
    }
  })
})

describe('the diagnosis', () => {
  const diagnosis = (visit: Visit) => finding('diagnosis', visit)
  test('any current one that is valid that day will do, on the list or not', () => {
    expect(diagnosis(studied())).toBe('documented')
    expect(diagnosis(visitWith({ conditions: [aCondition('I10')], procedures: read(aStudy()) }))).toBe('documented')
  })
  test('none, one of the past, or a category that is no code that day is a gap', () => {
    const resolved = aCondition('G20.A1', { clinicalStatus: { coding: [{ code: 'resolved' }] } })
    for (const conditions of [[], [resolved], [aCondition('G20')]])
      expect(diagnosis(visitWith({ conditions, procedures: read(aStudy()) }))).toBe('not-documented')
  })
  test('diagnoses that could not be read are not "no diagnosis"', () =>
    expect(diagnosis(visitWith({ readings: [{ query: 'all', reading: unreadable() }], procedures: read(aStudy()) }))).toBe(
      'could-not-look',
    ))
})

describe('the order and its question', () => {
  test('an order of this service, or the one that the study names, is found', () => {
    expect(finding('order-recorded', studied(), { orders: read(anOrder()) })).toBe('documented')
    expect(finding('order-recorded', studied({ basedOn: [{ reference: 'https://ehr.example/fhir/ServiceRequest/o9' }] }))).toBe(
      'documented',
    )
  })
  test('one of another service, or one that was revoked, is none', () => {
    for (const order of [anOrder({ code: cpt('97116') }), anOrder({ status: 'revoked' })])
      expect(finding('order-recorded', studied(), { orders: read(order) })).toBe('not-documented')
  })
  test('the reason of the study or of its order is the question', () => {
    const reason = { reasonCode: [{ text: 'before surgery' }] }
    expect(finding('clinical-question', studied(reason))).toBe('documented')
    expect(finding('clinical-question', studied(), { orders: read(anOrder(reason)) })).toBe('documented')
    expect(finding('clinical-question', studied(), { orders: read(anOrder({ ...reason, code: cpt('97116') })) })).toBe('not-documented')
    const named = studied({ basedOn: [{ reference: 'ServiceRequest/o1' }] })
    expect(finding('clinical-question', named, { orders: read(anOrder({ ...reason, code: { text: 'Gait lab' } })) })).toBe('documented')
  })
})

describe('consent', () => {
  test('an active consent to treatment up to that day is found', () =>
    expect(finding('consent', studied(), { consents: read(aConsent()) })).toBe('documented'))
  test.each([
    ['withdrawn', { status: 'inactive' }],
    ['about privacy', { scope: { coding: [{ code: 'patient-privacy' }] } }],
    ['of a later day', { dateTime: '2026-09-02' }],
  ])('one that is %s is none', (_, more) =>
    expect(finding('consent', studied(), { consents: read(aConsent(more)) })).toBe('not-documented'),
  )
})

describe('the course', () => {
  test('a study that was completed without remark is documented', () => expect(finding('course', studied())).toBe('documented'))
  test('a remark leaves open whether it was reduced', () =>
    expect(finding('course', studied({ note: [{ text: 'one side' }] }))).toBe('not-documented'))
  test('a study that was stopped asks why, unless its reason is coded', () => {
    expect(finding('stop-reason', studied({ status: 'stopped' }))).toBe('not-documented')
    const statusReason = { coding: [{ system: 'https://gait-charge.example/fhir/CodeSystem/stop-reasons', code: 'safety' }] }
    expect(finding('stop-reason', studied({ status: 'stopped', statusReason }))).toBe('documented')
    expect(finding('stop-reason', studied())).toBe('documented')
  })
})

describe('the report', () => {
  test('a signed report of the study or of its interpretation, at this visit', () => {
    expect(finding('interpretation-report', studied(), { reports: read(aReport()) })).toBe('documented')
    expect(finding('interpretation-report', studied({ report: [{ reference: 'DiagnosticReport/r9' }] }))).toBe('documented')
  })
  test.each([
    ['preliminary', { status: 'preliminary' }],
    ['of another visit', { encounter: { reference: 'Encounter/v0' } }],
    ['of another service', { code: cpt('95886') }],
  ])('one that is %s is none', (_, more) =>
    expect(finding('interpretation-report', studied(), { reports: read(aReport(more)) })).toBe('not-documented'),
  )
})

test.each([
  ['order-recorded', 'orders'],
  ['consent', 'consents'],
  ['interpretation-report', 'reports'],
] as const)('%s: what could not be read is not "not documented"', (item, part) => {
  expect(finding(item, studied(), { [part]: unreadable() })).toBe('could-not-look')
  expect(finding(item, studied(), { [part]: { status: 'partly-read', resources: [], ignored: 0, gap: 'broken-paging' } })).toBe(
    'could-not-look',
  )
})

test('charges without a date can be excluded by a person only', () => {
  const undated = aCharge('billed', { context: { reference: 'Encounter/v0' } })
  delete (undated as { occurrenceDateTime?: string }).occurrenceDateTime
  expect(finding('charges-checked', studied({}, { charges: read(undated) }))).toBe('could-not-look')
  expect(finding('charges-checked', studied())).toBe('documented')
})
