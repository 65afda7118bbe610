import type { Encounter } from 'fhir/r4'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { resourcesOf } from '#core/visit.ts'
import { readEncounters, readPatient, readPractitioner, readVisit } from '#fhir/read-visit.ts'
import type { Sandbox } from '#test/sandbox/sandbox.ts'
import { aSandbox, signIn } from './sign-in.ts'

let ehr: Sandbox
beforeAll(async () => {
  ehr = await aSandbox()
})
beforeEach(() => ehr.reset())

const scopes = (condition: string) => `openid patient/Patient.r patient/Encounter.rs ${condition} patient/ChargeItem.crus`
const encounterDiagnosis = 'patient/Condition.rs?category=http://terminology.hl7.org/CodeSystem/condition-category|encounter-diagnosis'
const asked = () => ehr.requests.filter(({ url }) => url.includes('/fhir/')).map(({ url }) => url.slice(ehr.base.length + 1))

test('a visit is one parallel reading of encounter, diagnoses, procedures, charges and coverages', async () => {
  const session = await signIn(ehr, { patientId: 'parkinson-a1', encounterId: 'parkinson-a1-visit' })
  const visit = await readVisit(session, 'parkinson-a1-visit')
  expect(visit.encounter.id).toBe('parkinson-a1-visit')
  expect(visit.conditions.map(({ query, reading }) => [query, reading.status])).toEqual([['all', 'read']])
  expect(resourcesOf(visit.conditions[0]?.reading ?? { status: 'unreadable', gap: 'forbidden' }).length).toBeGreaterThan(0)
  for (const part of [visit.procedures, visit.charges, visit.coverages]) expect(part).toMatchObject({ status: 'read', ignored: 0 })
  expect(resourcesOf(visit.procedures).length).toBeGreaterThan(0)
})

test('a site that queries by category gets one reading a category', async () => {
  const session = await signIn(ehr, { patientId: 'parkinson-a1' }, { conditionQueries: 'by-category' })
  const { conditions } = await readVisit(session, 'parkinson-a1-visit')
  expect(conditions.map(({ query, reading }) => [query, reading.status])).toEqual([
    ['encounter-diagnosis', 'read'],
    ['problem-list-item', 'read'],
  ])
})

test.each(['all', 'by-category'] as const)(
  'a grant narrowed to one category leaves the other not granted, with queries %s',
  async (conditionQueries) => {
    const session = await signIn(ehr, { patientId: 'parkinson-a1', grantedScopes: scopes(encounterDiagnosis) }, { conditionQueries })
    const { conditions } = await readVisit(session, 'parkinson-a1-visit')
    expect(conditions).toEqual([
      { query: 'encounter-diagnosis', reading: expect.objectContaining({ status: 'read' }) as unknown },
      { query: 'problem-list-item', reading: { status: 'unreadable', gap: 'not-granted' } },
    ])
  },
)

test('a grant narrowed by anything else leaves every reading incomplete', async () => {
  const session = {
    ...(await signIn(ehr, { patientId: 'parkinson-a1' })),
    grantedScopes: ['patient/*.r', 'patient/Condition.rs?code=1', 'patient/Encounter.rs'],
  }
  const { conditions } = await readVisit(session, 'parkinson-a1-visit')
  expect(conditions).toMatchObject([{ query: 'all', reading: { status: 'partly-read', gap: 'not-granted' } }])
})

test('L22 what was not granted is not asked for, and never reads as none', async () => {
  const session = await signIn(ehr, { patientId: 'parkinson-a1', grantedScopes: 'patient/Encounter.rs' })
  const visit = await readVisit(session, 'parkinson-a1-visit')
  const notGranted = { status: 'unreadable', gap: 'not-granted' }
  expect(visit.conditions).toEqual([{ query: 'all', reading: notGranted }])
  expect([visit.procedures, visit.charges, visit.coverages]).toEqual([notGranted, notGranted, notGranted])
  expect(asked().filter((url) => /^[A-Z]/.test(url))).toEqual(['Encounter/parkinson-a1-visit'])
})

