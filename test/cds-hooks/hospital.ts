import { randomUUID } from 'node:crypto'
import type { Bundle, FhirResource } from 'fhir/r4'
import type { CdsConfig, Client } from '#cds-hooks/config.ts'
import { createService, type ServiceMeans } from '#cds-hooks/create-service.ts'
import { keysInMemory } from '#cds-hooks/key-sets.ts'
import { parseCardRules } from '#cds-hooks/load-rules.ts'
import { logTo } from '#cds-hooks/log.ts'
import { seenInMemory } from '#cds-hooks/seen.ts'
import { aCondition, anEncounter, aStudy, ruleFiles } from '#test/support/build.ts'
import { aKey, issuer, keySet, sign, type SigningKey, type TokenChanges } from './keys.ts'

export const publicUrl = 'https://cds.example'
export const fhirServer = 'https://ehr.example/fhir'
export const cardRules = parseCardRules(ruleFiles)

export const client: Client = {
  name: 'Example EHR',
  issuer,
  keySets: [keySet],
  tenants: null,
  fhirServers: [fhirServer],
  timeZone: null,
  performedCodes: [],
  locations: [],
}

export const config: CdsConfig = {
  publicUrl,
  listen: { host: 'localhost', port: 0 },
  appUrl: 'https://app.example/',
  aboutUrl: 'https://app.example/about',
  algorithms: ['ES384', 'RS384'],
  discovery: 'open',
  allowedOrigins: [],
  conditionQueries: 'all',
  visitsWithoutStudy: 'ask',
  budgetMs: 450,
  limits: { perSecond: 1000, burst: 1000, bodyBytes: 100_000 },
  clients: [client],
}

/** A Bundle as a search answers; `next` is its next link. */
export function bundleOf(resources: readonly FhirResource[], next?: string): Bundle {
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(next === undefined ? {} : { link: [{ relation: 'next', url: next }] }),
    entry: resources.map((resource) => ({ resource })),
  }
}

/** A finished visit with a study and a listed diagnosis, prefetched whole. */
export function wholePrefetch(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    encounter: anEncounter({ subject: { reference: 'Patient/p1' } }),
    conditions: bundleOf([aCondition('G20.A1')]),
    procedures: bundleOf([aStudy()]),
    charges: bundleOf([]),
    orders: bundleOf([]),
    consents: bundleOf([]),
    reports: bundleOf([]),
    responses: bundleOf([]),
    ...changes,
  }
}

/** The body of a call about that visit. */
export function aCall(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    hook: 'encounter-discharge',
    hookInstance: randomUUID(),
    context: { userId: 'Practitioner/d1', patientId: 'p1', encounterId: 'v1' },
    prefetch: wholePrefetch(),
    ...changes,
  }
}

export const tokenOfHook = { access_token: 'hook-token-canary', token_type: 'Bearer', expires_in: 300, scope: 'user/*.rs', subject: 'gait' }

/** The whole prefetch but for these keys. */
export function without(...keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(wholePrefetch()).filter(([key]) => !keys.includes(key)))
}

/** A call whose token may fetch what was not prefetched. */
export function withToken(prefetch: object, more: object = {}): Record<string, unknown> {
  return aCall({ fhirServer, fhirAuthorization: { ...tokenOfHook, ...more }, prefetch })
}

type Answer = Response | (() => Response | Promise<Response>)

/** An EHR with its keys and its FHIR server, a clock, and the service that it calls. */
export async function aHospital(changes: Partial<CdsConfig> = {}, means: Partial<ServiceMeans> = {}) {
  const key = await aKey('key-1')
  const clock = { now: Date.parse('2026-09-01T15:00:00Z') }
  const requests: { readonly url: string; readonly authorization: string | null }[] = []
  const lines: string[] = []
  const answers = new Map<string, Answer>()
  const keys = { published: [key] as readonly SigningKey[], answer: null as Answer | null }
  const now = () => clock.now
  const call = (async (input: RequestInfo | URL, init: RequestInit = {}) => {
    const url = input instanceof Request ? input.url : String(input)
    requests.push({ url, authorization: new Headers(init.headers).get('Authorization') })
    const answer = url === keySet ? (keys.answer ?? Response.json({ keys: keys.published.map(({ jwk }) => jwk) })) : answers.get(url)
    if (answer === undefined) return new Response('', { status: 404 })
    return typeof answer === 'function' ? answer() : answer.clone()
  }) as typeof fetch
  const service = createService({
    config: { ...config, ...changes },
    cardRules,
    fetch: call,
    now,
    log: logTo((line) => void lines.push(line), now),
    keyCache: keysInMemory(),
    replays: seenInMemory({ now, most: 100_000, whenFull: 'refuse' }),
    cards: seenInMemory({ now, most: 100_000, whenFull: 'forget-oldest' }),
    ...means,
  })
  /** Posts JSON, or text as it is, to a path below the public address, signed unless a case brings its own Authorization. */
  async function post(path: string, body: unknown, { authorization, contentType = 'application/json', token }: PostOptions = {}) {
    const url = `${publicUrl}${path}`
    const bearer = authorization === undefined ? `Bearer ${await sign(key, url, clock.now, token)}` : authorization
    const headers = new Headers(contentType === null ? {} : { 'Content-Type': contentType })
    if (bearer !== null) headers.set('Authorization', bearer)
    return service.handle(new Request(url, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) }))
  }
  return {
    key,
    keys,
    clock,
    lines,
    requests,
    service,
    post,
    /** What the FHIR server answers at that address. */
    serve: (query: string, answer: Answer) => void answers.set(`${fhirServer}/${query}`, answer),
    /** Calls the service at visit close. */
    close: (body: unknown = aCall(), options?: PostOptions) => post('/cds-services/visit-close-discharge', body, options),
  }
}

interface PostOptions {
  /** Null sends none. */
  readonly authorization?: string | null
  readonly contentType?: string | null
  readonly token?: TokenChanges
}

interface CardsAnswer {
  readonly cards: readonly { readonly uuid: string; readonly summary: string; readonly detail: string }[]
}

/** The cards of a 200 answer. */
export async function cardsOf(response: Response): Promise<CardsAnswer['cards']> {
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`)
  return ((await response.json()) as CardsAnswer).cards
}

/** Lets the FHIR server of the hospital answer what a whole prefetch would hold. */
export function serveChart({ serve }: Pick<Awaited<ReturnType<typeof aHospital>>, 'serve'>): void {
  const { encounter, conditions, procedures } = wholePrefetch()
  serve('Encounter/v1', Response.json(encounter))
  serve('Condition?patient=p1&_count=500', Response.json(conditions))
  serve('Procedure?patient=p1&_count=500', Response.json(procedures))
  for (const type of ['ChargeItem', 'ServiceRequest', 'Consent', 'DiagnosticReport', 'QuestionnaireResponse'])
    serve(`${type}?patient=p1&_count=500`, Response.json(bundleOf([])))
}
