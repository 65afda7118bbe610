import type { Procedure } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { assess } from '#core/assess.ts'
import { codeSystem } from '#core/codes.ts'
import { undecided, type Choice, type Decisions } from '#core/decisions.ts'
import type { YesNo } from '#core/questions.ts'
import type { Visit } from '#core/visit.ts'
import { aCharge, aCondition, anEncounter, aStudy, read, rules, unreadable, visitWith } from '#test/support/build.ts'

const today = '2026-09-03'
const factsOf = (visit: Visit, decisions: Partial<Decisions> = {}) => assess(visit, rules, { ...undecided, ...decisions }, today).facts
const several = anEncounter({ period: { start: '2026-09-01', end: '2026-09-03' } })
const onDay = (id: string, day: string, more: Partial<Procedure> = {}) => aStudy({ id, performedDateTime: day, ...more })

describe('performed', () => {
  const performed = (procedures: Visit['procedures'], answer?: YesNo) =>
    factsOf(visitWith({ procedures }), answer === undefined ? {} : { answers: { performed: answer } }).performed

  test.each(['completed', 'stopped', 'in-progress'] as const)('is settled by a recorded study that is %s', (status) =>
    expect(performed(read(aStudy({ status })))).toMatchObject({ answer: 'yes', basis: 'chart', evidence: [{ speaks: 'for' }] }),
  )
  test.each([
    ['of ten days before', { performedDateTime: '2026-08-22', encounter: { reference: 'Encounter/v0' } }, 'not within this visit'],
    ['of ten days before without a visit', { performedDateTime: '2026-08-22' }, 'not within this visit'],
    ['of another visit of the day', { encounter: { reference: 'Encounter/v2' } }, 'not within this visit'],
    ['that was not done', { status: 'not-done' }, 'recorded as not done'],
    ['that is only being prepared', { status: 'preparation' }, 'preparation'],
  ] as const)('is never yes by a study %s, which is shown with what speaks against it', (_name, more, words) => {
    const fact = performed(read(aStudy({ ...more })))
    expect(fact).toMatchObject({ answer: 'unknown', basis: 'open', evidence: [{ speaks: 'against', reference: 'Procedure/study' }] })
    expect(fact.evidence[0]?.text).toContain(words)
  })
  test.each([
    ['no Procedure', read<Procedure>()],
    ['one entered in error', read(aStudy({ status: 'entered-in-error' }))],
    ['another service', read(aStudy({ code: { text: 'Gait study' } }))],
  ])('is a question without evidence where the chart holds %s', (_name, procedures) =>
    expect(performed(procedures)).toMatchObject({ answer: 'unknown', basis: 'open', evidence: [] }),
  )
  test('is a question, not a no, where Procedures could not be read, and says so', () => {
    expect(performed(unreadable())).toMatchObject({ answer: 'unknown', evidence: [{ text: 'Procedures could not be read' }] })
    const partly = { status: 'partly-read', resources: [aStudy()], ignored: 0, gap: 'broken-paging' } as const
    expect(performed(partly)).toMatchObject({
      answer: 'yes',
      evidence: [{ speaks: 'for' }, { speaks: 'neither', text: 'Procedures could not be read completely' }],
    })
  })
  test.each([
    ['yes', 'yes'],
    ['no', 'no'],
    ['cannot-determine', 'unknown'],
  ] as const)('is what the clinician answers, %s, beside what the chart says', (answer, said) =>
    expect(performed(read(aStudy()), answer)).toMatchObject({ answer: said, basis: 'clinician', evidence: [{ speaks: 'for' }] }),
  )
  test('counts on the chosen day only', () => {
    const visit = visitWith({ encounter: several, procedures: read(onDay('a', '2026-09-01'), onDay('b', '2026-09-03')) })
    expect(factsOf(visit).performed.answer).toBe('unknown')
    expect(factsOf(visit, { dateOfService: '2026-09-03' }).performed.answer).toBe('yes')
    expect(factsOf(visit, { dateOfService: '2026-09-02' }).performed.answer).toBe('unknown')
  })
})

