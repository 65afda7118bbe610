import type { FhirResource } from 'fhir/r4'
import { canonicalUrl } from '#fhir/canonical-url.ts'
import { FhirError } from '#fhir/fhir-error.ts'
import { createSend } from '#fhir/gateway.ts'
import { grants } from '#fhir/scopes.ts'
import type { Send } from '#fhir/send.ts'
import type { ChartAccess } from '#fhir/session.ts'
import type { CdsConfig, Client } from './config.ts'
import type { HookRequest } from './hook-request.ts'
import { visitQueries, type PrefetchQuery } from './services.ts'

/** The base of a call that names no listed server: nothing is ever sent there. */
const nowhere = 'https://prefetch.invalid/fhir'

/** The way to a chart: what was prefetched first, the EHR's server for the rest. */
export interface HookAccess {
  readonly access: ChartAccess
  /** Keys of needed queries that were not prefetched and cannot be fetched. */
  readonly missing: readonly string[]
}

/**
 * Makes the chart readable by the same functions with which the app reads it. The hook's token goes to a listed server of this
 * client only, and only for a token that is not narrowed to another patient; otherwise it is dropped here.
 */
export function openChart(
  { prefetch = {}, context, fhirServer, fhirAuthorization }: HookRequest & { readonly context: { readonly encounterId: string } },
  client: Client,
  config: Pick<CdsConfig, 'conditionQueries'>,
  call: typeof fetch,
): HookAccess {
  const { patientId, encounterId } = context
  const listed = fhirServer === undefined ? null : canonicalUrl(fhirServer)
  const base = listed !== null && client.fhirServers.includes(listed) ? listed : null
  const isOurs = fhirAuthorization?.patient === undefined || fhirAuthorization.patient === patientId
  const token = base !== null && fhirAuthorization !== undefined && isOurs ? fhirAuthorization : null
  const server = base === null || token === null ? null : serverSend(base, token.access_token, patientId, call)
  const queries = visitQueries(config.conditionQueries, encodeURIComponent(patientId), encodeURIComponent(encounterId))
  const scopes = token?.scope.split(/\s+/) ?? []
  return {
    missing: server === null ? queries.filter(({ key, isNeeded }) => isNeeded && !Object.hasOwn(prefetch, key)).map(({ key }) => key) : [],
    access: {
      // The hook knows no tenant of Oracle Health: there the search of charges is refused, and named as not looked up.
      issuer: { ...client, conditionQueries: config.conditionQueries, oracle: null },
      base: base ?? nowhere,
      patientId,
      grantedScopes: [...new Set(queries.flatMap((query) => scopesFor(query, scopes, prefetch)))],
      send: prefetchSend(prefetch, queries, base ?? nowhere, server),
    },
  }
}

function serverSend(base: string, accessToken: string, patientId: string, call: typeof fetch): Send {
  const access = { accessToken, refreshToken: null }
  // Without a refresh token the token endpoint is never asked.
  return createSend({ base, access, tokenUrl: base, clientId: 'gait-charge', patientId, onAccess: () => undefined, fetch: call })
}

/** What was prefetched was granted; a token that is narrowed says so of both. */
function scopesFor(
  { key, resourceType }: PrefetchQuery,
  scopes: readonly string[],
  prefetch: Readonly<Record<string, unknown>>,
): readonly string[] {
  const letter = resourceType === 'Encounter' ? 'r' : 's'
  const whole = [`patient/${resourceType}.rs`]
  switch (grants(scopes, resourceType, letter)) {
    case 'whole':
      return whole
    case 'narrowed':
      return scopes
        .filter((scope) => grants([scope], resourceType, letter) !== 'none')
        .map((scope) => scope.replace('/*.', `/${resourceType}.`))
    case 'none':
      return Object.hasOwn(prefetch, key) ? whole : []
  }
}

function prefetchSend(
  prefetch: Readonly<Record<string, unknown>>,
  queries: readonly PrefetchQuery[],
  base: string,
  server: Send | null,
): Send {
  const keys = new Map(queries.map(({ key, query }) => [new URL(query, `${base}/`).href, key]))
  return async (request) => {
    const key = keys.get(new URL(request.url, `${base}/`).href)
    const given = key !== undefined && Object.hasOwn(prefetch, key) ? prefetch[key] : null
    const interaction = `prefetch ${key ?? 'next page'}`
    // Null says that the EHR has nothing to give, not that there is nothing.
    if (given === null) {
      if (server !== null) return server(request)
      throw new FhirError(interaction, key === undefined ? 'refused' : 'unavailable')
    }
    // An OperationOutcome is the EHR's word that it could not read: it goes on, is no Bundle, and is not asked for again.
    const resource = given as FhirResource
    if (typeof given !== 'object' || typeof resource.resourceType !== 'string') throw new FhirError(interaction, 'not-fhir')
    return { status: 200, resource }
  }
}
