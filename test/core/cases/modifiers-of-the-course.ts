import { anEncounter, aStudy, read, unreadable } from '#test/support/build.ts'
import { casesOf, type Situation } from '#test/core/advice.ts'

const stopped = { procedures: read(aStudy({ status: 'stopped', statusReason: { text: 'Patient was tired' } })) }
const stoppedBecause = (code: string) => ({
  procedures: read(
    aStudy({ status: 'stopped', statusReason: { coding: [{ system: 'https://gait-charge.example/fhir/CodeSystem/stop-reasons', code }] } }),
  ),
})
const at = (claimType: 'professional' | 'facility') => ({
  encounter: anEncounter({ location: [{ location: { reference: 'Location/lab' } }] }),
  locations: [{ location: 'Location/lab', claimType, placeOfService: null }],
})
const situations: readonly Situation[] = [
  { name: 'a completed study' },
  { name: 'a completed study of a hospital', visit: at('facility') },
  {
    name: 'a completed study by two performers',
    visit: {
      procedures: read(aStudy({ performer: [{ actor: { reference: 'Practitioner/d1' } }, { actor: { reference: 'Practitioner/d2' } }] })),
    },
  },
  {
    name: 'a completed study whose record holds a note',
    visit: { procedures: read(aStudy({ note: [{ text: 'One side only' }] })) },
    differs: { '52': 'ask course' },
  },
  {
    name: 'a completed study with a complication',
    visit: { procedures: read(aStudy({ complication: [{ text: 'Dizziness' }] })) },
    differs: { '52': 'ask course' },
  },
  {
    name: 'a study in progress',
    visit: { procedures: read(aStudy({ status: 'in-progress' })) },
    differs: { '52': 'ask course', '53': 'ask course' },
  },
  { name: 'no recorded study', visit: { procedures: read() }, differs: { '52': 'ask course', '53': 'ask course' } },
  {
    name: 'unreadable procedures',
    visit: { procedures: unreadable() },
    differs: { '52': 'ask course', '53': 'ask course', '59': 'ask', XE: 'ask', XU: 'ask' },
  },
  { name: 'unreadable charges', visit: { charges: unreadable() }, differs: { '59': 'ask', XE: 'ask', XU: 'ask' } },
  { name: 'no recorded study, and the answer that it was completed', visit: { procedures: read() }, answers: { course: 'completed' } },
  {
    name: 'no recorded study, and the answer that nobody can tell how it ended',
    visit: { procedures: read() },
    answers: { course: 'cannot-determine' },
    differs: { '52': 'ask course', '53': 'ask course' },
  },

  { name: 'a stopped study with a reason in words', visit: stopped, differs: { '52': 'ask stop-reason', '53': 'ask stop-reason' } },
  {
    name: 'a stopped study, reason cannot be determined',
    visit: stopped,
    answers: { 'stop-reason': 'cannot-determine' },
    differs: { '52': 'ask stop-reason', '53': 'ask stop-reason' },
  },
  ...(['intolerance', 'safety'] as const).flatMap((reason): Situation[] => [
    {
      name: `stopped for ${reason}, claim not known`,
      visit: stopped,
      answers: { 'stop-reason': reason },
      differs: { '52': 'ask claim-type', '53': 'ask claim-type' },
    },
    {
      name: `stopped for ${reason}, claim cannot be determined`,
      visit: stopped,
      answers: { 'stop-reason': reason, 'claim-type': 'cannot-determine' },
      differs: { '52': 'ask claim-type', '53': 'ask claim-type' },
    },
    {
      name: `stopped for ${reason}, professional claim by answer`,
      visit: stopped,
      answers: { 'stop-reason': reason, 'claim-type': 'professional' },
      differs: { '53': 'supported' },
    },
    {
      name: `stopped for ${reason}, facility claim by answer`,
      visit: stopped,
      answers: { 'stop-reason': reason, 'claim-type': 'facility' },
      differs: { '52': 'supported', '53': 'not-accepted' },
    },
    {
      name: `stopped for ${reason} in the record’s own code, professional by the site’s map`,
      visit: { ...stoppedBecause(reason), ...at('professional') },
      differs: { '53': 'supported' },
    },
    {
      name: `stopped for ${reason} in the record’s own code, facility by the site’s map`,
      visit: { ...stoppedBecause(reason), ...at('facility') },
      differs: { '52': 'supported', '53': 'not-accepted' },
    },
  ]),
  ...(['equipment', 'other'] as const).flatMap((reason): Situation[] => [
    {
      name: `stopped for another reason (${reason}), professional claim`,
      visit: stopped,
      answers: { 'stop-reason': reason, 'claim-type': 'professional' },
      differs: { '52': 'ask', '53': 'ask' },
    },
    {
      name: `stopped for another reason (${reason}) in the record’s own code, facility claim`,
      visit: { ...stoppedBecause(reason), ...at('facility') },
      differs: { '52': 'ask', '53': 'ask' },
    },
  ]),
  {
    name: 'recorded as completed, and the answer that it was stopped for safety, professional',
    answers: { course: 'stopped', 'stop-reason': 'safety', 'claim-type': 'professional' },
    differs: { '53': 'supported' },
  },
  { name: 'recorded as stopped, and the answer that it was completed', visit: stopped, answers: { course: 'completed' } },
  {
    name: 'two studies of the day, one stopped and one completed',
    visit: { procedures: read(aStudy(), aStudy({ id: 'second', status: 'stopped' })) },
    differs: { '52': 'ask course', '53': 'ask course' },
  },

  ...(['planned', 'elected'] as const).map((reason): Situation => ({
    name: `reduced, ${reason}`,
    answers: { course: 'reduced', 'reduce-reason': reason },
    differs: { '52': 'supported' },
  })),
  { name: 'reduced, reason not asked yet', answers: { course: 'reduced' }, differs: { '52': 'ask reduce-reason' } },
  { name: 'reduced for another reason', answers: { course: 'reduced', 'reduce-reason': 'other' }, differs: { '52': 'ask' } },
  {
    name: 'video in two dimensions',
    answers: { laboratory: 'no', course: 'reduced', 'reduce-reason': 'planned' },
    differs: { '52': 'not-accepted' },
  },
]

export const cases = casesOf(situations)