describe('a chosen diagnosis', () => {
  const choice = (code: string, more: Partial<Choice> = {}): Choice => ({
    diagnosisId: 'd',
    code,
    origin: 'chart',
    reason: null,
    ...more,
  })
  const answer = (condition: ReturnType<typeof aCondition>, chosen: readonly Choice[], start = '2026-09-01') =>
    factsOf(visitWith({ conditions: [condition], encounter: anEncounter({ period: { start, end: start } }) }), { chosen }).diagnosis.answer
  const recorded = (code: string, more = {}) => aCondition(code, { id: 'd', ...more })

  test.each([
    ['G20', '2023-09-30', 'yes'],
    ['G20', '2023-10-01', 'unknown'],
    ['G20.A1', '2023-09-30', 'unknown'],
    ['G20.A1', '2023-10-01', 'yes'],
    ['G20.C', '2026-11-23', 'yes'],
    ['I69.351', '2021-05-01', 'yes'],
    ['I69.391', '2026-09-01', 'unknown'],
    ['M17.12', '2026-09-01', 'unknown'],
    ['I10', '2026-09-01', 'unknown'],
  ])('%s on %s, without a picked reason: %s', (code, start, said) => expect(answer(recorded(code), [choice(code)], start)).toBe(said))
  test.each([
    ['I69.391', 'yes'],
    ['M17.12', 'yes'],
    ['I10', 'yes'],
    ['G20', 'unknown'],
    ['M17', 'unknown'],
    ['M17.1', 'unknown'],
  ])('%s with a picked reason: %s', (code, said) => expect(answer(recorded(code), [choice(code, { reason: 'payer-policy' })])).toBe(said))
  test('is open while nothing is chosen', () => expect(answer(recorded('G20.A1'), [])).toBe('unknown'))
  test('is open while the day is', () =>
    expect(
      factsOf(visitWith({ encounter: several, conditions: [recorded('G20.A1')] }), { chosen: [choice('G20.A1')] }).diagnosis.answer,
    ).toBe('unknown'))
  test('carries the charge where the clinician specified a valid code', () => {
    expect(answer(recorded('M17.9'), [choice('M17.11', { origin: 'specified' })])).toBe('yes')
    expect(answer(recorded('G20'), [choice('G20.A1', { origin: 'specified' })], '2023-09-30')).toBe('unknown')
  })
  test.each([
    ['snomed', 'M17.12'],
    ['snomed', 'M17.0'],
    ['snomed', 'M17.9'],
    ['I69.39', 'I69.391'],
    ['I69.398', 'I69.391'],
    ['R26.9', 'R26.9'],
    ['M17.9', 'X99.9'],
  ])('that says %s, specified as %s, which is not plainly on the list, needs a picked reason', (code, specified) => {
    const condition = code === 'snomed' ? aCondition({ system: codeSystem.snomed, code: '239873007' }, { id: 'd' }) : recorded(code)
    expect(answer(condition, [choice(specified, { origin: 'specified' })])).toBe('unknown')
    expect(answer(condition, [choice(specified, { origin: 'specified', reason: 'payer-policy' })])).toBe('yes')
  })
  test('specified as I69.391 beside another that carries the charge needs none', () => {
    const conditions = [recorded('I69.398'), aCondition('G20.A1', { id: 'p' })]
    const chosen = [choice('I69.391', { origin: 'specified' }), choice('G20.A1', { diagnosisId: 'p' })]
    expect(factsOf(visitWith({ conditions }), { chosen }).diagnosis.answer).toBe('yes')
  })
  test.each([
    ['no longer there', recorded('G20.A1', { id: 'another' })],
    ['resolved by now', recorded('G20.A1', { clinicalStatus: { coding: [{ code: 'resolved' }] } })],
    ['refuted by now', recorded('G20.A1', { verificationStatus: { coding: [{ code: 'refuted' }] } })],
    ['recorded with another code by now', recorded('G20.B1')],
  ])('carries nothing where the chart was read again and it is %s', (_name, condition) =>
    expect(answer(condition, [choice('G20.A1', { reason: 'payer-policy' })])).toBe('unknown'),
  )
  test('is shown with the code that the claim carries', () =>
    expect(factsOf(visitWith({ conditions: [recorded('G20.A1')] }), { chosen: [choice('G20.A1')] }).diagnosis.evidence).toEqual([
      { speaks: 'for', text: 'G20.A1, G20.A1', reference: 'Condition/d', day: null },
    ]))
})

