import type { Bundle, ChargeItem, FhirResource } from 'fhir/r4'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { codeSystem } from '#core/codes.ts'
import type { Sandbox } from './sandbox.ts'
import { anEhr, signedIn } from './signed-in.ts'

const patientId = 'parkinson-a1'
const charge: ChargeItem = {
  resourceType: 'ChargeItem',
  id: 'of-today',
  status: 'planned',
  code: { coding: [{ system: codeSystem.cpt, code: '96000' }] },
  subject: { reference: `Patient/${patientId}` },
}
const ofAnother: ChargeItem = { ...charge, id: 'of-another', subject: { reference: 'Patient/knee-right' } }

let ehr: Sandbox
beforeAll(async () => {
  ehr = await anEhr()
})
beforeEach(async () => {
  await ehr.reset()
  await ehr.create(charge)
  await ehr.create(ofAnother)
})

const enter = (grantedScopes: string, patient = patientId) => signedIn(ehr, { patientId: patient, grantedScopes })
const { id: _, ...newCharge } = charge
const search = 'ChargeItem?patient=parkinson-a1'

describe('a letter of a scope allows its own interaction alone', () => {
  const interactions = {
    c: ['POST', 'ChargeItem', newCharge, 201],
    r: ['GET', 'ChargeItem/of-today', undefined, 200],
    u: ['PUT', 'ChargeItem/of-today', charge, 200],
    s: ['GET', search, undefined, 200],
  } as const
  const letters = Object.keys(interactions) as (keyof typeof interactions)[]
  test.each(letters.flatMap((granted) => letters.map((needed) => [granted, needed] as const)))(
    'patient/ChargeItem.%s and an interaction that needs %s',
    async (granted, needed) => {
      const [method, path, body, allowed] = interactions[needed]
      const { status } = await (await enter(`patient/ChargeItem.${granted}`))(method, path, body)
      expect(status).toBe(granted === needed ? allowed : 403)
    },
  )
  test.each([
    ['a version', 'GET', 'ChargeItem/of-today/_history/1', 'r'],
    ['a search by POST', 'POST', 'ChargeItem/_search', 's'],
  ])('%s needs the letter %s %s %s', async (_name, method, path, letter) => {
    expect((await (await enter(`patient/ChargeItem.${letter}`))(method, path)).status).toBe(200)
    expect((await (await enter(`patient/ChargeItem.${letter === 'r' ? 'cus' : 'cru'}`))(method, path)).status).toBe(403)
  })
  test.each([
    ['patient/ChargeItem.read', 200, 200, 403],
    ['patient/ChargeItem.write', 403, 403, 201],
    ['patient/*.rs', 200, 200, 403],
    ['patient/Condition.cruds', 403, 403, 403],
    ['launch openid fhirUser', 403, 403, 403],
  ])('%s: read %i, search %i, create %i', async (granted, read, found, created) => {
    const call = await enter(granted)
    const answers = [await call('GET', 'ChargeItem/of-today'), await call('GET', search), await call('POST', 'ChargeItem', newCharge)]
    expect(answers.map(({ status }) => status)).toEqual([read, found, created])
  })
  test('a refusal is an OperationOutcome and names the cause', async () => {
    const answer = await (await enter('patient/Patient.r'))('GET', search)
    expect(answer.headers.get('WWW-Authenticate')).toContain('insufficient_scope')
    expect(await answer.json()).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'forbidden' }] })
  })
  test('an included resource needs its own scope', async () => {
    const typesWith = async (scopes: string) =>
      typesIn(await (await enter(scopes))('GET', 'Encounter?patient=parkinson-a1&_include=Encounter:patient'))
    expect(await typesWith('patient/Encounter.rs')).toEqual(['Encounter'])
    expect(await typesWith('patient/Encounter.rs patient/Patient.r')).toEqual(['Encounter', 'Patient'])
  })
})

describe('the compartment of the patient in context', () => {
  test.each([
    ['GET', 'Patient/knee-right', undefined],
    ['GET', 'ChargeItem/of-another', undefined],
    ['GET', 'ChargeItem?patient=knee-right', undefined],
    ['GET', 'ChargeItem?subject=Patient/knee-right', undefined],
    ['GET', 'ChargeItem?patient=parkinson-a1,knee-right', undefined],
    ['POST', 'ChargeItem', { ...newCharge, subject: { reference: 'Patient/knee-right' } }],
    ['PUT', 'ChargeItem/of-another', ofAnother],
    ['PUT', 'ChargeItem/of-another', { ...ofAnother, subject: charge.subject }],
    ['PUT', 'ChargeItem/of-today', { ...charge, subject: ofAnother.subject }],
  ])('ends before another patient: %s %s', async (method, path, body) =>
    expect((await (await enter('patient/*.cruds'))(method, path, body)).status).toBe(403),
  )
  test('hides other patients from a search that names none', async () => {
    const answer = await (await enter('patient/*.cruds'))('GET', 'ChargeItem')
    expect(((await answer.json()) as Bundle).entry?.map(({ resource }) => resource?.id)).toEqual(['of-today'])
  })
  test('is not left by a conditional create that finds the charge of another patient', async () => {
    await ehr.update({ ...ofAnother, identifier: [{ system: 'urn:test', value: '1' }] })
    const call = await enter('patient/*.cruds')
    const answer = await call('POST', 'ChargeItem', newCharge, { 'If-None-Exist': 'identifier=urn:test|1' })
    expect([answer.status, JSON.stringify(await answer.json()).includes('knee-right')]).toEqual([403, false])
  })
  test('holds the clinicians, whom every chart shares', async () =>
    expect((await (await enter('patient/*.rs'))('GET', 'Practitioner/dr-rivera')).status).toBe(200))
  test('does not bind a user-level scope', async () =>
    expect((await (await enter('user/ChargeItem.rs'))('GET', 'ChargeItem/of-another')).status).toBe(200))
  test('a type that the EHR forbids answers 403 whatever was granted', async () => {
    const call = await signedIn(ehr, { patientId, grantedScopes: 'patient/*.cruds', forbid: ['Condition'] })
    expect((await call('GET', `Condition?patient=${patientId}`)).status).toBe(403)
    expect((await call('GET', search)).status).toBe(200)
  })
})

describe('no call is answered without a token', () => {
  const bare = (method: string, path: string, headers: Record<string, string> = {}) =>
    ehr.handle(new Request(`${ehr.base}/${path}`, { method, headers, ...(method === 'GET' ? {} : { body: '{}' }) }))
  test.each([
    ['GET', 'Patient/parkinson-a1'],
    ['GET', search],
    ['GET', 'ChargeItem/of-today/_history/1'],
    ['POST', 'ChargeItem'],
    ['POST', 'ChargeItem/_search'],
    ['PUT', 'ChargeItem/of-today'],
  ])('%s %s is 401', async (method, path) => {
    const answer = await bare(method, path)
    expect([answer.status, answer.headers.get('WWW-Authenticate')]).toEqual([401, 'Bearer realm="sandbox"'])
    expect((await bare(method, path, { Authorization: 'Basic nonsense' })).status).toBe(401)
  })
})

async function typesIn(answer: Response): Promise<readonly string[]> {
  const { entry = [] } = (await answer.json()) as Bundle<FhirResource>
  return entry.map(({ resource }) => resource?.resourceType ?? '')
}
