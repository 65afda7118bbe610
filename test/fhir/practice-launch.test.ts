import { expect, test } from 'vitest'
import { requestedScopes } from '#fhir/requested-scopes.ts'
import { sessionOf as visitSession } from '#fhir/session.ts'
import { base, callback, config, ehr, kindOf, launchQuery, open, openClinic, start } from './launching.ts'

openClinic()
const practiceQuery = `?iss=${encodeURIComponent(base)}&practice`

test('the practice’s view asks for the user’s scopes alone: no patient, no visit', () => {
  const scopes = requestedScopes('practice', null).split(' ')
  expect(scopes.filter((scope) => /^(launch|patient)/.test(scope))).toEqual([])
  expect(scopes).toContain('user/ChargeItem.crus')
  expect(requestedScopes('practice', 'launch openid patient/*.read')).toBe('openid user/*.read')
})

test('it comes back with a user and no patient, reads across patients, and opens a visit as a session of its own', async () => {
  const outcome = await start(open(await callback(practiceQuery)))
  if (outcome.kind !== 'practice') throw new Error(JSON.stringify(outcome))
  const { practice } = outcome
  expect(practice.grantedScopes).toContain('user/Encounter.rs')
  const { resource } = await practice.send({ url: 'Encounter?_count=500' })
  const subjects = new Set(JSON.stringify(resource).match(/"Patient\/[^"]+"/g))
  expect(subjects.size).toBeGreaterThan(10)
  expect(visitSession(practice, 'p', 'v')).toMatchObject({ patientId: 'p', encounterId: 'v', needPatientBanner: true, messaging: null })
})

test('a patient that the EHR names to a user who asked for none is not taken for the session’s', async () => {
  const back = await callback(practiceQuery)
  const named = async () => Response.json({ access_token: 'x', token_type: 'bearer', patient: 'p1' })
  expect(kindOf(await start(open(back, named)))).toBe('practice')
})

test('where the site allows no sign-in without a launch, there is none', async () => {
  const page = open(practiceQuery)
  expect(kindOf(await start(page, config({ standaloneLaunch: false })))).toBe('no-launch')
  expect(page.left).toEqual([])
})

test('a launch from the chart stays one, whatever the address adds', async () => {
  const page = open(`${launchQuery()}&practice`)
  await start(page)
  expect(new URL(page.left[0] ?? '').searchParams.get('scope')).toMatch(/^launch openid /)
  expect(ehr.requests.length).toBeGreaterThan(0)
})
