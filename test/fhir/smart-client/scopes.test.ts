import { expect } from 'vitest'
import { readEncounters, readPatient, readPractitioner, readVisit } from '#fhir/read-visit.ts'
import { readRecords } from '#fhir/read-records.ts'
import { readRoles } from '#fhir/read-roles.ts'
import { requestedScopes, scopeTable } from '#fhir/requested-scopes.ts'
import { storeAnswers } from '#fhir/store-answers.ts'
import type { Session } from '#fhir/session.ts'
import { sawPress, witness } from '#test/faults/witness.ts'
import { aDesk } from '#test/fhir/at-the-desk.ts'
import { signIn } from '#test/fhir/sign-in.ts'
import { ehr, openDesk, patientId, session } from '#test/fhir/writing-desk.ts'
import { rules } from '#test/support/build.ts'
import { requirement } from './requirement.ts'

openDesk()

const visit = `${patientId}-visit`
const asked = (['ehr', 'standalone'] as const).map((launch) => requestedScopes(launch, null, ['standard', 'web-messaging']).split(' '))
/** The practice's view is about no patient: all its scopes are the user's. */
const askedForPractice = requestedScopes('practice', null).split(' ')
/** The resource types for which a letter is asked for. */
const askedFor = (letter: string) =>
  scopeTable
    .flatMap(({ resource, letters }) => (letters.includes(letter) ? [resource] : []))
    .toSorted((one, other) => one.localeCompare(other))

/**
 * Everything that the app ever does with a chart: reads all of it, drafts, confirms, attests, keeps the answers.
 * The EHR grants more than was asked for, so that nothing is left out for want of a scope.
 */
async function wholeStory() {
  const by: Session = await signIn(ehr, {
    patientId,
    encounterId: visit,
    grantedScopes: 'launch openid fhirUser online_access patient/*.cruds user/*.cruds',
  })
  await Promise.allSettled([readPatient(by), readEncounters(by), readPractitioner(by, 'Practitioner/dr-rivera')])
  await Promise.all([readRoles(by, ['Practitioner/dr-rivera']), readRecords(by)])
  const { desk, press } = await aDesk(by)
  await press('planned')
  await press()
  await expect.poll(() => desk.state()).toMatchObject({ stage: 'saved', attestation: { status: 'stored' } })
  const key = { issuer: by.base, patientId, encounterId: visit }
  const answers = () => ({
    resourceType: 'QuestionnaireResponse' as const,
    status: 'in-progress' as const,
    questionnaire: rules.visitCloseForm,
    subject: { reference: `Patient/${patientId}` },
    encounter: { reference: `Encounter/${visit}` },
    authored: '2026-11-20T16:00:00Z',
    author: { reference: 'Practitioner/dr-rivera' },
    item: [],
  })
  sawPress(by)
  await storeAnswers(by, { takes: 'yes', updates: true, conditionalCreate: true }, key, answers)
}

/** The types on which each interaction was used, by the letter that it needs. */
function used(letter: 'c' | 'r' | 's'): readonly string[] {
  const path = { c: /^POST ([A-Za-z]+)$/, r: /^GET ([A-Za-z]+)\/[^?]+$/, s: /^GET ([A-Za-z]+)(\?.*)?$/ }[letter]
  const requests = witness.lines.flatMap(({ base, requests }) =>
    requests.filter(({ url }) => url.startsWith(`${base}/`)).map(({ method, url }) => `${method} ${url.slice(base.length + 1)}`),
  )
  const types = requests.flatMap((request) => path.exec(request)?.[1] ?? []).filter((type) => type !== 'metadata')
  return [...new Set(types)].toSorted((one, other) => one.localeCompare(other))
}
const without = (letter: string) =>
  scopeTable
    .map(({ level, resource, letters }) => `${level}/${resource}.${letters.replace(letter, '')}`)
    .filter((scope) => !scope.endsWith('.'))
    .join(' ')

requirement(120, async () => {
  await wholeStory()
  expect(used('c')).toEqual(['ChargeItem', 'Provenance', 'QuestionnaireResponse'])
  expect(askedFor('c')).toEqual(used('c'))
})

