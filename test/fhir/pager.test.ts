import type { ChargeItem, Condition } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { witness } from '#test/faults/witness.ts'
import { existingCharge } from '#core/existing-charges.ts'
import { resourcesOf } from '#core/visit.ts'
import { readAll } from '#fhir/pager.ts'
import { aServer, base, broken, fhir } from './server.ts'

const condition = (id: string) => ({ resourceType: 'Condition', id, subject: { reference: 'Patient/p1' } })
const page = (ids: readonly string[], next?: unknown, more: readonly unknown[] = []) =>
  fhir({
    resourceType: 'Bundle',
    type: 'searchset',
    total: 99,
    link: next === undefined ? [] : [{ relation: 'next', url: next }],
    entry: [...ids.map((id) => ({ resource: condition(id) })), ...more],
  })
const read = (server: ReturnType<typeof aServer>) => readAll<Condition>({ send: server.send, base }, 'Condition?patient=p1', 'Condition')
const idsOf = (reading: Awaited<ReturnType<typeof read>>) =>
  reading.status === 'unreadable' ? null : reading.resources.map(({ id }) => id)

test.each([
  ['absolute', `${base}/Condition?page=2`],
  ['relative to the base', 'Condition?page=2'],
  ['relative to the host', '/fhir/Condition?page=2'],
  ['a query alone', '?page=2'],
])('P01 P02 P03 P04 a next link that is %s is followed with the token', async (_, next) => {
  const server = aServer(page(['a'], next), page(['b']))
  expect(await read(server)).toMatchObject({ status: 'read', ignored: 0 })
  expect(server.calls.map(({ url }) => url)).toEqual([`${base}/Condition?patient=p1`, `${base}/Condition?page=2`])
  expect(new Headers(server.calls[1]?.init.headers).get('Authorization')).toBe('Bearer access-1')
})

test('a next link to the base itself, as HAPI writes it, is followed with the token', async () => {
  const server = aServer(page(['a'], `${base}?_getpages=1f&_getpagesoffset=20`), page(['b']))
  expect(await read(server)).toMatchObject({ status: 'read' })
  expect(server.calls.map(({ url }) => url)).toEqual([`${base}/Condition?patient=p1`, `${base}?_getpages=1f&_getpagesoffset=20`])
  expect(new Headers(server.calls[1]?.init.headers).get('Authorization')).toBe('Bearer access-1')
})

test.each([
  'https://evil.example/fhir/Condition?page=2',
  'https://good.ehr/fhirx?_getpages=1f',
  'http://good.ehr/fhir/Condition?page=2',
  'https://good.ehr:8443/fhir/Condition?page=2',
  'https://good.ehr/other/Condition?page=2',
  'javascript:alert(1)',
  '',
  ' ',
  null,
  7,
  `${base}/Condition?${'x'.repeat(9000)}`,
])('P05 P06 P12 the next link %j is not followed, and the reading says that it is incomplete', async (next) => {
  const server = aServer(page(['a'], next), page(['b']))
  expect(await read(server)).toMatchObject({ status: 'partly-read', gap: 'broken-paging', resources: [{ id: 'a' }] })
  expect(server.calls).toHaveLength(1)
})

test('P07 links that go in a circle end at the first repeat', async () => {
  const server = aServer(page(['a'], '?page=2'), page(['b'], '?page=3'), page(['c'], '?page=2'))
  expect(await read(server)).toMatchObject({ status: 'partly-read', gap: 'broken-paging' })
  expect(server.calls).toHaveLength(3)
})

test('P11 more than 200 pages are cut off and said to be', async () => {
  // Pages have a cap of their own, apart from that of requests.
  witness.knownLimits.push('I9')
  let number = 1
  const server = aServer(() => page([`c${number}`], `?page=${(number += 1)}`))
  expect(await read(server)).toMatchObject({ status: 'partly-read', gap: 'too-many-pages' })
  expect(server.calls).toHaveLength(200)
})

test('P11 an empty page with a next link is followed', async () => {
  expect(idsOf(await read(aServer(page([], '?page=2'), page(['b']))))).toEqual(['b'])
})

test('P10 a resource on two pages is kept once', async () => {
  expect(idsOf(await read(aServer(page(['a', 'b'], '?page=2'), page(['b', 'c']))))).toEqual(['a', 'b', 'c'])
})

test('P08 a later page that fails leaves the pages before it, incomplete', async () => {
  const reading = await read(aServer(page(['a'], '?page=2'), fhir({}, 500)))
  expect(reading).toMatchObject({ status: 'partly-read', gap: 'broken-paging', resources: [{ id: 'a' }] })
})

