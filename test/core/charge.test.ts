import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assess } from '#core/assess.ts'
import { draftCharge, withoutCharge } from '#core/charge.ts'
import { codeSystem } from '#core/codes.ts'
import { decide, mostPointers, undecided, type Decision, type Decisions } from '#core/decisions.ts'
import { fullName } from '#core/names.ts'
import { obstacles } from '#core/readiness.ts'
import type { Visit } from '#core/visit.ts'
import { aCharge, aCondition, anEncounter, aStudy, read, rules, unreadable, visitWith } from '#test/support/build.ts'

const today = '2026-09-01'
const signer = { reference: 'Practitioner/d9', display: 'Dr. Nine' }
const means = { hasSigner: true, hasPatient: true, canWrite: true }
const parkinson = aCondition('G20.A1', { id: 'parkinson' })
const knee = aCondition([{ code: 'M17.11' }, { system: codeSystem.snomed, code: '239873007' }], { id: 'knee', meta: { versionId: '3' } })
const visit = visitWith({ conditions: [parkinson, knee], procedures: read(aStudy()) })
const after = (...decisions: readonly Decision[]): Decisions => decisions.reduce(decide, undecided)
const choose = (diagnosisId: string, code: string, origin: 'chart' | 'specified' = 'chart'): Decision => ({
  type: 'diagnosis-chosen',
  diagnosisId,
  code,
  origin,
})
const answer = (question: 'performed' | 'laboratory' | 'charges-checked', said: 'yes' | 'no' | 'cannot-determine'): Decision => ({
  type: 'question-answered',
  question,
  answer: said,
})
const draftOf = (decisions: Decisions, chart: Visit = visit) =>
  draftCharge(chart, rules, assess(chart, rules, decisions, today), decisions, signer, today, '2026-09-01T10:00:00Z')
const openFor = (decisions: Decisions, chart: Visit = visit) => obstacles(assess(chart, rules, decisions, today), decisions, rules, means)

