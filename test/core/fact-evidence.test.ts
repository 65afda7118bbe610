import type { Procedure } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { assess } from '#core/assess.ts'
import { codeSystem } from '#core/codes.ts'
import { undecided, type Choice, type Decisions } from '#core/decisions.ts'
import { needsReason } from '#core/facts.ts'
import type { Visit } from '#core/visit.ts'
import { aCharge, aCondition, anEncounter, aStudy, read, rules, unreadable, visitWith } from '#test/support/build.ts'

const today = '2026-09-03'
const factsOf = (visit: Visit, decisions: Partial<Decisions> = {}) => assess(visit, rules, { ...undecided, ...decisions }, today).facts
const several = anEncounter({ period: { start: '2026-09-01', end: '2026-09-03' } })

test('each of the five facts carries its own name, whoever settles it', () => {
  const names = ['performed', 'laboratory', 'diagnosis', 'performer', 'charges-checked']
  const answers = { performed: 'yes', laboratory: 'yes', 'charges-checked': 'yes' } as const
  const said = factsOf(visitWith({ charges: unreadable() }), { answers, performer: 'Practitioner/a' })
  for (const facts of [factsOf(visitWith()), said]) expect(Object.values(facts).map(({ name }) => name)).toEqual(names)
})
test('no record of the chart speaks for the laboratory', () =>
  expect(factsOf(visitWith({ procedures: read(aStudy()) })).laboratory).toEqual({
    name: 'laboratory',
    answer: 'unknown',
    basis: 'open',
    evidence: [],
  }))

describe('the evidence of a study', () => {
  const shown = (more: Partial<Procedure>) => factsOf(visitWith({ procedures: read(aStudy(more)) })).performed.evidence
  const coding = [{ system: codeSystem.cpt, code: '96000', display: 'Motion study' }]
  test.each([
    [{ code: { text: 'Gait study', coding } }, 'Gait study, completed'],
    [{ code: { coding } }, 'Motion study, completed'],
    [{}, 'Procedure coded 96000, completed'],
    [{ status: 'not-done' }, 'Procedure coded 96000, not-done, recorded as not done'],
    [{ status: 'preparation' }, 'Procedure coded 96000, preparation, not within this visit'],
  ] as const)('%j is shown as "%s"', (more, text) =>
    expect(shown(structuredClone(more) as Partial<Procedure>).map((row) => row.text)).toEqual([text]),
  )
  test('names its record and its day, and says where no day is recorded', () => {
    expect(shown({})).toMatchObject([{ reference: 'Procedure/study', day: '2026-09-01' }])
    const { performedDateTime: _, ...undated } = aStudy()
    const fact = factsOf(visitWith({ procedures: read(undated) })).performed
    expect(fact).toMatchObject({ answer: 'yes', evidence: [{ text: 'Procedure coded 96000, completed, no date recorded', day: null }] })
  })
  test('without a date settles the chosen day of a longer visit', () => {
    const { performedDateTime: _, ...undated } = aStudy()
    const visit = visitWith({ encounter: several, procedures: read(undated) })
    expect(factsOf(visit, { dateOfService: '2026-09-02' }).performed).toMatchObject({ answer: 'yes', basis: 'chart' })
  })
})

describe('the evidence of the performer', () => {
  const shown = (procedures: readonly Procedure[], decisions: Partial<Decisions> = {}) =>
    factsOf(visitWith({ encounter: several, procedures: read(...procedures) }), decisions).performer.evidence
  test('names whom each record names, and says who is no clinician or organization', () =>
    expect(
      shown([
        aStudy({
          performer: [
            { actor: { reference: 'Practitioner/a', display: 'Anna, PT' } },
            { actor: { reference: 'Practitioner/b' } },
            { actor: { reference: '#c' } },
            { actor: {} },
          ],
        }),
      ]),
    ).toEqual([
      { speaks: 'for', text: 'Anna, PT', reference: 'Procedure/study', day: '2026-09-01' },
      { speaks: 'for', text: 'Practitioner/b', reference: 'Procedure/study', day: '2026-09-01' },
      { speaks: 'neither', text: '#c, not linked to a clinician or organization', reference: 'Procedure/study', day: '2026-09-01' },
      {
        speaks: 'neither',
        text: 'Performer without a name, not linked to a clinician or organization',
        reference: 'Procedure/study',
        day: '2026-09-01',
      },
    ]))
  test('speaks for nobody by a study of another day', () => {
    const speaks = shown([aStudy(), aStudy({ id: 'other', performedDateTime: '2026-09-03' })], { dateOfService: '2026-09-03' })
    expect(speaks.map((row) => row.speaks)).toEqual(['neither', 'for'])
  })
  test('is none where no record names anybody', () => {
    const { performer: _, ...study } = aStudy()
    expect(shown([study])).toEqual([])
  })
})

