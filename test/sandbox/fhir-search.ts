import type { Bundle, BundleEntry } from 'fhir/r4'
import { forbidden, type Permission } from './access.ts'
import { json, type FhirCall } from './fhir-call.ts'
import { includedWith } from './search-include.ts'
import { readQuery, type SearchQuery } from './search-query.ts'
import { parseSearch, type Stored } from './store.ts'

/** GET [type]?... : one page, with absolute links to itself and to the next. */
export async function search(call: FhirCall, type: string, written: URLSearchParams): Promise<Response> {
  const permission = call.access(type, 's')
  const query = readQuery(type, written, call.base)
  refuseOtherPatients(query, permission)
  permission.refuseCategories(query.filters.getAll('category'))
  const found = (await matches(call, type, query)).filter((resource) => permission.reaches(resource) && permission.shows(resource))
  const page = found.slice(query.offset, query.offset + query.count)
  const included = await includedWith(call, page, query.includes)
  const isLast = query.offset + query.count >= found.length || query.count === 0
  const bundle: Bundle = {
    resourceType: 'Bundle',
    type: 'searchset',
    total: found.length,
    link: [
      { relation: 'self', url: address(call, type, written, query.offset) },
      ...(isLast ? [] : [{ relation: 'next', url: address(call, type, written, query.offset + query.count) }]),
    ],
    entry: [...page.map((resource) => entry(call, resource, 'match')), ...included.map((resource) => entry(call, resource, 'include'))],
  }
  if (bundle.entry?.length === 0) delete bundle.entry
  return json(bundle)
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
