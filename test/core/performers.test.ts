import { describe, expect, test } from 'vitest'
import { performerCandidates } from '#core/performers.ts'
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