describe('the draft', () => {
  test('holds who, what, when, and nothing that nobody chose', () => {
    const draft = draftOf(undecided)
    expect(draft).toMatchObject({
      status: 'planned',
      subject: { reference: 'Patient/p1' },
      context: { reference: 'Encounter/v1' },
      code: { coding: [{ system: codeSystem.cpt, code: '96000' }] },
      occurrenceDateTime: '2026-09-01',
      quantity: { value: 1 },
      enterer: { reference: 'Practitioner/d9' },
      performer: [{ actor: { reference: 'Practitioner/d1' } }],
      service: [{ reference: 'Procedure/study' }],
    })
    expect([draft?.reason, draft?.extension, draft?.identifier, draft?.note]).toEqual([undefined, undefined, undefined, undefined])
  })
  test('carries the reasons in the order of choosing, with both codings', () => {
    const draft = draftOf(after(choose('knee', 'M17.11'), choose('parkinson', 'G20.A1')))
    expect(draft?.reason?.map(({ coding }) => coding?.map(({ code }) => code))).toEqual([['M17.11', '239873007'], ['G20.A1']])
    expect(draft?.supportingInformation).toEqual([{ reference: 'Condition/knee/_history/3' }, { reference: 'Condition/parkinson' }])
  })
  test('marks a code that the clinician specified, and keeps what the chart holds', () => {
    const chart = visitWith({ conditions: [aCondition({ system: codeSystem.snomed, code: '239873007' }, { id: 'oa' })] })
    const [reason] = draftOf(after(choose('oa', 'M17.11', 'specified')), chart)?.reason ?? []
    expect(reason?.coding).toEqual([
      { system: codeSystem.icd10cm, code: 'M17.11', userSelected: true },
      { system: codeSystem.snomed, code: '239873007' },
    ])
    expect(reason?.extension?.[0]?.valueString).toBe('manual: specified by Dr. Nine; chart holds 239873007')
  })
  test.each([
    ['M17.12', 'off-list: The payer’s policy names this diagnosis'],
    ['M17.0', 'off-list: The payer’s policy names this diagnosis'],
  ])('marks %s, specified in the app and not on the list, with both texts', (code, second) => {
    const chart = visitWith({ conditions: [aCondition({ system: codeSystem.snomed, code: '239873007' }, { id: 'oa' })] })
    const chosen = after(choose('oa', code, 'specified'), { type: 'reason-picked', diagnosisId: 'oa', reason: 'payer-policy' })
    expect(draftOf(chosen, chart)?.reason?.[0]?.extension?.map(({ valueString }) => valueString)).toEqual([
      'manual: specified by Dr. Nine; chart holds 239873007',
      second,
    ])
  })
  test('marks I69.391, specified in the app, as disputed', () => {
    const chart = visitWith({ conditions: [aCondition('I69.398', { id: 'late' })] })
    const chosen = after(choose('late', 'I69.391', 'specified'), { type: 'reason-picked', diagnosisId: 'late', reason: 'payer-policy' })
    expect(draftOf(chosen, chart)?.reason?.[0]?.extension?.[1]?.valueString).toMatch(/^disputed: /)
  })
  test('has no performer where the chart names two and nobody chose', () => {
    const two = visitWith({
      procedures: read(aStudy({ performer: [{ actor: { reference: 'Practitioner/a' } }, { actor: { reference: 'Practitioner/b' } }] })),
    })
    expect(draftOf(undecided, two)?.performer).toBeUndefined()
    expect(draftOf(after({ type: 'performer-named', performer: 'Practitioner/b' }), two)?.performer).toEqual([
      { actor: { reference: 'Practitioner/b' } },
    ])
  })
  test.each(['#p', 'Device/camera'])('never carries %s as the performer', (reference) => {
    const contained = visitWith({ procedures: read(aStudy({ performer: [{ actor: { reference } }] })) })
    expect(draftOf(undecided, contained)?.performer).toBeUndefined()
  })
  test('is none while the day is open, and none for a cancelled visit', () => {
    const several = visitWith({ encounter: anEncounter({ period: { start: '2026-08-30', end: '2026-09-01' } }) })
    expect(draftOf(undecided, several)).toBeNull()
    expect(draftOf(after({ type: 'date-chosen', day: '2026-08-31' }), several)?.occurrenceDateTime).toBe('2026-08-31')
    expect(draftOf(after({ type: 'date-chosen', day: '2026-07-01' }), several)).toBeNull()
    expect(draftOf(undecided, visitWith({ encounter: anEncounter({ status: 'cancelled' }) }))).toBeNull()
  })
  test('that says "not billable" names reason and author', () => {
    const draft = draftOf(undecided)
    const reason = { code: 'x', display: 'Not performed' }
    expect(draft === null ? null : withoutCharge(draft, reason, signer, '2026-09-01T10:00:00Z').note).toEqual([
      {
        authorReference: { reference: 'Practitioner/d9', display: 'Dr. Nine' },
        time: '2026-09-01T10:00:00Z',
        text: 'Not billable: Not performed',
      },
    ])
  })
})

describe('Confirm', () => {
  const complete = after(choose('parkinson', 'G20.A1'), answer('laboratory', 'yes'))
  test('opens when all five facts stand', () => expect(openFor(complete).confirm).toEqual([]))
  test('stays closed before any decision', () => expect(openFor(undecided).confirm).toEqual(['diagnosis', 'laboratory']))
  test.each([
    ['without a diagnosis', after(answer('laboratory', 'yes')), visit, 'diagnosis'],
    ['without the laboratory', after(choose('parkinson', 'G20.A1')), visit, 'laboratory'],
    ['when the laboratory cannot be determined', decide(complete, answer('laboratory', 'cannot-determine')), visit, 'laboratory'],
    ['without a recorded study', complete, visitWith({ conditions: [parkinson] }), 'performed'],
    ['without a performer', complete, visitWith({ conditions: [parkinson], procedures: read(aStudy({ performer: [] })) }), 'performer'],
    ['when existing charges are unreadable', complete, { ...visit, charges: unreadable() }, 'charges-not-checked'],
    ['when a charge stands', complete, { ...visit, charges: read(aCharge('billed')) }, 'already-charged'],
    ['for a cancelled visit', complete, { ...visit, encounter: anEncounter({ status: 'cancelled' as const }) }, 'no-draft'],
  ] as const)('stays closed %s', (_title, decisions, chart, obstacle) => expect(openFor(decisions, chart).confirm).toContain(obstacle))
  test.each(['signer-unknown', 'patient-unread', 'no-channel'] as const)('stays closed: %s', (obstacle) => {
    const lacking = {
      hasSigner: obstacle !== 'signer-unknown',
      hasPatient: obstacle !== 'patient-unread',
      canWrite: obstacle !== 'no-channel',
    }
    expect(obstacles(assess(visit, rules, complete, today), complete, rules, lacking).confirm).toEqual([obstacle])
  })
  test('opens on unreadable charges once the clinician says that they checked', () =>
    expect(openFor(decide(complete, answer('charges-checked', 'yes')), { ...visit, charges: unreadable() }).confirm).toEqual([]))
  test('I69.391 alone needs a picked reason; beside another listed diagnosis it does not', () => {
    const chart = visitWith({ conditions: [aCondition('I69.391', { id: 'dysphagia' }), parkinson], procedures: read(aStudy()) })
    const alone = after(choose('dysphagia', 'I69.391'), answer('laboratory', 'yes'))
    expect(openFor(alone, chart).confirm).toEqual(['diagnosis-reason'])
    expect(openFor(decide(alone, { type: 'reason-picked', diagnosisId: 'dysphagia', reason: 'r' }), chart).confirm).toEqual([])
    expect(openFor(decide(alone, choose('parkinson', 'G20.A1')), chart).confirm).toEqual([])
  })
  test('a diagnosis off the list needs a picked reason', () => {
    const chart = visitWith({ conditions: [aCondition('G80.1', { id: 'cp' })], procedures: read(aStudy()) })
    expect(openFor(after(choose('cp', 'G80.1'), answer('laboratory', 'yes')), chart).confirm).toEqual(['diagnosis-reason'])
  })
  test('a code that is not valid that day is no reason', () => {
    const chart = visitWith({ conditions: [aCondition('G20', { id: 'old' })], procedures: read(aStudy()) })
    expect(openFor(after(choose('old', 'G20'), answer('laboratory', 'yes')), chart).confirm).toEqual(['diagnosis'])
  })
})

