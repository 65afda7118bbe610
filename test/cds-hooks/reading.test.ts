import type { FhirResource } from 'fhir/r4'
import { beforeEach, describe, expect, test } from 'vitest'
import { discoveryAnswer } from '#cds-hooks/services.ts'
import { aCharge, aCondition, anEncounter, aStudy } from '#test/support/build.ts'
import { discoveryAnswer as discoverySchema } from './card-schema.ts'
import * as v from 'valibot'
import { aCall, aHospital, bundleOf, cardsOf, client, fhirServer, tokenOfHook, wholePrefetch } from './hospital.ts'
import { keySet } from './keys.ts'

let hospital: Awaited<ReturnType<typeof aHospital>>
beforeEach(async () => {
  hospital = await aHospital()
})

const outcome = (code: string) => ({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code }] })
const without = (...keys: readonly string[]) => Object.fromEntries(Object.entries(wholePrefetch()).filter(([key]) => !keys.includes(key)))
/** A call whose token may fetch what was not prefetched. */
const withToken = (prefetch: object, more: object = {}) => aCall({ fhirServer, fhirAuthorization: { ...tokenOfHook, ...more }, prefetch })
const detailOf = async (response: Response) => (await cardsOf(response))[0]?.detail
const asked = () => hospital.requests.filter(({ url }) => url !== keySet)
const serveAll = () => {
  const encounter: FhirResource = anEncounter({ subject: { reference: 'Patient/p1' } })
  hospital.serve('Encounter/v1', Response.json(encounter))
  hospital.serve('Condition?patient=p1&_count=500', Response.json(bundleOf([aCondition('G20.A1')])))
  hospital.serve('Procedure?patient=p1&_count=500', Response.json(bundleOf([aStudy()])))
  for (const type of ['ChargeItem', 'ServiceRequest', 'Consent', 'DiagnosticReport', 'QuestionnaireResponse'])
    hospital.serve(`${type}?patient=p1&_count=500`, Response.json(bundleOf([])))
}

describe('discovery', () => {
  test.each(['all', 'by-category'] as const)('fits the specification, with the queries of the app (%s)', (configured) => {
    const { success, issues } = v.safeParse(discoverySchema, discoveryAnswer(configured))
    expect(issues).toBeUndefined()
    expect(success).toBe(true)
  })
  test('asks for the visit by prefetch tokens of both hooks', () => {
    const { services } = discoveryAnswer('by-category')
    expect(services.map(({ hook }) => hook)).toEqual(['encounter-discharge', 'patient-view'])
    for (const { prefetch } of services) {
      expect(Object.keys(prefetch)).toEqual([
        'encounter',
        'encounter-diagnosis',
        'problem-list-item',
        'procedures',
        'charges',
        'orders',
        'consents',
        'reports',
        'responses',
      ])
      expect(prefetch['encounter']).toBe('Encounter/{{context.encounterId}}')
      expect(prefetch['procedures']).toBe('Procedure?patient={{context.patientId}}&_count=500')
    }
  })
})

test('a whole prefetch is read without one request, although a token came along', async () => {
  expect(await cardsOf(await hospital.close(withToken(wholePrefetch())))).toHaveLength(1)
  expect(asked()).toEqual([])
})

test('by category, each category is its own prefetch', async () => {
  hospital = await aHospital({ conditionQueries: 'by-category' })
  const { conditions, ...rest } = wholePrefetch()
  const body = aCall({ prefetch: { ...rest, 'encounter-diagnosis': conditions, 'problem-list-item': bundleOf([]) } })
  expect(await cardsOf(await hospital.close(body))).toHaveLength(1)
})

