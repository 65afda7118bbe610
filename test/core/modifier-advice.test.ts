import { describe, expect, test } from 'vitest'
import { adviseModifiers } from '#core/modifiers.ts'
import type { Answers } from '#core/questions.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { deriveServiceFacts } from '#core/service-facts.ts'
import type { Visit } from '#core/visit.ts'
import { anEncounter, aService, aStudy, read, rules, visitWith } from '#test/support/build.ts'

const day = '2026-09-01'
const studied = visitWith({ procedures: read(aStudy()) })
const advise = (visit: Visit, answers: Answers = {}, book: RuleBook = rules, on = day) =>
  adviseModifiers(deriveServiceFacts(visit, book, { answers }, day, day), book, on)
const adviceOn = (code: string, visit = studied, answers: Answers = {}, book: RuleBook = rules) => {
  const advised = advise(visit, answers, book)
  return advised.kind === 'advised' ? advised.modifiers.find((one) => one.code === code) : undefined
}
/** The rules with another value of one published indicator of 96000; `null` takes it out. */
const withIndicator = (name: 'pcTc' | 'assistant', value: string | null): RuleBook => {
  const { '96000': ours, ...services } = rules.services
  if (ours === undefined) throw new Error('The rules hold no 96000')
  const { [name]: shipped, ...others } = ours.indicators
  const changed = value === null || shipped === undefined ? {} : { [name]: { ...shipped, value } }
  return { ...rules, services: { ...services, '96000': { ...ours, indicators: { ...others, ...changed } } } }
}

describe('the dates of the advice', () => {
  const { from, through } = rules.tables.indicators
  test('a visit before the first table gets none, and says from when there is some', () =>
    expect(advise(studied, {}, rules, '2021-12-31')).toEqual({ kind: 'before-tables', from: '2022-01-01' }))
  test.each([
    [from, false],
    [through, false],
    ['2025-01-01', true],
  ])('a visit of %s gets advice; past the last check: %s', (on, isAfterTables) =>
    expect(advise(studied, {}, rules, on)).toMatchObject({ kind: 'advised', isAfterTables }),
  )
  test('every modifier of the rules is advised on, in their order', () => {
    const advised = advise(studied)
    expect(advised.kind === 'advised' ? advised.modifiers.map(({ code }) => code) : []).toEqual(rules.modifiers.map(({ code }) => code))
  })
})

test.each(['59', 'XE', 'XU'])('while the day of the service is open, %s says so, and nothing of what the day holds', (code) => {
  const advised = adviseModifiers(deriveServiceFacts(studied, rules, { answers: {} }, null, day), rules, day)
  const found = advised.kind === 'advised' ? advised.modifiers.find((one) => one.code === code) : undefined
  expect(found).toMatchObject({ advice: 'ask', asks: null, evidence: [] })
  expect(found?.why).toContain('the day is still open')
  expect(adviceOn(code)?.why).toMatch(/^So far the chart holds no service/)
})

describe('the published indicator', () => {
  const rule = (code: string) => rules.modifiers.find((one) => one.code === code)
  test('that does not accept a modifier speaks before the chart does, and says what to do instead', () =>
    expect(adviceOn('26', visitWith({ procedures: read(aStudy(), aService('96004')) }))).toMatchObject({
      advice: 'not-accepted',
      accepted: 'no',
      isMet: 'yes',
      indicator: { value: '7' },
      why: rule('26')?.acceptance?.meaning,
      instead: rule('26')?.instead,
      asks: null,
    }))
  test('that restricts it leaves nothing to advise', () =>
    expect(adviceOn('80')).toMatchObject({
      advice: 'not-applicable',
      accepted: 'restricted',
      indicator: { value: '0' },
      why: rule('80')?.acceptance?.meaning,
      asks: null,
    }))
  test('that accepts it leaves the word to the chart', () => {
    expect(adviceOn('26', studied, {}, withIndicator('pcTc', '1'))).toMatchObject({
      advice: 'not-applicable',
      accepted: 'yes',
      why: rule('26')?.rows.at(-1)?.why,
    })
    expect(adviceOn('80', studied, {}, withIndicator('assistant', '2'))).toMatchObject({ accepted: 'yes' })
  })
  test('that is not in the rules decides nothing', () =>
    expect(adviceOn('26', studied, {}, withIndicator('pcTc', null))).toMatchObject({ accepted: 'no-indicator', indicator: null }))
  test('of a service that is not in the rules decides nothing', () =>
    expect(adviceOn('26', studied, {}, { ...rules, services: {} })).toMatchObject({ accepted: 'no-indicator', indicator: null }))
  test('decides nothing on a modifier that hangs on none', () =>
    expect(adviceOn('52')).toMatchObject({ accepted: 'no-indicator', indicator: null }))
})

describe('the advice of a row', () => {
  test('carries its words and the question that would settle it', () => {
    const stopped = visitWith({ procedures: read(aStudy({ status: 'stopped' })) })
    const row = rules.modifiers.find(({ code }) => code === '53')?.rows.find(({ asks }) => asks === 'stop-reason')
    expect(adviceOn('53', stopped)).toMatchObject({ advice: 'ask', asks: 'stop-reason', why: row?.why, instead: row?.instead })
  })
  test('shows each row of the chart once, although several facts rest on it', () => {
    const stopped = visitWith({ procedures: read(aStudy({ status: 'stopped' })) })
    const evidence = adviceOn('53', stopped, { 'stop-reason': 'safety' })?.evidence ?? []
    expect(evidence.map(({ text, reference }) => [text, reference])).toEqual([['Recorded as stopped', 'Procedure/study']])
  })
  test('shows rows of the same words about two records, and two rows about one record', () => {
    const both = visitWith({ procedures: read(aStudy({ status: 'stopped' }), aStudy({ id: 'second', status: 'stopped' })) })
    expect(adviceOn('53', both)?.evidence.map(({ reference }) => reference)).toEqual(['Procedure/study', 'Procedure/second'])
    const two = aStudy({ performer: [{ actor: { display: 'Dr. One' } }, { actor: { display: 'Dr. Two' } }] })
    expect(adviceOn('80', visitWith({ procedures: read(two) }))?.evidence.map(({ text }) => text)).toEqual(['Dr. One', 'Dr. Two'])
  })
  test('rests on the fact of the source and on the facts of its row', () => {
    const stoppedAtOffice = visitWith({
      encounter: anEncounter({ location: [{ location: { reference: 'Location/office' } }] }),
      locations: [{ location: 'Location/office', claimType: 'professional', placeOfService: '11' }],
      procedures: read(aStudy({ status: 'stopped' })),
    })
    const advice = adviceOn('53', stoppedAtOffice, { 'stop-reason': 'safety' })
    expect([advice?.advice, advice?.isMet, advice?.evidence.map(({ text }) => text)]).toEqual([
      'supported',
      'yes',
      ['Recorded as stopped', 'professional claim, by the site’s location map'],
    ])
  })
  test('of a rule that leaves a chart without a row is a fault of the rules, by its name', () => {
    const broken = { ...rules, modifiers: rules.modifiers.map((one) => ({ ...one, rows: one.rows.slice(0, -1) })) }
    expect(() => adviceOn('52', studied, {}, broken)).toThrow('modifier-52: no row of advice holds')
  })
})
