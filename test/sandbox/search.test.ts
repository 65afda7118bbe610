import type { Bundle, CapabilityStatement } from 'fhir/r4'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Sandbox } from './sandbox.ts'
import { anEhr, signedIn, type Call } from './signed-in.ts'

let ehr: Sandbox
beforeAll(async () => {
  ehr = await anEhr()
})

const enter = (patientId: string) => signedIn(ehr, { patientId, grantedScopes: 'patient/*.rs' })
const bundleOf = async (answer: Response) => (await answer.json()) as Bundle
const idsOf = ({ entry = [] }: Bundle) => entry.map(({ resource }) => resource?.id ?? '')
const nextOf = ({ link = [] }: Bundle) => link.find(({ relation }) => relation === 'next')?.url

/** Every page, as a client follows them. */
async function pages(call: Call, first: string): Promise<readonly Bundle[]> {
  const found: Bundle[] = []
  for (let address: string | undefined = first; address !== undefined; address = nextOf(found.at(-1) ?? ({} as Bundle)))
    found.push(await bundleOf(await call('GET', address)))
  return found
}

describe('paging', () => {
  test('the 10,000 Conditions come whole, and none twice', async () => {
    const call = await enter('many-conditions')
    await call('GET', 'Condition?patient=many-conditions&_count=1')
    const found = await pages(call, 'Condition?patient=many-conditions&_count=500')
    const ids = found.flatMap(idsOf)
    expect([found.length, ids.length, new Set(ids).size]).toEqual([20, 10_000, 10_000])
    expect(JSON.stringify(found.at(-1))).toContain('"G20.A1"')
  })
  test('a next link repeats the question, lies under the base and says the same total', async () => {
    const call = await enter('two-visits')
    const found = await pages(call, 'Encounter?patient=two-visits&_count=1&_sort=date')
    expect(found.map(({ total }) => total)).toEqual([2, 2])
    expect(new Set(found.flatMap(idsOf)).size).toBe(2)
    const next = new URL(nextOf(found[0] ?? ({} as Bundle)) ?? '')
    expect(next.href.startsWith(`${ehr.base}/Encounter?`)).toBe(true)
    expect(Object.fromEntries(next.searchParams)).toEqual({ patient: 'two-visits', _count: '1', _sort: 'date', _offset: '1' })
  })
  test('every entry says where it stands and why it is there', async () => {
    const { entry } = await bundleOf(await (await enter('two-visits'))('GET', 'Encounter?patient=two-visits'))
    for (const { fullUrl, search, resource } of entry ?? []) {
      expect([fullUrl, search?.mode]).toEqual([`${ehr.base}/Encounter/${resource?.id}`, 'match'])
    }
  })
  test.each(['_count=x', '_offset=-1', 'colour=red', 'date=not-a-date'])('a search by %s is refused, not ignored', async (query) =>
    expect((await (await enter('two-visits'))('GET', `Encounter?patient=two-visits&${query}`)).status).toBe(400),
  )
  test('a patient whose chart is empty of it gets a bundle without entries', async () => {
    const bundle = await bundleOf(await (await enter('no-diagnosis'))('GET', 'Condition?patient=no-diagnosis'))
    expect([bundle.total, 'entry' in bundle]).toEqual([0, false])
  })
})

test.each([
  ['Encounter?patient=two-visits&date=2026-11-20', 2],
  ['Encounter?patient=Patient/two-visits', 2],
  ['Encounter?_id=two-visits-visit', 1],
  ['Condition?patient=two-visits&encounter=two-visits-visit', 1],
  ['Condition?patient=two-visits&category=encounter-diagnosis', 2],
  ['Condition?patient=two-visits&category=problem-list-item', 0],
  ['Condition?patient=two-visits&clinical-status=active', 2],
  ['Condition?patient=two-visits&code=http://hl7.org/fhir/sid/icd-10-cm|G20.A1', 2],
  ['Procedure?patient=two-visits&code=http://www.ama-assn.org/go/cpt|96000', 1],
])('%s finds %i', async (query, total) => {
  expect((await bundleOf(await (await enter('two-visits'))('GET', query))).total).toBe(total)
})

test('the generated patient answers the searches that the others answer', async () => {
  const call = await enter('many-conditions')
  const total = async (query: string) => (await bundleOf(await call('GET', `Condition?patient=many-conditions&${query}`))).total
  expect(await total('category=encounter-diagnosis')).toBe(1)
  expect(await total('category=problem-list-item')).toBe(9_999)
  expect(await total('encounter=many-conditions-visit')).toBe(1)
  expect(await total('code=http://hl7.org/fhir/sid/icd-10-cm|G20.A1')).toBe(1)
  expect((await call('GET', 'Condition/many-conditions-9940')).status).toBe(200)
})

describe('the CapabilityStatement', () => {
  const statement = async () => (await (await ehr.handle(new Request(`${ehr.base}/metadata`))).json()) as CapabilityStatement
  test('is open, of R4, and names the two endpoints of the sign-in', async () => {
    const { fhirVersion, rest } = await statement()
    const uris = rest?.[0]?.security?.extension?.[0]?.extension?.map(({ valueUri }) => valueUri)
    expect([fhirVersion, uris]).toEqual(['4.0.1', ['http://localhost:4004/auth/authorize', 'http://localhost:4004/auth/token']])
  })
  test('promises create and update for ChargeItem, on a condition too, and for a diagnosis neither', async () => {
    const resources = (await statement()).rest?.[0]?.resource ?? []
    const codesOf = (type: string) => resources.find((one) => one.type === type)?.interaction?.map(({ code }) => code)
    expect(codesOf('ChargeItem')).toEqual(['read', 'vread', 'search-type', 'create', 'update'])
    expect(codesOf('Condition')).toEqual(['read', 'vread', 'search-type'])
    expect(resources.find(({ type }) => type === 'ChargeItem')).toMatchObject({ conditionalCreate: true, versioning: 'versioned-update' })
  })
  test('promises only types that the server answers', async () => {
    const call = await signedIn(ehr, { patientId: 'parkinson-a1', grantedScopes: 'user/*.rs' })
    const types = (await statement()).rest?.[0]?.resource?.map(({ type }) => type) ?? []
    const statuses = await Promise.all(types.map(async (type) => [type, (await call('GET', `${type}?_count=1`)).status]))
    expect(statuses).toEqual(types.map((type) => [type, 200]))
  })
})
