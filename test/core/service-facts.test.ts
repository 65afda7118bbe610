import type { Procedure } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { codeSystem } from '#core/codes.ts'
import type { Answers } from '#core/questions.ts'
import { deriveServiceFacts, type ServiceFactName } from '#core/service-facts.ts'
import type { Visit } from '#core/visit.ts'
import { aCharge, anEncounter, aService, aStudy, read, rules, unreadable, visitWith } from '#test/support/build.ts'

const day = '2026-09-01'
const factsOf = (visit: Visit, answers: Answers = {}, on: string | null = day) => deriveServiceFacts(visit, rules, { answers }, on, day)
const fact = (name: ServiceFactName, parts: Parameters<typeof visitWith>[0], answers: Answers = {}, on: string | null = day) =>
  factsOf(visitWith(parts), answers, on)[name]
const charts = (...procedures: readonly Procedure[]) => ({ procedures: read(...procedures) })
const partly = { status: 'partly-read', resources: [], ignored: 0, gap: 'broken-paging' } as const
const open = { answer: 'unknown', evidence: [] }

describe('a recorded study', () => {
  test('is there, in the words of the chart', () =>
    expect(fact('study-recorded', charts(aStudy({ code: { text: 'Gait study', ...aStudy().code } })))).toEqual({
      answer: 'yes',
      evidence: [{ speaks: 'for', text: 'Gait study, completed', reference: 'Procedure/study', day: null }],
    }))
  test('without words is a Procedure', () =>
    expect(fact('study-recorded', charts(aStudy())).evidence[0]?.text).toBe('Procedure, completed'))
  test('is not there where Procedures were read whole, and unknown where they were not', () => {
    expect(fact('study-recorded', {})).toEqual({ answer: 'no', evidence: [] })
    expect(fact('study-recorded', { procedures: unreadable() })).toEqual(open)
    expect(fact('study-recorded', { procedures: partly })).toEqual(open)
  })
})

describe('what only the clinician can say', () => {
  const asked = [
    ['recorded-in-3d', 'laboratory'],
    ['same-billing-provider', 'same-billing-provider'],
    ['separate-service', 'separate-service'],
    ['therapy-plan', 'therapy-plan'],
  ] as const
  test.each(asked)('%s is as answered, and else open', (name, question) => {
    expect(fact(name, {})).toEqual(open)
    for (const said of ['yes', 'no'] as const) expect(fact(name, {}, { [question]: said })).toEqual({ answer: said, evidence: [] })
    expect(fact(name, {}, { [question]: 'cannot-determine' })).toEqual(open)
  })
  test('greater effort stays open, whatever the chart holds', () => expect(fact('greater-effort', charts(aStudy()))).toEqual(open))
})

describe('the claim', () => {
  test.each([
    ['professional', 'yes', 'no'],
    ['facility', 'no', 'yes'],
    ['cannot-determine', 'unknown', 'unknown'],
  ] as const)('answered as %s is professional: %s, facility: %s', (said, professional, facility) => {
    const facts = factsOf(visitWith(), { 'claim-type': said })
    expect([facts['claim-professional'].answer, facts['claim-facility'].answer]).toEqual([professional, facility])
  })
  test('that the site’s location map settles shows it', () => {
    const facts = factsOf(
      visitWith({
        encounter: anEncounter({ location: [{ location: { reference: 'Location/lab' } }] }),
        locations: [{ location: 'Location/lab', claimType: 'facility', placeOfService: '22' }],
      }),
    )
    const evidence = [{ speaks: 'for', text: 'facility claim, by the site’s location map', reference: 'Location/lab', day: null }]
    expect([facts['claim-professional'], facts['claim-facility']]).toEqual([
      { answer: 'no', evidence },
      { answer: 'yes', evidence },
    ])
  })
})

describe('other services of the day', () => {
  const walking = aService('97116', { code: { text: 'Gait training', coding: [{ system: codeSystem.cpt, code: '97116' }] } })
  const names = ['interpretation-that-day', 'other-services-that-day', 'edited-pair-that-day'] as const

  test.each([
    ['96004', ['yes', 'yes', 'no']],
    ['97116', ['no', 'yes', 'yes']],
    ['97750', ['no', 'yes', 'yes']],
    ['36591', ['no', 'yes', 'no']],
    ['99213', ['no', 'yes', 'no']],
  ])('%s is the interpretation, another service, an edited pair: %j', (code, expected) => {
    const facts = factsOf(visitWith(charts(aStudy(), aService(code))))
    expect(names.map((name) => facts[name].answer)).toEqual(expected)
  })
  test('a code that goes before 96000 only, or beside another code, is no edited pair of it', () => {
    const edits = [
      { ...rules.pairEdits[0], column1: '97750', column2: '96000', indicator: '1' },
      { ...rules.pairEdits[0], column1: '96004', column2: '97750', indicator: '1' },
      { ...rules.pairEdits[0], column1: '96000', column2: '97750', indicator: '0' },
    ] as never
    const visit = visitWith(charts(aStudy(), aService('97750')))
    expect(deriveServiceFacts(visit, { ...rules, pairEdits: edits }, { answers: {} }, day, day)['edited-pair-that-day'].answer).toBe('no')
  })
  test('are shown with code and words', () => {
    expect(fact('edited-pair-that-day', charts(walking)).evidence).toEqual([
      { speaks: 'for', text: '97116, Gait training', reference: 'Procedure/service-97116', day: null },
    ])
    expect(fact('edited-pair-that-day', charts(aService('97116'))).evidence[0]?.text).toBe('97116, no words recorded')
  })
  test.each(names)('%s: none is a no only where Procedures and charges were read whole', (name) => {
    expect(fact(name, {})).toEqual({ answer: 'no', evidence: [] })
    expect(fact(name, { charges: unreadable() })).toEqual(open)
    expect(fact(name, { procedures: partly })).toEqual(open)
  })
  test.each(names)('%s is open while the day is', (name) =>
    expect(fact(name, charts(aService('97116'), aService('96004')), {}, null)).toEqual(open),
  )
  test('found in one part is a yes, though the other could not be read', () =>
    expect(fact('edited-pair-that-day', { ...charts(walking), charges: unreadable() }).answer).toBe('yes'))
})

