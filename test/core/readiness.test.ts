import fc from 'fast-check'
import type { Procedure, ProcedurePerformer } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { assess } from '#core/assess.ts'
import { draftCharge } from '#core/charge.ts'
import { decide, undecided, type Decision, type Decisions } from '#core/decisions.ts'
import { obstacles } from '#core/readiness.ts'
import type { Visit } from '#core/visit.ts'
import {
  aCharge,
  aCondition,
  after,
  anEncounter,
  answer,
  aStudy,
  choose,
  pickReason,
  read,
  rules,
  unreadable,
  visitWith,
} from '#test/support/build.ts'

const today = '2026-09-01'
const means = { hasSigner: true, hasPatient: true, canWrite: true }
const parkinson = aCondition('G20.A1', { id: 'parkinson' })
const visit = visitWith({ conditions: [parkinson], procedures: read(aStudy()) })
const complete = after(choose('parkinson', 'G20.A1'), answer('laboratory', 'yes'))
const openFor = (decisions: Decisions, chart: Visit = visit, on = today) =>
  obstacles(assess(chart, rules, decisions, on), decisions, rules, means)

describe('Confirm', () => {
  test('opens when all five facts stand', () => expect(openFor(complete).confirm).toEqual([]))
  test('stays closed before any decision', () => expect(openFor(undecided).confirm).toEqual(['diagnosis', 'laboratory']))
  test.each([
    ['without a diagnosis', after(answer('laboratory', 'yes')), visit, 'diagnosis'],
    ['without the laboratory', after(choose('parkinson', 'G20.A1')), visit, 'laboratory'],
    ['when the laboratory cannot be determined', decide(complete, answer('laboratory', 'cannot-determine')), visit, 'laboratory'],
    ['when it was not in a laboratory', decide(complete, answer('laboratory', 'no')), visit, 'laboratory'],
    ['without a recorded study', complete, visitWith({ conditions: [parkinson] }), 'performed'],
    [
      'when it cannot be determined whether it was performed',
      decide(complete, answer('performed', 'cannot-determine')),
      visit,
      'performed',
    ],
    ['when it was not performed', decide(complete, answer('performed', 'no')), visit, 'performed'],
    ['without a performer', complete, { ...visit, procedures: read(aStudy({ performer: [] })) }, 'performer'],
    ['when existing charges are unreadable', complete, { ...visit, charges: unreadable() }, 'charges-not-checked'],
    ['when a charge stands', complete, { ...visit, charges: read(aCharge('billed')) }, 'already-charged'],
    ['for a cancelled visit', complete, { ...visit, encounter: anEncounter({ status: 'cancelled' as const }) }, 'no-draft'],
    [
      'while the day is open',
      complete,
      visitWith({ conditions: [parkinson], encounter: anEncounter({ period: { start: '2026-08-30', end: '2026-09-01' } }) }),
      'date-open',
    ],
  ] as const)('stays closed %s', (_title, decisions, chart, obstacle) => expect(openFor(decisions, chart).confirm).toContain(obstacle))
  test.each([
    ['signer-unknown', { hasSigner: false }],
    ['signer-pending', { hasSigner: false, isSignerPending: true }],
    ['signer-other', { hasSigner: false, isOtherUser: true }],
    ['patient-unread', { hasPatient: false }],
    ['no-channel', { canWrite: false }],
  ])('stays closed: %s', (obstacle, lacking) =>
    expect(obstacles(assess(visit, rules, complete, today), complete, rules, { ...means, ...lacking })).toEqual({
      confirm: [obstacle],
      saveDraft: [obstacle],
      notBillable: [obstacle],
    }),
  )
  test('opens on unreadable charges once the clinician says that they checked', () => {
    const chart = { ...visit, charges: unreadable() }
    expect(openFor(decide(complete, answer('charges-checked', 'no')), chart).confirm).toEqual(['charges-not-checked'])
    expect(openFor(decide(complete, answer('charges-checked', 'yes')), chart).confirm).toEqual([])
  })
  test.each([
    ['coverages that could not be read', { ...visit, coverages: unreadable() }, today],
    ['a problem list that could not be read', problemListUnread(), today],
    ['a draft that was saved before', { ...visit, charges: read(aCharge('planned')) }, today],
    ['tables that end before the visit', on('2026-11-20'), '2026-11-20'],
    ['a visit before the first table', on('2024-05-01'), '2024-05-01'],
  ])('is never disabled by %s', (_name, chart, day) => expect(openFor(complete, chart, day).confirm).toEqual([]))
  test('I69.391 alone needs a picked reason; beside another listed diagnosis it does not', () => {
    const chart = visitWith({ conditions: [aCondition('I69.391', { id: 'd' }), parkinson], procedures: read(aStudy()) })
    const alone = after(choose('d', 'I69.391'), answer('laboratory', 'yes'))
    expect(openFor(alone, chart).confirm).toEqual(['diagnosis-reason'])
    expect(openFor(decide(alone, pickReason('d', 'r')), chart).confirm).toEqual([])
    expect(openFor(decide(alone, choose('parkinson', 'G20.A1')), chart).confirm).toEqual([])
    expect(openFor(decide(alone, choose('gone', 'G20.A1')), chart).confirm).toEqual(['diagnosis-reason'])
  })
})