requirement(121, async () => {
  await wholeStory()
  expect(used('r')).toEqual(expect.arrayContaining(['ChargeItem', 'Encounter', 'Patient', 'Practitioner']))
  expect(used('r').filter((type) => !askedFor('r').includes(type))).toEqual([])
  // Where the EHR did not grant it, the app does not try.
  const narrowed = await signIn(ehr, { patientId, encounterId: visit, grantedScopes: without('r') })
  const before = ehr.requests.length
  await expect(readPatient(narrowed)).rejects.toMatchObject({ kind: 'forbidden' })
  expect(ehr.requests).toHaveLength(before)
})

requirement(125, async () => {
  await wholeStory()
  expect(used('s').length).toBeGreaterThan(5)
  expect(askedFor('s')).toEqual(used('s'))
  const narrowed = await signIn(ehr, { patientId, encounterId: visit, grantedScopes: without('s') })
  const before = ehr.requests.length
  const read = await readVisit(narrowed, visit)
  expect([read.procedures, read.charges, read.conditions[0]?.reading].map((reading) => reading?.status)).toEqual(
    Array(3).fill('unreadable'),
  )
  expect(ehr.requests.slice(before).map(({ url }) => url)).toEqual([`${session.base}/Encounter/${visit}`])
})

requirement(135, () => {
  const others = /^(launch(\/(patient|encounter))?|openid|fhirUser|online_access|messaging\/scratchpad)$/
  const resources = [...asked, askedForPractice].flat().filter((one) => !others.test(one))
  for (const scope of resources) expect(scope).toMatch(/^(patient|user|system)\/([A-Z][A-Za-z]+|\*)\.(?=[cruds])c?r?u?d?s?$/)
  expect(resources).toHaveLength(3 * scopeTable.length)
})

requirement(141, async () => {
  const people = ['Practitioner', 'PractitionerRole']
  for (const scopes of asked) {
    expect(scopes.filter((scope) => scope.startsWith('user/')).map((scope) => /\/(\w+)\./.exec(scope)?.[1])).toEqual(people)
    expect(scopes.filter((scope) => scope.includes('Practitioner') && !scope.startsWith('user/'))).toEqual([])
  }
  const ofUser = askedForPractice.filter((scope) => scope.includes('/'))
  expect(ofUser.map((scope) => scope.split('/')[0])).toEqual(Array(scopeTable.length).fill('user'))
  // A patient's scope does not stand in for it.
  const narrowed = await signIn(ehr, { patientId, encounterId: visit, grantedScopes: 'patient/Patient.r patient/Encounter.rs' })
  const before = ehr.requests.length
  await expect(readPractitioner(narrowed, 'Practitioner/dr-rivera')).rejects.toMatchObject({ kind: 'forbidden' })
  expect(await readRoles(narrowed, ['Practitioner/dr-rivera'])).toMatchObject({ status: 'unreadable', gap: 'not-granted' })
  expect(ehr.requests).toHaveLength(before)
})

requirement(151, () => {
  const contexts = asked.map((scopes) =>
    scopes.filter((scope) => !/^(openid|fhirUser|online_access|messaging\/.*)$|^(patient|user)\/[A-Z]/.test(scope)),
  )
  expect(contexts).toEqual([['launch'], ['launch/patient', 'launch/encounter']])
  expect(askedForPractice.filter((scope) => scope.startsWith('launch'))).toEqual([])
  for (const scope of contexts.flat()) expect(scope).toMatch(/^launch(\/[a-z]+)?$/)
  // A site's own list cannot bring one of another kind, or another launch's.
  expect(
    requestedScopes('ehr', 'launch/patient openid')
      .split(' ')
      .filter((scope) => scope !== 'openid'),
  ).toEqual(['launch'])
})

requirement(196, async () => {
  for (const scopes of asked) expect(scopes.filter((scope) => scope === 'openid' || scope === 'fhirUser')).toEqual(['openid', 'fhirUser'])
  expect(await session.identity()).toEqual({ status: 'verified', fhirUser: 'Practitioner/dr-rivera' })
})
