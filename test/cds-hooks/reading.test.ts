import type { FhirResource } from 'fhir/r4'
import { beforeEach, describe, expect, test } from 'vitest'
import { discoveryAnswer } from '#cds-hooks/services.ts'
import { aCharge, aStudy } from '#test/support/build.ts'
import { discoveryAnswer as discoverySchema } from './card-schema.ts'
import * as v from 'valibot'
import { aCall, aHospital, bundleOf, cardsOf, fhirServer, serveChart, wholePrefetch, without, withToken } from './hospital.ts'
import { keySet } from './keys.ts'

let hospital: Awaited<ReturnType<typeof aHospital>>
beforeEach(async () => {
  hospital = await aHospital()
})

const outcome = (code: string) => ({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code }] })
const detailOf = async (response: Response) => (await cardsOf(response))[0]?.detail
const asked = () => hospital.requests.filter(({ url }) => url !== keySet)

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
    serveChart(hospital)
    const whole = await detailOf(await hospital.close())
    expect(await detailOf(await hospital.close(withToken({})))).toBe(whole)
    expect(asked()).toHaveLength(8)
    expect([...new Set(asked().map(({ authorization }) => authorization))]).toEqual(['Bearer hook-token-canary'])
  })
  test('null is fetched where that is allowed', async () => {
    serveChart(hospital)
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
    serveChart(hospital)
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
  test("another patient's resources are left out, and where they were mixed in nothing counts as looked up", async () => {
    const procedures = bundleOf([aStudy({ subject: { reference: 'Patient/p2' } })])
    expect((await cardsOf(await hospital.close(aCall({ prefetch: wholePrefetch({ procedures }) }))))[0]?.summary).toContain(
      'could not be looked up',
    )
  })
  test('a token that is narrowed to a category leaves the rest of the diagnoses unread', async () => {
    const { conditions: _, ...rest } = wholePrefetch()
    hospital.serve('Condition?patient=p1&_count=500', Response.json(bundleOf([])))
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