describe('H14 prefetch that is not whole', () => {
  test.each(['encounter', 'conditions', 'procedures'])('without %s and without a server: 412, which names it', async (key) => {
    const response = await hospital.close(aCall({ prefetch: without(key) }))
    const { issue } = (await response.json()) as { issue: readonly { diagnostics: string }[] }
    expect([response.status, issue[0]?.diagnostics]).toEqual([
      412,
      `Needed data could be had neither from prefetch nor from the FHIR server: ${key}.`,
    ])
  })
  test('without any prefetch: 412, which names all that is needed', async () => {
    const { prefetch: _, ...body } = aCall()
    const response = await hospital.close(body)
    expect([response.status, await response.text()]).toEqual([412, expect.stringContaining('encounter, conditions, procedures') as unknown])
  })
  test('without any prefetch but with a token: everything is fetched, by the token, from the listed server', async () => {
    serveAll()
    const whole = await detailOf(await hospital.close())
    expect(await detailOf(await hospital.close(withToken({})))).toBe(whole)
    expect(asked()).toHaveLength(8)
    expect([...new Set(asked().map(({ authorization }) => authorization))]).toEqual(['Bearer hook-token-canary'])
  })
  test('null is fetched where that is allowed', async () => {
    serveAll()
    await hospital.close(withToken(wholePrefetch({ procedures: null })))
    expect(asked().map(({ url }) => url)).toEqual([`${fhirServer}/Procedure?patient=p1&_count=500`])
  })
  test.each([
    ['null', null],
    ['an OperationOutcome', outcome('forbidden')],
    ['a Bundle of something else', bundleOf([aCharge('billed')])],
    ['text', 'none'],
    ['a Bundle that says it may be incomplete', bundleOf([outcome('incomplete') as FhirResource])],
    ['a broken Bundle', { resourceType: 'Bundle', entry: {} }],
  ])('procedures that are %s never read as "no study": without a diagnosis on the list nothing is said', async (_, procedures) => {
    const prefetch = wholePrefetch({ procedures, conditions: bundleOf([]) })
    expect(await cardsOf(await hospital.close(aCall({ prefetch })))).toEqual([])
  })
  test.each([
    ['null', null],
    ['an OperationOutcome', outcome('forbidden')],
    ['a Bundle with a next page', bundleOf([], 'https://ehr.example/fhir?page=2')],
  ])('charges that are %s are "could not be looked up", never "none"', async (_, charges) => {
    const detail = await detailOf(await hospital.close(aCall({ prefetch: wholePrefetch({ charges }) })))
    expect(detail).toContain('Could not be looked up:\n\n- Existing charges could not be read completely.')
  })
  test.each(['orders', 'consents', 'reports'])(
    '%s that were not prefetched are "could not be looked up", never "not found"',
    async (key) => {
      const words = { orders: 'Is there an order', consents: 'consent recorded', reports: 'signed report' }[key] ?? ''
      const parts = (detail: string | undefined) => (detail ?? '').split('Could not be looked up:').map((part) => part.includes(words))
      expect(parts(await detailOf(await hospital.close()))).toEqual([true])
      expect(parts(await detailOf(await hospital.close(aCall({ prefetch: without(key) }))))).toEqual([false, true])
    },
  )
  test('the encounter as OperationOutcome: 412, and the EHR is not asked again', async () => {
    serveAll()
    const response = await hospital.close(withToken(wholePrefetch({ encounter: outcome('not-found') })))
    expect([response.status, asked()]).toEqual([412, []])
  })
  test('a further page is fetched from the listed server', async () => {
    const next = `${fhirServer}/Procedure?page=2`
    hospital.serve('Procedure?page=2', Response.json(bundleOf([aStudy()])))
    const prefetch = wholePrefetch({ procedures: bundleOf([], next) })
    expect((await cardsOf(await hospital.close(withToken(prefetch))))[0]?.summary).toContain('Motion analysis at this visit')
    expect(asked().map(({ url }) => url)).toEqual([next])
  })
  test('a further page elsewhere is never fetched', async () => {
    const prefetch = wholePrefetch({ procedures: bundleOf([aStudy()], 'https://stranger.example/fhir/Procedure?page=2') })
    expect(await cardsOf(await hospital.close(withToken(prefetch)))).toHaveLength(1)
    expect(asked()).toEqual([])
  })
  test("another patient's resources are left out", async () => {
    const procedures = bundleOf([aStudy({ subject: { reference: 'Patient/p2' } })])
    expect((await cardsOf(await hospital.close(aCall({ prefetch: wholePrefetch({ procedures }) }))))[0]?.summary).toContain(
      'No motion analysis',
    )
  })
  test('a token that is narrowed to a category leaves the rest of the diagnoses unread', async () => {
    const { conditions: _, ...rest } = wholePrefetch()
    hospital.serve(
      'Condition?patient=p1&category=http%3A%2F%2Fterminology.hl7.org%2FCodeSystem%2Fcondition-category%7Cproblem-list-item&_count=500',
      Response.json(bundleOf([])),
    )
    const scope = 'patient/Condition.rs?category=problem-list-item patient/Encounter.rs'
    const detail = await detailOf(await hospital.close(withToken(rest, { scope })))
    expect(detail).toContain('Could not be looked up:\n\n- Which diagnosis of the visit is the reason for the study?')
    expect(asked()).toHaveLength(1)
  })
})

