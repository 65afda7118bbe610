import type { Procedure } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { deriveServiceFacts, type ServiceFactName } from '#core/service-facts.ts'
import { aRole, aStudy, read, rules, unreadable, visitWith } from '#test/support/build.ts'

const day = '2026-09-01'
const fact = (name: ServiceFactName, parts: Parameters<typeof visitWith>[0]) =>
  deriveServiceFacts(visitWith(parts), rules, { answers: {} }, day, day)[name]
const charts = (...procedures: readonly Procedure[]) => ({ procedures: read(...procedures) })
const open = { answer: 'unknown', evidence: [] }

describe('several performers', () => {
  const by = (...actors: readonly { readonly reference?: string; readonly display?: string }[]) =>
    aStudy({ performer: actors.map((actor) => ({ actor: { ...actor } })) })
  test.each([
    [[{ reference: 'Practitioner/a' }, { reference: 'Practitioner/b', display: 'Dr. B' }], 'yes', ['for Practitioner/a', 'for Dr. B']],
    [[{ reference: 'Practitioner/a' }], 'no', ['against Practitioner/a']],
    [
      [{ reference: 'Practitioner/a' }, { reference: 'Practitioner/a', display: 'Dr. A' }],
      'no',
      ['against Practitioner/a', 'against Dr. A'],
    ],
    [[{ display: 'Dr. A' }, { display: 'Dr. B' }], 'yes', ['for Dr. A', 'for Dr. B']],
    [[{}], 'no', ['against Performer without a name']],
    [[], 'unknown', []],
  ] as const)('%j: %s', (actors, answer, evidence) => {
    const found = fact('several-performers', charts(by(...actors)))
    expect([found.answer, found.evidence.map(({ speaks, text }) => `${speaks} ${text}`)]).toEqual([answer, evidence])
  })
  test('name the record, and none where it names nobody', () => {
    expect(fact('several-performers', charts(by({ display: 'A' }))).evidence[0]).toMatchObject({ reference: 'Procedure/study', day: null })
    const { performer: _, ...study } = aStudy()
    expect(fact('several-performers', charts(study))).toEqual(open)
  })
})

describe('a therapist', () => {
  test.each([
    ['225100000X', 'yes', 'for'],
    ['2084N0400X', 'no', 'against'],
  ])('%s: %s', (taxonomy, answer, speaks) => {
    const specialty = rules.specialties.find((one) => one.taxonomy === taxonomy)
    expect(fact('performed-by-therapist', { ...charts(aStudy()), roles: read(aRole(taxonomy)) })).toEqual({
      answer,
      evidence: [{ speaks, text: specialty?.display, reference: 'PractitionerRole/role', day: null }],
    })
  })
  test('beside another role of the performer still is one', () => {
    const roles = read(aRole('2084N0400X'), aRole('225100000X'))
    expect(fact('performed-by-therapist', { ...charts(aStudy()), roles }).answer).toBe('yes')
  })
  test.each([
    ['another practitioner', aRole('225100000X', { practitioner: { reference: 'Practitioner/d2' } })],
    ['a role that has ended', aRole('225100000X', { active: false })],
    ['a specialty that is not listed', aRole('101Y00000X')],
    ['a specialty in words', aRole('225100000X', { specialty: [{ text: 'Physical therapist' }] })],
    ['the same code of another system', aRole('225100000X', { specialty: [{ coding: [{ system: 'urn:local', code: '225100000X' }] }] })],
  ])('is not known by %s', (_name, role) =>
    expect(fact('performed-by-therapist', { ...charts(aStudy()), roles: read(role) })).toEqual(open),
  )
  test('is not known before roles are read, and where a role names no practitioner or no specialty', () => {
    const { practitioner: _, ...nobody } = aRole('225100000X')
    const { specialty: __, ...nothing } = aRole('225100000X')
    for (const roles of [null, unreadable(), read(nobody), read(nothing)])
      expect(fact('performed-by-therapist', { ...charts(aStudy()), roles })).toEqual(open)
  })
  test('is known by a role that does not say whether it is active', () => {
    const { active: _, ...role } = aRole('225100000X')
    expect(fact('performed-by-therapist', { ...charts(aStudy()), roles: read(role) }).answer).toBe('yes')
  })
})