describe('Save draft', () => {
  test.each(['performed', 'laboratory'] as const)('may leave facts open, "cannot determine" on %s included', (question) => {
    expect(openFor(undecided).saveDraft).toEqual([])
    expect(openFor(after(answer(question, 'cannot-determine'))).saveDraft).toEqual([])
  })
  test.each(['performed', 'laboratory'] as const)('never follows a "no" to %s, and "not billable" does', (question) =>
    expect(openFor(after(answer(question, 'no')))).toMatchObject({ saveDraft: ['not-performed'], notBillable: [] }),
  )
  test.each([
    ['a charge that stands', { ...visit, charges: read(aCharge('billable')) }, 'already-charged'],
    ['charges nobody checked', { ...visit, charges: unreadable() }, 'charges-not-checked'],
  ] as const)('and "not billable" stop at %s', (_name, chart, obstacle) => {
    expect(openFor(undecided, chart).saveDraft).toEqual([obstacle])
    expect(openFor(undecided, chart).notBillable).toEqual([obstacle])
  })
})

test('whatever the chart and the decisions, an open Confirm has a day, a performer and a reason that the chart still holds', () => {
  const days = ['2026-08-31', '2026-09-01']
  const study: fc.Arbitrary<Procedure> = fc
    .record({
      id: fc.uuid(),
      status: fc.constantFrom('completed', 'stopped', 'not-done'),
      performedDateTime: fc.constantFrom(...days, '2026-08-20'),
      performer: fc.constantFrom<ProcedurePerformer[]>(
        [],
        [{ actor: { reference: 'Practitioner/a' } }],
        [{ actor: { display: 'Somebody' } }],
      ),
    })
    .map((more) => aStudy(more))
  const status = fc.constantFrom('active', 'resolved').map((code) => ({ coding: [{ code }] }))
  const condition = fc
    .record({
      code: fc.constantFrom('G20.A1', 'G20', 'I69.391', 'M17.12', 'I10'),
      id: fc.constantFrom('a', 'b', 'c'),
      clinicalStatus: status,
    })
    .map(({ code, ...more }) => aCondition(code, more))
  const decision: fc.Arbitrary<Decision> = fc.oneof(
    fc.tuple(fc.constantFrom('a', 'b', 'c', 'gone'), fc.constantFrom('G20.A1', 'I69.391', 'I10')).map(([id, code]) => choose(id, code)),
    fc.constantFrom('a', 'gone').map((id) => pickReason(id, 'payer-policy')),
    fc.constantFrom(...days).map((day) => ({ type: 'date-chosen' as const, day })),
    fc.constant(answer('performed', 'yes')),
  )
  fc.assert(
    fc.property(
      fc.array(condition, { maxLength: 3 }),
      fc.array(study, { maxLength: 3 }),
      fc.array(decision),
      (conditions, studies, decided) => {
        const encounter = anEncounter({ period: { start: days[0] ?? '', end: today } })
        const chart = visitWith({ conditions, procedures: read(...studies), encounter })
        const decisions = after(answer('laboratory', 'yes'), ...decided)
        const assessment = assess(chart, rules, decisions, today)
        if (obstacles(assessment, decisions, rules, means).confirm.length > 0) return
        const draft = draftCharge(chart, rules, assessment, decisions, { reference: 'Practitioner/me', display: null }, today, '')
        expect(days).toContain(draft?.occurrenceDateTime)
        expect(draft?.performer).toHaveLength(1)
        const codes = draft?.reason?.map(({ coding }) => coding?.[0]?.code) ?? []
        expect(codes).not.toEqual([])
        const held = conditions
          .filter((one) => one.clinicalStatus?.coding?.[0]?.code === 'active')
          .map((one) => one.code?.coding?.[0]?.code)
        expect(codes.filter((code) => !held.includes(code))).toEqual([])
      },
    ),
    { numRuns: 1000 },
  )
})

function problemListUnread(): Visit {
  return {
    ...visit,
    conditions: [
      { query: 'encounter-diagnosis', reading: read(parkinson) },
      { query: 'problem-list-item', reading: unreadable() },
    ],
  }
}

function on(day: string): Visit {
  const procedures = read(aStudy({ performedDateTime: day }))
  return { ...visit, procedures, encounter: anEncounter({ period: { start: day, end: day } }) }
}
