import { describe, expect, test } from 'vitest'
import { accountablePerformer, isAccountable, performerCandidates, performersOf, recordedPerformers } from '#core/performers.ts'
import { anEncounter, aStudy, read, visitWith } from '#test/support/build.ts'

const today = '2026-09-01'
const me = { reference: 'Practitioner/me', display: 'Dr. Me' }
const attended = anEncounter({
  participant: [{ individual: { reference: 'Practitioner/att', display: 'Dr. Att' } }, { individual: { reference: 'RelatedPerson/r' } }],
})
const twoDid = aStudy({
  performer: [
    { actor: { reference: 'Device/camera' } },
    { actor: { reference: 'Practitioner/a', display: 'Anna, PT' } },
    { actor: { reference: 'Practitioner/b' } },
    { actor: { reference: '#p', display: 'Contained' } },
  ],
})

describe('who may be named as the performer', () => {
  test('whom the chart records comes first, with the name it has there, then the signed-in user and the participants', () =>
    expect(performerCandidates(visitWith({ encounter: attended, procedures: read(twoDid) }), '2026-09-01', me, today)).toEqual([
      { reference: 'Practitioner/a', display: 'Anna, PT' },
      { reference: 'Practitioner/b', display: null },
      me,
      { reference: 'Practitioner/att', display: 'Dr. Att' },
    ]))
  test('nobody stands there twice', () => {
    const mine = aStudy({ performer: [{ actor: { reference: 'Practitioner/me', display: 'Dr. Me' } }] })
    const encounter = anEncounter({ participant: [{ individual: me }, { individual: { reference: 'Practitioner/me' } }] })
    expect(performerCandidates(visitWith({ encounter, procedures: read(mine) }), '2026-09-01', me, today)).toEqual([me])
  })
  test('a performer of another day is not offered for this one, and without a signer nobody is "me"', () => {
    const visit = visitWith({
      encounter: anEncounter({ period: { start: '2026-08-31', end: '2026-09-01' } }),
      procedures: read(aStudy({ performedDateTime: '2026-08-31' })),
    })
    expect(performerCandidates(visit, '2026-09-01', null, today)).toEqual([])
    expect(performerCandidates(visit, '2026-08-31', null, today)).toEqual([{ reference: 'Practitioner/d1', display: 'Dr. One' }])
  })
})

describe('whom the chart makes accountable', () => {
  const by = (...references: readonly string[]) => aStudy({ performer: references.map((reference) => ({ actor: { reference } })) })
  test.each([
    ['Practitioner/a', true],
    ['PractitionerRole/a', true],
    ['Organization/a', true],
    ['https://ehr.example/fhir/Practitioner/a', true],
    ['Practitioner/a.b-1/_history/2', true],
    ['Practitioner/a/_history/', false],
    ['Practitioner/a/more', false],
    ['Practitioner/', false],
    ['Practitioner', false],
    ['Practitioner/a b', false],
    ['myPractitioner/a', false],
    [`Practitioner/${'a'.repeat(64)}`, true],
    [`Practitioner/${'a'.repeat(65)}`, false],
    ['Patient/a', false],
    ['Device/a', false],
    ['#a', false],
    ['', false],
  ])('%s: %s', (reference, isOne) => expect(isAccountable({ reference })).toBe(isOne))
  test('is nobody who is named in words only', () => expect(isAccountable({ display: 'Practitioner/a' })).toBe(false))
  test('stands there once, however many records name them', () => {
    const procedures = [by('Practitioner/a', 'Device/x'), by('Practitioner/b', 'Practitioner/a')].map((procedure) => ({ procedure }))
    expect(recordedPerformers(procedures)).toEqual(['Practitioner/a', 'Practitioner/b'])
    const { performer: _, ...nobody } = aStudy()
    expect(recordedPerformers([{ procedure: nobody }])).toEqual([])
  })
  test('is one, and only where nobody stands beside them who might be it', () => {
    const of = (...references: readonly string[]) => accountablePerformer([{ procedure: by(...references) }])
    expect([of('Practitioner/a'), of('Practitioner/a', 'Device/x'), of('Practitioner/a', 'Practitioner/a')]).toEqual(
      Array(3).fill('Practitioner/a'),
    )
    expect([of(), of('Device/x'), of('Practitioner/a', 'Practitioner/b'), of('Practitioner/a', '#b')]).toEqual(Array(4).fill(null))
  })
  test('at this visit is whom a study of this visit names', () => {
    const elsewhere = aStudy({
      performedDateTime: '2026-08-01',
      encounter: { reference: 'Encounter/v0' },
      performer: [{ actor: { reference: 'Practitioner/x' } }],
    })
    expect(performersOf(visitWith({ procedures: read(elsewhere, by('Practitioner/a')) }), today)).toEqual(['Practitioner/a'])
  })
})

describe('the name of a candidate', () => {
  test('is the first that the chart gives, whoever gives it', () => {
    const encounter = anEncounter({
      participant: [
        { individual: { reference: 'Practitioner/b', display: 'Dr. B' } },
        { individual: { reference: 'Practitioner/a', display: 'Another A' } },
      ],
    })
    expect(performerCandidates(visitWith({ encounter, procedures: read(twoDid) }), '2026-09-01', null, today)).toEqual([
      { reference: 'Practitioner/a', display: 'Anna, PT' },
      { reference: 'Practitioner/b', display: 'Dr. B' },
    ])
  })
  test('is missing for a participant without one, and nobody stands for a participant in words only', () => {
    const encounter = anEncounter({
      participant: [{}, { individual: { display: 'Dr. X' } }, { individual: { reference: 'Practitioner/c' } }],
    })
    expect(performerCandidates(visitWith({ encounter }), null, null, today)).toEqual([{ reference: 'Practitioner/c', display: null }])
  })
})