describe('the evidence of existing charges', () => {
  test('names each charge without a date', () => {
    const { occurrenceDateTime: _, ...undated } = aCharge('planned', { context: { reference: 'Encounter/v2' } })
    expect(factsOf(visitWith({ charges: read(undated) }))['charges-checked'].evidence).toEqual([
      {
        speaks: 'against',
        text: 'A charge for this service without a date, planned',
        reference: 'ChargeItem/charge-planned',
        day: null,
      },
    ])
  })
  test('is none where the charge without a date is of this visit, or stands for the service by a code of the site', () => {
    const { occurrenceDateTime: _, ...undated } = aCharge('planned')
    expect(factsOf(visitWith({ charges: read(undated) }))['charges-checked'].evidence).toEqual([])
    const local = { ...undated, context: { reference: 'Encounter/v2' }, code: { coding: [{ system: 'urn:site', code: 'GAIT' }] } }
    const checked = (performedCodes: readonly string[]) =>
      factsOf(visitWith({ performedCodes, charges: read(local) }))['charges-checked'].evidence.length
    expect([checked([]), checked(['urn:site|GAIT'])]).toEqual([0, 1])
  })
})

describe('a chosen diagnosis', () => {
  const choice = (diagnosisId: string, code: string, more: Partial<Choice> = {}): Choice => ({
    diagnosisId,
    code,
    origin: 'chart',
    reason: null,
    ...more,
  })
  const conditions = ['G20.A1', 'M17.12', 'I69.391', 'I69.351', 'R26.2'].map((code) => aCondition(code, { id: code }))
  const { diagnoses } = assess(visitWith({ conditions }), rules, undecided, today)
  const needs = (one: Choice, ...others: readonly Choice[]) => needsReason(one, [one, ...others], diagnoses, rules)
  test.each([
    ['G20.A1', false],
    ['I69.351', false],
    ['M17.12', true],
    ['I69.391', true],
    ['gone', true],
  ])('%s needs a picked reason: %s', (code, isNeeded) => {
    expect(needs(choice(code, code))).toBe(isNeeded)
    expect(needs(choice(code, code, { reason: 'payer-policy' }))).toBe(isNeeded)
  })
  test('I69.391 needs none beside another that is still in the chart', () => {
    const disputed = choice('I69.391', 'I69.391')
    expect(needs(disputed, choice('G20.A1', 'G20.A1'))).toBe(false)
    expect(needs(disputed, choice('gone', 'G20.A1'))).toBe(true)
    expect(needs(disputed, choice('M17.12', 'I69.391', { origin: 'specified' }))).toBe(true)
  })
  test('off the list and with its reason is still open while the day is', () => {
    const chosen = [choice('d', 'I10', { reason: 'payer-policy' })]
    const visit = visitWith({ encounter: several, conditions: [aCondition('I10', { id: 'd' })] })
    expect(factsOf(visit, { chosen }).diagnosis.answer).toBe('unknown')
    expect(factsOf(visit, { chosen, dateOfService: '2026-09-02' }).diagnosis.answer).toBe('yes')
  })
  test('is settled only where every one of them is, and names who settled it', () => {
    const settled = (...chosen: readonly Choice[]) => {
      const { answer, basis, name } = factsOf(visitWith({ conditions }), { chosen }).diagnosis
      return `${name} ${answer} ${basis}`
    }
    expect(settled(choice('G20.A1', 'G20.A1'))).toBe('diagnosis yes clinician')
    expect(settled(choice('G20.A1', 'G20.A1'), choice('M17.12', 'M17.12'))).toBe('diagnosis unknown open')
    expect(settled(choice('G20.A1', 'G20.A1'), choice('gone', 'I10'))).toBe('diagnosis yes clinician')
  })
})
