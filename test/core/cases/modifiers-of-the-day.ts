import { aRole, aService, aStudy, read } from '#test/support/build.ts'
import { casesOf, type Situation } from '#test/core/advice.ts'

const beside = (code: string, more: Parameters<typeof aService>[1] = {}) => ({ procedures: read(aStudy(), aService(code, more)) })
const byTherapist = { roles: read(aRole('225100000X')) }
const separate = { '59': 'supported', XU: 'supported' }

const situations: readonly Situation[] = [
  ...['97116', '97750'].flatMap((code): Situation[] => [
    {
      name: `${code} the same day`,
      visit: beside(code),
      differs: { '59': 'ask same-billing-provider', XE: 'not-applicable', XU: 'ask same-billing-provider' },
    },
    { name: `${code} the same day, another billing provider`, visit: beside(code), answers: { 'same-billing-provider': 'no' } },
    {
      name: `${code} the same day, same billing provider`,
      visit: beside(code),
      answers: { 'same-billing-provider': 'yes' },
      differs: { '59': 'ask separate-service', XU: 'ask separate-service' },
    },
    {
      name: `${code} the same day, answered as not separate`,
      visit: beside(code),
      answers: { 'same-billing-provider': 'yes', 'separate-service': 'no' },
    },
    {
      name: `${code} the same day, answered as separate`,
      visit: beside(code),
      answers: { 'same-billing-provider': 'yes', 'separate-service': 'yes' },
      differs: separate,
    },
    {
      name: `${code} at another visit of the day, answered as separate`,
      visit: beside(code, { encounter: { reference: 'Encounter/v2' } }),
      answers: { 'same-billing-provider': 'yes', 'separate-service': 'yes' },
      differs: { '59': 'supported', XE: 'supported' },
    },
    { name: `${code} of the day before`, visit: beside(code, { performedDateTime: '2026-08-31' }) },
    { name: `${code} that was not done`, visit: beside(code, { status: 'not-done' }) },
  ]),
  ...['97110', '97032', '95886', '96004', '95992'].map((code): Situation => ({
    name: `${code} the same day, which has no pair edit with 96000`,
    visit: beside(code),
  })),

  { name: 'a study by a therapist', visit: byTherapist, differs: { GP: 'ask therapy-plan' } },
  {
    name: 'a study by a therapist under a plan of therapy',
    visit: byTherapist,
    answers: { 'therapy-plan': 'yes' },
    differs: { GP: 'supported' },
  },
  { name: 'a study by a therapist without a plan of therapy', visit: byTherapist, answers: { 'therapy-plan': 'no' } },
  {
    name: 'a study by a physiatrist, answered as under a plan of therapy',
    visit: { roles: read(aRole('208100000X')) },
    answers: { 'therapy-plan': 'yes' },
  },
  { name: 'a therapist whose role has ended', visit: { roles: read(aRole('225100000X', { active: false })) } },
  { name: 'a therapist in words only', visit: { roles: read(aRole('225100000X', { specialty: [{ text: 'Physical therapist' }] })) } },
  { name: 'roles that were not read yet', visit: { roles: null } },
]

export const cases = casesOf(situations)