test.each([
  [() => fhir({}, 403), 'forbidden'],
  [() => fhir({}, 404), 'unsupported'],
  [() => fhir({}, 400), 'unsupported'],
  [() => fhir({}, 503), 'unavailable'],
  [broken, 'unavailable'],
  [() => new Response('<html>'), 'not-fhir'],
  [() => fhir(condition('a')), 'not-fhir'],
  [() => fhir({ resourceType: 'Bundle', type: 'searchset', entry: {} }), 'not-fhir'],
] as const)('N06 N22 a first page that cannot be read is unreadable, never empty (%#)', async (answer, gap) => {
  expect(await read(aServer(answer))).toEqual({ status: 'unreadable', gap })
})

test("N27 the server's own warning makes the reading incomplete and never becomes a resource", async () => {
  const outcome = { resource: { resourceType: 'OperationOutcome', issue: [] }, search: { mode: 'outcome' } }
  const reading = await read(aServer(page(['a'], undefined, [outcome])))
  expect(reading).toEqual({ status: 'partly-read', gap: 'server-warned', ignored: 0, resources: [condition('a')] })
})

const strange = [
  null,
  {},
  { resource: null },
  { resource: { resourceType: 'Condition' } },
  { resource: { ...condition('x'), id: 7 } },
  { resource: { ...condition('x'), code: 'M17.11' } },
  { resource: { ...condition('x'), code: { coding: {} } } },
  { resource: { ...condition('x'), code: { coding: [null] } } },
  { resource: { ...condition('x'), category: { coding: [] } } },
  { resource: { ...condition('x'), subject: 'Patient/p1' } },
]
test.each(strange)('D26 D27 an entry that is empty or of a broken shape (%#) is left out, and the reading is not whole', async (entry) => {
  const reading = await read(aServer(page(['a'], undefined, [entry])))
  expect(reading).toEqual({ status: 'partly-read', gap: 'entries-not-understood', ignored: 1, resources: [condition('a')] })
})

test('one on an early page is not forgotten on the last', async () => {
  const server = aServer(page(['a'], '?page=2', [{ resource: { ...condition('x'), code: 'M17.11' } }]), page(['b']))
  expect(await read(server)).toMatchObject({ status: 'partly-read', gap: 'entries-not-understood', resources: [{ id: 'a' }, { id: 'b' }] })
})

test('D26 entries of another type are counted and left out, and leave the reading whole', async () => {
  const reading = await read(aServer(page(['a'], undefined, [{ resource: { resourceType: 'Patient', id: 'p1' } }])))
  expect(reading).toEqual({ status: 'read', ignored: 1, resources: [condition('a')] })
})

describe('a charge of a broken shape', () => {
  const charge = {
    resourceType: 'ChargeItem',
    id: 'c1',
    meta: { versionId: '1' },
    status: 'billable',
    code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '96000' }] },
    subject: { reference: 'Patient/p1' },
    occurrenceDateTime: '2026-09-01',
    performer: [{ function: { text: 'lead' } }],
  }
  const readCharges = (...charges: readonly object[]) => {
    const bundle = { resourceType: 'Bundle', type: 'searchset', entry: charges.map((resource) => ({ resource })) }
    return readAll<ChargeItem>({ send: aServer(fhir(bundle)).send, base }, 'ChargeItem?patient=p1', 'ChargeItem')
  }
  test('keeps what is readable of it, without a version to replace it by, and the reading is not whole', async () => {
    const { performer: _performer, meta: _meta, ...readable } = charge
    expect(await readCharges(charge)).toEqual({ status: 'partly-read', gap: 'entries-not-understood', ignored: 0, resources: [readable] })
  })
  test.each([{ id: 7 }, { id: undefined }, { enterer: 'somebody' }, { meta: 'x' }])(
    'with %j still stands in the way of a second one',
    async (broken) => {
      const reading = await readCharges({ ...charge, ...broken })
      const where = { timeZone: null, performedCodes: [], encounterId: null }
      expect(existingCharge(resourcesOf(reading), '2026-09-01', where).kind).toBe('already-charged')
      expect(reading.status).toBe('partly-read')
    },
  )
  test('hides no other that is as broken', async () => {
    const { id: _, ...nameless } = charge
    const reading = await readCharges({ ...nameless, occurrenceDateTime: '2026-08-01' }, nameless)
    expect(resourcesOf(reading).map(({ occurrenceDateTime }) => occurrenceDateTime)).toEqual(['2026-08-01', '2026-09-01'])
  })
})

test('N28 D28 keys of an answer never reach the prototype of anything, and deep nesting is no trouble', async () => {
  const deep = `${'{"extension":['.repeat(1000)}${']}'.repeat(1000)}`
  const text = `{"resourceType":"Bundle","__proto__":{"polluted":1},"entry":[{"resource":{"resourceType":"Condition","id":"a","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"extension":[${deep}]}}]}`
  const reading = await read(aServer(new Response(text)))
  expect(idsOf(reading)).toEqual(['a'])
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
})
