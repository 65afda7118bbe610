import type { FhirResource } from 'fhir/r4'
import type { Access } from './access.ts'
import type { Manner } from './manners.ts'
import type { Quirks } from './options.ts'
import type { Store, Stored } from './store.ts'

/** One request to the FHIR API, with everything that answers it. */
export interface FhirCall {
  readonly request: Request
  readonly url: URL
  /** This server's FHIR base, without trailing slash. */
  readonly base: string
  readonly store: Store
  readonly access: Access
  readonly quirks: Quirks
  readonly manner: Manner
  readonly transactions: Set<string>
  /** Searches by the name of their next page. */
  readonly pages: Map<string, string>
  readonly now: () => number
}

export function json(resource: object, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(resource), { status, headers: { 'Content-Type': 'application/fhir+json; charset=utf-8', ...headers } })
}

export function versionHeaders(resource: Stored): Record<string, string> {
  return { ETag: `W/"${resource.meta.versionId}"`, 'Last-Modified': new Date(resource.meta.lastUpdated).toUTCString() }
}

/** The answer to a write, as `Prefer` asks for it. */
export function written(call: FhirCall, resource: Stored, status: number): Response {
  const base = call.quirks.rewriteLocation ? call.base : 'http://upstream.invalid/r4'
  const headers = {
    ...versionHeaders(resource),
    Location: `${base}/${resource.resourceType}/${resource.id}/_history/${resource.meta.versionId}`,
  }
  if (/return=minimal/.test(call.request.headers.get('prefer') ?? '')) return new Response(null, { status, headers })
  return json(resource satisfies FhirResource, status, headers)
}
