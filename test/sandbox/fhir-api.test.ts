import type { Bundle, ChargeItem, OperationOutcome } from 'fhir/r4'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { codeSystem } from '#core/codes.ts'
import { aSandbox, signIn } from '#test/fhir/sign-in.ts'
import { stories } from './patients/stories.ts'
import type { LaunchOptions } from './options.ts'
import type { Sandbox } from './sandbox.ts'

const patientId = 'parkinson-a1'
let ehr: Sandbox
let call: (method: string, path: string, body?: object, headers?: Record<string, string>) => Promise<Response>

/** The FHIR API as one signed-in app sees it, below the gateway that would hide its answers. */
async function enter(launch: Partial<LaunchOptions> = {}) {
  let bearer = ''
  const watch: typeof fetch = (input, init) => {
    const request = new Request(input, init)
    bearer = request.headers.get('Authorization') ?? bearer
    return ehr.handle(request)
  }
  const session = await signIn(ehr, { patientId, ...launch }, {}, watch)
  await session.send({ url: 'Patient/x' }).catch(() => null)
  call = (method, path, body, headers = {}) =>
    ehr.handle(
      new Request(`${ehr.base}/${path}`, {
        method,
        headers: { Authorization: bearer, 'Content-Type': 'application/fhir+json', Origin: 'http://127.0.0.1:5173', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
}

beforeAll(async () => {
  ehr = await aSandbox()
})
beforeEach(async () => {
  await ehr.reset()
  await enter()
})

const charge = (more: Partial<ChargeItem> = {}): ChargeItem => ({
  resourceType: 'ChargeItem',
  status: 'planned',
  code: { coding: [{ system: codeSystem.cpt, code: '96000' }] },
  subject: { reference: `Patient/${patientId}` },
  identifier: [{ system: 'urn:test', value: '1' }],
  ...more,
})
const outcomeOf = async (response: Response) => ((await response.json()) as OperationOutcome).resourceType

describe('scopes are enforced on every call', () => {
  test.each([
    ['a read', 'patient/Encounter.r', 'GET', 'Patient/parkinson-a1', 403],
    ['a read that is granted', 'patient/Patient.r', 'GET', 'Patient/parkinson-a1', 200],
    ['a search under read alone', 'patient/Condition.r', 'GET', 'Condition?patient=parkinson-a1', 403],
    ['a search that is granted', 'patient/Condition.s', 'GET', 'Condition?patient=parkinson-a1', 200],
    ['a create under read', 'patient/ChargeItem.rs', 'POST', 'ChargeItem', 403],
    ['a create that is granted', 'patient/ChargeItem.c', 'POST', 'ChargeItem', 201],
  ])('%s: %s %s', async (_name, grantedScopes, method, path, status) => {
    await enter({ grantedScopes })
    expect((await call(method, path, method === 'POST' ? charge() : undefined)).status).toBe(status)
  })
  test('an update needs its own letter', async () => {
    const { id } = await ehr.create(charge())
    await enter({ grantedScopes: 'patient/ChargeItem.crs' })
    expect((await call('PUT', `ChargeItem/${id}`, { ...charge(), id })).status).toBe(403)
    await enter({ grantedScopes: 'patient/ChargeItem.u' })
    expect((await call('PUT', `ChargeItem/${id}`, { ...charge(), id })).status).toBe(200)
  })
  test('a scope narrowed to a category shows that category only', async () => {
    const id = 'snomed-knee'
    await enter({ patientId: id, grantedScopes: `patient/Condition.rs?category=${codeSystem.conditionCategory}|problem-list-item` })
    const { entry = [] } = (await (await call('GET', `Condition?patient=${id}`)).json()) as Bundle
    expect(entry).toEqual([])
  })
  test('another patient is out of reach', async () => {
    expect((await call('GET', 'Patient/knee-right')).status).toBeGreaterThanOrEqual(403)
    expect((await call('POST', 'ChargeItem', charge({ subject: { reference: 'Patient/knee-right' } }))).status).toBe(403)
  })
  test('a type that the EHR forbids answers 403 whatever was granted', async () => {
    await enter({ forbid: ['Condition'] })
    const answer = await call('GET', `Condition?patient=${patientId}`)
    expect([answer.status, await outcomeOf(answer)]).toEqual([403, 'OperationOutcome'])
  })
})

describe('writes', () => {
  test('twenty conditional creates at once make one charge', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => call('POST', 'ChargeItem', charge(), { 'If-None-Exist': 'identifier=urn:test|1' })),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(await ehr.charges(patientId)).toHaveLength(1)
  })
  test('an update of a version that is gone is refused with 412', async () => {
    const made = await call('POST', 'ChargeItem', charge())
    const { id } = (await made.json()) as { id: string }
    expect(made.headers.get('ETag')).toBe('W/"1"')
    const update = (version: string) =>
      call('PUT', `ChargeItem/${id}`, { ...charge({ status: 'billable' }), id }, { 'If-Match': `W/"${version}"` })
    expect([(await update('1')).status, (await update('1')).status]).toEqual([200, 412])
  })
  test.each([
    ['without a status', { status: undefined }],
    ['with an unknown status', { status: 'paid' }],
    ['with an element that FHIR does not know', { price: 1 }],
  ])('a charge %s is refused with an OperationOutcome', async (_name, change) => {
    const answer = await call('POST', 'ChargeItem', { ...charge(), ...change })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(await outcomeOf(answer)).toBe('OperationOutcome')
  })
  test('a reference to nothing is refused', async () =>
    expect((await call('POST', 'ChargeItem', charge({ context: { reference: 'Encounter/none' } }))).status).toBeGreaterThanOrEqual(400))
})

test('the 10,000 Conditions come page by page, whole, and none twice', async () => {
  await enter({ patientId: 'many-conditions' })
  const ids: string[] = []
  let next: string | undefined = 'Condition?patient=many-conditions&_count=500'
  while (next !== undefined) {
    const bundle = (await (await call('GET', next)).json()) as Bundle
    ids.push(...(bundle.entry ?? []).map(({ resource }) => resource?.id ?? ''))
    next = bundle.link?.find(({ relation }) => relation === 'next')?.url.slice(ehr.base.length + 1)
  }
  expect([ids.length, new Set(ids).size]).toEqual([10_000, 10_000])
})

test('the CapabilityStatement names ChargeItem with conditional create', async () => {
  const { rest } = (await (await ehr.handle(new Request(`${ehr.base}/metadata`))).json()) as {
    rest: { resource: { type: string; conditionalCreate: boolean }[] }[]
  }
  expect(rest[0]?.resource.find(({ type }) => type === 'ChargeItem')).toMatchObject({ conditionalCreate: true })
})

test('only the registered origin may call from a page', async () => {
  const preflight = async (Origin: string) =>
    (
      await ehr.handle(
        new Request(`${ehr.base}/Patient/${patientId}`, {
          method: 'OPTIONS',
          headers: { Origin, 'Access-Control-Request-Method': 'GET', 'Access-Control-Request-Headers': 'authorization' },
        }),
      )
    ).headers.get('Access-Control-Allow-Origin')
  expect([await preflight('http://127.0.0.1:5173'), await preflight('https://evil.example')]).toEqual(['http://127.0.0.1:5173', null])
})

describe('every story', () => {
  test('is told once, with a patient and a visit of its own', () => {
    const ids = stories.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { id, resources } of stories) {
      const told = resources('2026-11-20')
      expect(told.filter(({ resourceType }) => resourceType === 'Patient').map((one) => one.id)).toEqual([id])
      expect(told.some(({ resourceType }) => resourceType === 'Encounter')).toBe(true)
    }
  })
  test.each([
    ['parkinson-a1', 'G20.A1'],
    ['parkinson-header', 'G20'],
    ['stroke-dysphagia', 'I69.391'],
    ['knee-right', 'M17.11'],
    ['hip-right', 'M16.11'],
    ['gait-other', 'R26.89'],
    ['snomed-stroke', '230690007'],
    ['snomed-knee', '239873007'],
    ['snomed-hip', '239872002'],
  ])('%s holds %s', (id, code) =>
    expect(JSON.stringify(stories.find((story) => story.id === id)?.resources('2026-11-20'))).toContain(`"code":"${code}"`),
  )
  test.each([
    'no-diagnosis',
    'text-only',
    'stopped-session',
    'abbreviated-session',
    'same-day-procedures',
    'many-conditions',
    'already-charged',
  ])('%s is there', (id) => expect(stories.map((story) => story.id)).toContain(id))
})
