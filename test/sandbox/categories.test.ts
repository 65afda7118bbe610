import type { Bundle, FhirResource } from 'fhir/r4'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { codeSystem } from '#core/codes.ts'
import type { Sandbox } from './sandbox.ts'
import { anEhr, signedIn } from './signed-in.ts'

const patientId = 'parkinson-a1'
let ehr: Sandbox
beforeAll(async () => {
  ehr = await anEhr()
})
beforeEach(() => ehr.reset())

const enter = (grantedScopes: string, patient = patientId) => signedIn(ehr, { patientId: patient, grantedScopes })

describe('a scope narrowed to a category', () => {
  const narrowed = (code: string, letters = 'rs') => `patient/Condition.${letters}?category=${codeSystem.conditionCategory}|${code}`
  const ofStory = 'resolved-and-refuted'
  const found = async (scopes: string) => {
    const answer = await (await enter(scopes, ofStory))('GET', `Condition?patient=${ofStory}`)
    return ((await answer.json()) as Bundle).total
  }
  test('shows that category alone, and two of them show both', async () => {
    expect(await found(narrowed('encounter-diagnosis'))).toBe(1)
    expect(await found(narrowed('problem-list-item'))).toBe(1)
    expect(await found(`${narrowed('encounter-diagnosis')} ${narrowed('problem-list-item')}`)).toBe(2)
    expect(await found(`${narrowed('encounter-diagnosis')} patient/Condition.rs`)).toBe(2)
  })
  test('hides the others from a read too', async () => {
    const call = await enter(narrowed('problem-list-item'), ofStory)
    const all = (await (await (await enter('patient/Condition.s', ofStory))('GET', `Condition?patient=${ofStory}`)).json()) as Bundle
    const statuses = await Promise.all((all.entry ?? []).map(async ({ fullUrl = '' }) => (await call('GET', fullUrl)).status))
    expect(new Set(statuses)).toEqual(new Set([200, 404]))
  })
  test('lets nothing of another category be written', async () => {
    const note = (code: string) => ({
      resourceType: 'DocumentReference' as const,
      status: 'current' as const,
      subject: { reference: `Patient/${patientId}` },
      category: [{ coding: [{ system: 'urn:notes', code }] }],
      content: [{ attachment: { contentType: 'text/plain', data: 'eA==' } }],
    })
    await ehr.create({ ...note('gait'), id: 'of-gait' })
    await ehr.create({ ...note('other'), id: 'of-other' })
    const call = await enter('patient/DocumentReference.cruds?category=urn:notes|gait')
    const statusOf = async (...asked: Parameters<typeof call>) => (await call(...asked)).status
    expect(await statusOf('POST', 'DocumentReference', note('gait'))).toBe(201)
    expect(await statusOf('POST', 'DocumentReference', note('other'))).toBe(403)
    expect(await statusOf('PUT', 'DocumentReference/of-gait', { ...note('gait'), id: 'of-gait' })).toBe(200)
    expect(await statusOf('PUT', 'DocumentReference/of-gait', { ...note('other'), id: 'of-gait' })).toBe(403)
    expect(await statusOf('PUT', 'DocumentReference/of-other', { ...note('gait'), id: 'of-other' })).toBe(404)
  })
  test('hides what has no category', async () => {
    const call = await enter(narrowed('problem-list-item'), 'snomed-knee')
    expect(await typesIn(await call('GET', 'Condition?patient=snomed-knee'))).toEqual([])
  })
})

describe('a category that the EHR refuses', () => {
  const ofStory = 'resolved-and-refuted'
  const refused = async () =>
    signedIn(ehr, { patientId: ofStory, grantedScopes: 'patient/*.rs', forbid: ['Condition?category=problem-list-item'] })
  test.each([
    [`Condition?patient=${ofStory}&category=problem-list-item`, 403],
    [`Condition?patient=${ofStory}&category=${codeSystem.conditionCategory}|problem-list-item`, 403],
    [`Condition?patient=${ofStory}&category=encounter-diagnosis,problem-list-item`, 403],
    [`Condition?patient=${ofStory}`, 403],
    [`Condition?patient=${ofStory}&category=${codeSystem.conditionCategory}|encounter-diagnosis`, 200],
    [`Procedure?patient=${ofStory}`, 200],
  ])('%s answers %i', async (path, status) => expect((await (await refused())('GET', path)).status).toBe(status))
  test('is not read one by one either', async () => {
    const all = (await (await (await enter('patient/Condition.s', ofStory))('GET', `Condition?patient=${ofStory}`)).json()) as Bundle
    const call = await refused()
    const statuses = await Promise.all((all.entry ?? []).map(async ({ fullUrl = '' }) => (await call('GET', fullUrl)).status))
    expect(new Set(statuses)).toEqual(new Set([200, 404]))
  })
})

async function typesIn(answer: Response): Promise<readonly string[]> {
  const { entry = [] } = (await answer.json()) as Bundle<FhirResource>
  return entry.map(({ resource }) => resource?.resourceType ?? '')
}