describe('a separate encounter', () => {
  const at = (reference: string) => aService('97116', { id: reference.slice(-2), encounter: { reference } })
  test.each([
    [['Encounter/v2'], 'yes', ['for 97116, of another visit']],
    [['Encounter/v1'], 'no', ['against 97116, of this visit']],
    [['Encounter/v1', 'Encounter/v2'], 'yes', ['against 97116, of this visit', 'for 97116, of another visit']],
    [[], 'unknown', []],
  ] as const)('of an edited pair at %j: %s', (references, answer, evidence) => {
    const found = fact('separate-encounter', charts(...references.map(at)))
    expect([found.answer, found.evidence.map(({ speaks, text }) => `${speaks} ${text}`)]).toEqual([answer, evidence])
  })
  test('names the record', () =>
    expect(fact('separate-encounter', charts(at('Encounter/v2'))).evidence[0]).toMatchObject({ reference: 'Procedure/v2', day: null }))
  test('is open where the pair names no visit, where there is no pair, and while the day is open', () => {
    const { encounter: _, ...nowhere } = aService('97116')
    expect(fact('separate-encounter', charts(nowhere))).toEqual(open)
    expect(fact('separate-encounter', charts(aService('99213', { encounter: { reference: 'Encounter/v2' } })))).toEqual(open)
    expect(fact('separate-encounter', charts(at('Encounter/v2')), {}, null)).toEqual(open)
  })
})

describe('an operation of the day', () => {
  const surgical = { coding: [{ system: codeSystem.snomed, code: '387713003' }] }
  const operation = (more: Partial<Procedure> = {}) => aStudy({ id: 'op', code: { text: 'Tendon transfer' }, category: surgical, ...more })

  test('is a procedure of the surgical category', () =>
    expect(fact('operation-that-day', charts(aStudy(), operation()))).toEqual({
      answer: 'yes',
      evidence: [{ speaks: 'for', text: 'Tendon transfer, completed', reference: 'Procedure/op', day: null }],
    }))
  test.each([
    ['of another day', operation({ performedDateTime: '2026-08-31' })],
    ['that was not done', operation({ status: 'not-done' })],
    ['of another category', operation({ category: { coding: [{ system: codeSystem.snomed, code: '103693007' }] } })],
    ['of the same digits in another system', operation({ category: { coding: [{ system: 'urn:local', code: '387713003' }] } })],
    ['of a category in words', operation({ category: { text: 'Surgery' } })],
    ['without a category', aStudy()],
  ])('is none %s', (_name, procedure) => expect(fact('operation-that-day', charts(procedure))).toEqual({ answer: 'no', evidence: [] }))
  test('is unknown while the day is open, and where Procedures were not read', () => {
    expect(fact('operation-that-day', charts(operation()), {}, null)).toEqual(open)
    expect(fact('operation-that-day', { procedures: unreadable() })).toEqual(open)
  })
})

describe('which record counts', () => {
  test('a charge of the day is a service of the day as its record is', () => {
    const charges = read(aCharge('billable', { code: { coding: [{ system: codeSystem.cpt, code: '97116', display: 'Walking' }] } }))
    expect(fact('edited-pair-that-day', { charges }).evidence).toEqual([
      { speaks: 'for', text: '97116, Walking', reference: 'ChargeItem/charge-billable', day: null },
    ])
  })
  test('a study of another day of the visit does not speak for this one', () => {
    const encounter = anEncounter({ period: { start: '2026-08-31', end: day } })
    expect(fact('study-recorded', { encounter, ...charts(aStudy({ performedDateTime: '2026-08-31' })) }).answer).toBe('no')
    expect(fact('study-recorded', { encounter, ...charts(aStudy({ performedDateTime: '2026-08-31' })) }, {}, null).answer).toBe('yes')
  })
})