test('N06 a part that the EHR refuses is forbidden in its own place, the others stand', async () => {
  const session = await signIn(ehr, { patientId: 'parkinson-a1', forbid: ['Condition'] })
  const visit = await readVisit(session, 'parkinson-a1-visit')
  expect(visit.conditions).toEqual([{ query: 'all', reading: { status: 'unreadable', gap: 'forbidden' } }])
  expect(visit.procedures.status).toBe('read')
})

test("N08 a visit that cannot be read is an error, and another patient's visit is refused", async () => {
  const session = await signIn(ehr, { patientId: 'parkinson-a1' })
  await expect(readVisit(session, 'no-such-visit')).rejects.toMatchObject({ kind: 'not-found' })
  const visit = await ehr.read<Encounter>('Encounter', 'parkinson-a1-visit')
  const moved = { ...session, send: async () => ({ status: 200, resource: { ...visit, subject: { reference: 'Patient/other' } } }) }
  await expect(readVisit(moved, 'parkinson-a1-visit')).rejects.toMatchObject({ kind: 'refused' })
})

test('a visit whose own list of diagnoses has a broken shape is not understood', async () => {
  const session = await signIn(ehr, { patientId: 'parkinson-a1' })
  const visit = await ehr.read<Encounter>('Encounter', 'parkinson-a1-visit')
  const broken = { ...session, send: async () => ({ status: 200, resource: { ...visit, diagnosis: [{ condition: 'x' }] } as never }) }
  await expect(readVisit(broken, 'parkinson-a1-visit')).rejects.toMatchObject({ kind: 'not-fhir' })
})

test("D19 another patient's resource in an answer is dropped and counted, and the answer is not relied on", async () => {
  const session = await signIn(ehr, { patientId: 'parkinson-a1' })
  const send: typeof session.send = async (request) => {
    const answer = await session.send(request)
    if (answer.resource?.resourceType !== 'Bundle' || !request.url.includes('Condition')) return answer
    const foreign = { resourceType: 'Condition' as const, id: 'foreign', subject: { reference: 'Patient/other' } }
    return { ...answer, resource: { ...answer.resource, entry: [...(answer.resource.entry ?? []), { resource: foreign }] } }
  }
  const { conditions } = await readVisit({ ...session, send }, 'parkinson-a1-visit')
  expect(conditions[0]?.reading).toMatchObject({ status: 'partly-read', gap: 'other-patient', ignored: 1 })
  expect(JSON.stringify(conditions)).not.toContain('foreign')
})

test('P09 ten thousand diagnoses are read to the last page', async () => {
  const session = await signIn(ehr, { patientId: 'many-conditions' })
  const { conditions } = await readVisit(session, 'many-conditions-visit')
  const [{ reading } = { reading: null }] = conditions
  expect(reading).toMatchObject({ status: 'read', ignored: 0 })
  expect(reading === null ? 0 : new Set(resourcesOf(reading).map(({ id }) => id)).size).toBe(10_000)
})

test("the patient's visits are offered newest first", async () => {
  const reading = await readEncounters(await signIn(ehr, { patientId: 'two-visits' }))
  const starts = resourcesOf(reading).map(({ period }) => period?.start ?? '')
  expect(starts.length).toBeGreaterThan(1)
  expect(starts).toEqual(starts.toSorted().toReversed())
})

test('patient and clinician are read by id, and a role has no name of its own', async () => {
  const session = await signIn(ehr, { patientId: 'parkinson-a1' })
  expect((await readPatient(session)).id).toBe('parkinson-a1')
  expect((await readPractitioner(session, 'Practitioner/dr-rivera'))?.id).toBe('dr-rivera')
  expect(await readPractitioner(session, 'PractitionerRole/r1')).toBeNull()
})
