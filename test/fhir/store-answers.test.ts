import type { QuestionnaireResponse } from 'fhir/r4'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { answersIdentifier, type Answered } from '#core/close-response.ts'
import type { AnswersOffer } from '#fhir/channel.ts'
import type { Session } from '#fhir/session.ts'
import { storeAnswers } from '#fhir/store-answers.ts'
import type { FaultAnswer } from '#test/sandbox/faults.ts'
import type { Sandbox } from '#test/sandbox/sandbox.ts'
import { rules } from '#test/support/build.ts'
import { sawPress } from '#test/faults/witness.ts'
import { aSandbox, signIn } from './sign-in.ts'

const patientId = 'knee-right'
const encounterId = `${patientId}-visit`
let ehr: Sandbox
let session: Session

beforeAll(async () => {
  ehr = await aSandbox()
})
beforeEach(async () => {
  await ehr.reset()
  session = await signIn(ehr, { patientId, encounterId })
  sawPress(session)
})

const offer: AnswersOffer = { takes: 'yes', updates: true, conditionalCreate: true }
const saying = (code: string, status: 'in-progress' | 'completed' = 'in-progress'): Answered => ({
  resourceType: 'QuestionnaireResponse',
  status,
  questionnaire: rules.visitCloseForm,
  subject: { reference: `Patient/${patientId}` },
  encounter: { reference: `Encounter/${encounterId}` },
  authored: '2026-11-20T16:00:00Z',
  author: { reference: 'Practitioner/dr-rivera' },
  item: [{ linkId: 'group-order', item: [{ linkId: 'consent', answer: [{ valueCoding: { code } }] }] }],
})
const key = () => ({ issuer: session.base, patientId, encounterId })
const store = (code: string, how: Partial<AnswersOffer> = {}) => storeAnswers(session, { ...offer, ...how }, key(), () => saying(code))
const why = (kept: Awaited<ReturnType<typeof store>>) => (kept.status === 'absent' ? kept.why : 'saved')
const fault = (method: string, answer: FaultAnswer) => ehr.misbehave({ method, pathPattern: /QuestionnaireResponse/, answer })
const inChart = async () => (await ehr.answers(patientId)).map(({ item, meta }) => [codeIn(item), meta?.versionId])
const codeIn = (item: QuestionnaireResponse['item']) => item?.[0]?.item?.[0]?.answer?.[0]?.valueCoding?.code
const writes = () => ehr.requests.filter(({ method, url }) => method !== 'GET' && url.includes('/fhir/'))

describe('the answers of a visit', () => {
  test('are stored once, under their identifier', async () => {
    expect(await store('yes')).toMatchObject({ status: 'saved', response: { identifier: answersIdentifier(key(), 0) } })
    expect(await inChart()).toEqual([['yes', '1']])
  })
  test('saved again unchanged are not sent again', async () => {
    await store('yes')
    expect(why(await store('yes'))).toBe('saved')
    expect(writes()).toHaveLength(1)
  })
  test('changed, replace what stands', async () => {
    await store('yes')
    expect(why(await store('no'))).toBe('saved')
    expect(await inChart()).toEqual([['no', '2']])
  })
  test('entered in error leave room for new ones, under another identifier', async () => {
    await store('yes')
    const [before] = await ehr.answers(patientId)
    await ehr.update({ ...(before as QuestionnaireResponse), status: 'entered-in-error' })
    expect(await store('no')).toMatchObject({ status: 'saved', response: { identifier: answersIdentifier(key(), 1) } })
    expect(await inChart()).toHaveLength(2)
  })
  test('whose storing was never answered are found, and not sent twice', async () => {
    fault('POST', { kind: 'commit-then-drop' })
    expect(why(await store('yes'))).toBe('saved')
    expect(await inChart()).toEqual([['yes', '1']])
  })
})

describe('they are kept for a hand-over', () => {
  test('where the EHR takes none, or did not grant it, and nothing is sent', async () => {
    expect(why(await store('yes', { takes: 'not-offered' }))).toBe('not-offered')
    expect(why(await store('yes', { takes: 'not-granted' }))).toBe('not-granted')
    expect(writes()).toEqual([])
  })
  test('where the EHR refuses them', async () => {
    fault('POST', { kind: 'respond', status: 422 })
    expect(why(await store('yes'))).toBe('refused')
  })
  test('where the connection broke before they arrived', async () => {
    fault('POST', { kind: 'drop' })
    expect(why(await store('yes'))).toBe('unknown')
    expect(await inChart()).toEqual([])
  })
  test('where others stand that may not be changed', async () => {
    await store('yes')
    expect(why(await store('no', { updates: false }))).toBe('others-stand')
    expect(await inChart()).toEqual([['yes', '1']])
  })
  test('where somebody changed what stands meanwhile', async () => {
    await store('yes')
    fault('PUT', { kind: 'respond', status: 412 })
    expect(why(await store('no'))).toBe('others-stand')
  })
  test('where nobody could look for others, and a repeat would store them twice', async () => {
    fault('GET', { kind: 'respond', status: 403 })
    expect(why(await store('yes', { conditionalCreate: false }))).toBe('could-not-look')
    expect(writes()).toEqual([])
  })
})