describe('H15 a server that is not listed', () => {
  test.each([
    'https://stranger.example/fhir',
    'http://ehr.example/fhir',
    'https://ehr.example/fhir/other',
    'https://ehr.example/fhir/../evil',
    'https://user@ehr.example/fhir',
    'https://ehr.example.evil.example/fhir',
    'http://169.254.169.254/latest',
    'file:///etc/passwd',
    'not a url',
  ])('%s is never called, and the token goes nowhere', async (server) => {
    serveAll()
    const call = { ...withToken(without('procedures')), fhirServer: server }
    expect((await hospital.close(call)).status).toBe(412)
    expect(asked()).toEqual([])
    expect(await cardsOf(await hospital.close({ ...call, prefetch: wholePrefetch() }))).toHaveLength(1)
    expect(asked()).toEqual([])
  })
  test('a client without servers lives on prefetch', async () => {
    hospital = await aHospital({ clients: [{ ...client, fhirServers: [] }] })
    expect((await hospital.close(withToken({}))).status).toBe(412)
    expect(asked()).toEqual([])
  })
  test('a token for another patient is dropped', async () => {
    serveAll()
    expect((await hospital.close(withToken({}, { patient: 'p2' }))).status).toBe(412)
    expect(asked()).toEqual([])
  })
  test('a redirect of a listed server is not followed with the token', async () => {
    serveAll()
    hospital.serve('Procedure?patient=p1&_count=500', () => Promise.reject(new TypeError('redirect mode is set to error')))
    await hospital.close(withToken({}))
    expect(asked().every(({ url }) => url.startsWith(fhirServer))).toBe(true)
  })
})

describe('H16 a server that is slow', () => {
  test.each([
    ['one that never answers', () => new Promise<Response>(() => undefined)],
    ['one that answers after two seconds', () => new Promise<Response>((resolve) => void setTimeout(resolve, 2000, Response.json({})))],
    ['one that asks to come back later', () => new Response('', { status: 503, headers: { 'Retry-After': '1' } })],
  ])('%s gives no card within 500 ms', async (_, answer) => {
    // Half of the time is the budget, the other half is for a machine that is busy with other tests.
    hospital = await aHospital({ budgetMs: 250 })
    serveAll()
    hospital.serve('Procedure?patient=p1&_count=500', answer)
    await hospital.close()
    const began = performance.now()
    expect(await cardsOf(await hospital.close(withToken({})))).toEqual([])
    expect(performance.now() - began).toBeLessThan(500)
    expect(JSON.parse(hospital.lines.at(-1) ?? '')).toMatchObject({ status: 200, outcome: 'out-of-time' })
  })
})

test('a server that refuses leaves that part unread', async () => {
  serveAll()
  hospital.serve('ChargeItem?patient=p1&_count=500', new Response('', { status: 403 }))
  const detail = await detailOf(await hospital.close(withToken({})))
  expect(detail).toContain('Existing charges could not be read completely.')
})