describe('the performer', () => {
  const by = (...references: readonly string[]) => ({ performer: references.map((reference) => ({ actor: { reference } })) })
  const performer = (procedures: readonly Procedure[], decisions: Partial<Decisions> = {}, encounter = anEncounter()) =>
    factsOf(visitWith({ encounter, procedures: read(...procedures) }), decisions).performer

  test('is the one that the study names', () =>
    expect(performer([aStudy()])).toMatchObject({ answer: 'yes', basis: 'chart', evidence: [{ text: 'Dr. One' }] }))
  test.each([
    ['no study is recorded', []],
    ['the study names nobody', [aStudy({ performer: [] })]],
    ['the study names somebody in words only', [aStudy({ performer: [{ actor: { display: 'Dr. One' } }] })]],
    ['the study names a device', [aStudy(by('Device/camera'))]],
    ['the study names the patient', [aStudy(by('Patient/p1'))]],
    ['the study names a relative', [aStudy(by('RelatedPerson/r'))]],
    ['the study names somebody contained in it', [aStudy(by('#p'))]],
    ['the study names somebody by a number only', [aStudy(by('urn:uuid:6f1e3a52-6f52-4f5e-9d5b-0a8a3c1b2d4e'))]],
    ['the study names one clinician and one contained in it', [aStudy(by('Practitioner/a', '#p'))]],
    [
      'the study names one clinician and one in words only',
      [aStudy({ performer: [{ actor: { display: 'B' } }, { actor: { reference: 'Practitioner/a' } }] })],
    ],
    ['the study names two', [aStudy(by('Practitioner/a', 'Practitioner/b'))]],
    ['only a study of another day names one', [aStudy({ performedDateTime: '2026-08-22' })]],
  ])('is never defaulted where %s', (_name, procedures) =>
    expect(performer(procedures)).toMatchObject({ answer: 'unknown', basis: 'open' }),
  )
  test.each([
    'Practitioner/a',
    'PractitionerRole/a',
    'Organization/a',
    'https://ehr.example/fhir/Practitioner/a',
    'Practitioner/a/_history/2',
  ])('%s, and not the device beside it, settles it', (reference) =>
    expect(performer([aStudy(by(reference, 'Device/camera'))])).toMatchObject({ answer: 'yes', basis: 'chart' }),
  )
  test('is whom the clinician names', () =>
    expect(performer([], { performer: 'Practitioner/pt' })).toMatchObject({ answer: 'yes', basis: 'clinician' }))
  test('of another day of the visit is not that of the chosen day', () => {
    const procedures = [onDay('a', '2026-09-01', by('Practitioner/a')), onDay('b', '2026-09-03', { performer: [] })]
    expect(performer(procedures, { dateOfService: '2026-09-01' }, several).answer).toBe('yes')
    expect(performer(procedures, { dateOfService: '2026-09-03' }, several).answer).toBe('unknown')
  })
})

describe('existing charges', () => {
  const checked = (charges: Visit['charges'], answer?: YesNo) =>
    factsOf(visitWith({ charges }), answer === undefined ? {} : { answers: { 'charges-checked': answer } })['charges-checked']
  const { occurrenceDateTime: _, ...undated } = aCharge('billable', { context: { reference: 'Encounter/v2' } })
  const partly = { status: 'partly-read', resources: [], ignored: 0, gap: 'too-many-pages' } as const

  test('that were read whole are checked', () => expect(checked(read())).toMatchObject({ answer: 'yes', basis: 'chart', evidence: [] }))
  test.each([
    ['unreadable', unreadable(), 'Charges could not be read'],
    ['partly read', partly, 'Charges could not be read completely'],
    ['without a date at another visit', read(undated), 'A charge for this service without a date, billable'],
  ])('that are %s have to be checked by the clinician', (_name, charges, text) => {
    expect(checked(charges)).toMatchObject({ answer: 'unknown', basis: 'open', evidence: [{ text }] })
    expect(checked(charges, 'yes')).toMatchObject({ answer: 'yes', basis: 'clinician', evidence: [{ text }] })
    expect(checked(charges, 'cannot-determine').answer).toBe('unknown')
  })
})
