import { randomUUID } from 'node:crypto'
import type { Bundle, BundleEntry } from 'fhir/r4'
import { forbidden, type Permission } from './access.ts'
import { json, type FhirCall } from './fhir-call.ts'
import { habitsOf } from './manners.ts'
import { includedWith } from './search-include.ts'
import { Problem } from './problem.ts'
import { readQuery, type SearchQuery } from './search-query.ts'
import { parseSearch, type Stored } from './store.ts'

/** GET [type]?... : one page, with absolute links to itself and to the next. */
export async function search(call: FhirCall, type: string, written: URLSearchParams): Promise<Response> {
  const permission = call.access(type, 's')
  const query = readQuery(type, written, call.base)
  refuseOtherPatients(query, permission)
  permission.refuseCategories(query.filters.getAll('category'))
  const found = (await matches(call, type, query)).filter((resource) => permission.reaches(resource) && permission.shows(resource))
  const { needsCategory, mostPerPage } = habitsOf[call.manner]
  if (needsCategory && type === 'Condition' && !query.filters.has('category'))
    throw new Problem(400, 'required', 'A search for Conditions names a category', { expression: ['http.category'] })
  const count = Math.min(query.count, mostPerPage)
  const page = found.slice(query.offset, query.offset + count)
  const included = await includedWith(call, page, query.includes)
  const isLast = query.offset + count >= found.length || count === 0
  const bundle: Bundle = {
    resourceType: 'Bundle',
    type: 'searchset',
    total: found.length,
    link: [
      { relation: 'self', url: address(call, type, written, query.offset) },
      ...(isLast ? [] : [{ relation: 'next', url: nextAddress(call, type, written, query.offset + count) }]),
    ],
    entry: [...page.map((resource) => entry(call, resource, 'match')), ...included.map((resource) => entry(call, resource, 'include'))],
  }
  if (bundle.entry?.length === 0) delete bundle.entry
  return json(bundle)
}

/** The way of HAPI: the base alone, and a name under which the server remembers the search. */
function nextAddress(call: FhirCall, type: string, written: URLSearchParams, offset: number): string {
  const plain = address(call, type, written, offset)
  if (!habitsOf[call.manner].opaquePages) return plain
  const name = randomUUID()
  call.pages.set(name, plain)
  return `${call.base}?${new URLSearchParams({ _getpages: name, _getpagesoffset: String(offset) }).toString()}`
}

/** The page behind a link of that way. */
export function nextPage(call: FhirCall): Promise<Response> {
  const plain = call.pages.get(call.url.searchParams.get('_getpages') ?? '')
  if (plain === undefined) throw new Problem(410, 'deleted', 'This search is no longer remembered')
  const { pathname, searchParams } = new URL(plain)
  return search(call, pathname.split('/').at(-1) ?? '', searchParams)
}

async function matches(call: FhirCall, type: string, query: SearchQuery): Promise<readonly Stored[]> {
  const request = parseSearch(type, query.filters.toString())
  const stored = await call.store.search({ ...request, offset: 0, count: 100_000 })
  if (type === 'ChargeItem' && call.quirks.searchLagMs > 0) {
    return stored.filter(({ meta }) => Date.parse(meta.lastUpdated) <= call.now() - call.quirks.searchLagMs)
  }
  if (type !== 'Condition') return stored
  const generated = call.store.generated.filter(({ patientId }) => concerns(query, patientId))
  return [...stored, ...generated.flatMap((patient) => patient.conditions(request))]
}

/** The generated patients answer only when the search names them, so that other searches never pay for them. */
function concerns({ filters }: SearchQuery, patientId: string): boolean {
  return ['patient', 'subject', 'encounter', '_id'].some((name) => (filters.get(name) ?? '').includes(patientId))
}

function refuseOtherPatients({ filters }: SearchQuery, { patientId }: Permission): void {
  if (patientId === null) return
  for (const name of ['patient', 'subject', 'patient:Patient', 'subject:Patient']) {
    const asked = filters.getAll(name).flatMap((value) => value.split(','))
    if (asked.some((value) => value.replace(/^Patient\//, '') !== patientId)) throw forbidden('Another patient than the one of this launch')
  }
}

function address(call: FhirCall, type: string, written: URLSearchParams, offset: number): string {
  const query = new URLSearchParams(written)
  query.delete('_offset')
  if (offset > 0) query.set('_offset', String(offset))
  const text = query.toString()
  return `${call.base}/${type}${text === '' ? '' : `?${text}`}`
}

function entry(call: FhirCall, resource: Stored, mode: 'match' | 'include'): BundleEntry {
  return { fullUrl: `${call.base}/${resource.resourceType}/${resource.id}`, resource, search: { mode } }
}