describe('Save draft', () => {
  test('needs no diagnosis and may leave facts open', () =>
    expect(openFor(after(answer('laboratory', 'cannot-determine'))).saveDraft).toEqual([]))
  test.each(['performed', 'laboratory'] as const)('never follows a "no" to %s', (question) =>
    expect(openFor(after(answer(question, 'no'))).saveDraft).toEqual(['not-performed']),
  )
})

describe('the decisions', () => {
  test('hold four diagnoses at most; a fifth changes nothing', () => {
    const five = after(...['a', 'b', 'c', 'd', 'e'].map((id) => choose(id, 'G20.A1')))
    expect(five.chosen.map(({ diagnosisId }) => diagnosisId)).toEqual(['a', 'b', 'c', 'd'])
  })
  test('choosing again replaces, moving up reorders, starting over forgets', () => {
    const two = after(choose('a', 'M17.11'), choose('b', 'G20.A1'), choose('a', 'M17.12', 'specified'))
    expect(two.chosen.map(({ code }) => code)).toEqual(['M17.12', 'G20.A1'])
    expect(decide(two, { type: 'diagnosis-moved-up', diagnosisId: 'b' }).chosen.map(({ diagnosisId }) => diagnosisId)).toEqual(['b', 'a'])
    expect(decide(two, { type: 'diagnosis-removed', diagnosisId: 'a' }).chosen).toHaveLength(1)
    expect(decide(two, { type: 'started-over' })).toBe(undecided)
  })
  test('stay within bounds whatever is pressed', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
    const pressed: fc.Arbitrary<Decision> = fc.oneof(
      id.map((diagnosisId) => choose(diagnosisId, 'G20.A1')),
      id.map((diagnosisId) => ({ type: 'diagnosis-removed' as const, diagnosisId })),
      id.map((diagnosisId) => ({ type: 'diagnosis-moved-up' as const, diagnosisId })),
      id.map((diagnosisId) => ({ type: 'reason-picked' as const, diagnosisId, reason: 'r' })),
    )
    fc.assert(
      fc.property(fc.array(pressed, { maxLength: 40 }), (presses) => {
        const ids = after(...presses).chosen.map(({ diagnosisId }) => diagnosisId)
        expect(ids.length).toBeLessThanOrEqual(mostPointers)
        expect(new Set(ids).size).toBe(ids.length)
      }),
    )
  })
})

test.each([
  [[{ text: 'Dr. Ana Rivera', family: 'Rivera' }], 'Dr. Ana Rivera'],
  [[{ given: ['Ana', 'M.'], family: 'Rivera' }], 'Ana M. Rivera'],
  [[{}], null],
  [undefined, null],
])('%j is shown as %s', (names, shown) => expect(fullName(names)).toBe(shown))
