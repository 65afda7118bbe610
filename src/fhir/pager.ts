import type { FhirResource } from 'fhir/r4'
import type { Reading, ReadingGap } from '#core/visit.ts'
import { FhirError } from './fhir-error.ts'
import type { Session } from './session.ts'
import { isWellFormed, wellFormedFields } from './shape.ts'

type Site = Pick<Session, 'send' | 'base'>

const mostPages = 200
const longestLink = 8000

interface Page {
  readonly resources: readonly FhirResource[]
  readonly ignored: number
  readonly isWarned: boolean
  /** An entry, which may be of the type asked for, has a shape that cannot be read whole. */
  readonly isBroken: boolean
  /** The link as written, null on the last page. */
  readonly next: unknown
}

/**
 * Reads a search to its last page (FHIR R4, 3.1.0.3 paging). The same id on two pages is kept once, the first;
 * entries of another type or a broken shape are counted, not kept, and a broken shape leaves the reading incomplete.
 * Of a broken charge the readable fields are kept, since it still stands in the way of a second one. Never throws but
 * for the caller's own abort: what could not be read is in the answer. The server's `total` is not trusted.
 */
export async function readAll<T extends FhirResource>(
  { send, base }: Site,
  url: string,
  resourceType: T['resourceType'],
  signal?: AbortSignal,
): Promise<Reading<T>> {
  const found = new Map<string, FhirResource>()
  const visited = new Set<string>()
  let ignored = 0
  let isWarned = false
  let isBroken = false
  let address = new URL(url, `${base}/`)
  const resources = () => [...found.values()] as T[]
  const partly = (gap: ReadingGap): Reading<T> => ({ status: 'partly-read', resources: resources(), ignored, gap })

  for (let pages = 1; ; pages += 1) {
    visited.add(address.href)
    let page: Page
    try {
      page = pageOf((await send({ url: address.href, ...(signal ? { signal } : {}) })).resource, resourceType)
    } catch (error) {
      if (!(error instanceof FhirError)) throw error
      if (pages === 1) return { status: 'unreadable', gap: gapOf(error) }
      return partly(error.kind === 'signed-out' ? 'signed-out' : 'broken-paging')
    }
    for (const resource of page.resources) {
      // A broken charge may have lost its id, and is nobody's twin.
      const key = resource.id ?? `without id ${found.size}`
      if (!found.has(key)) found.set(key, resource)
    }
    ignored += page.ignored
    isWarned ||= page.isWarned
    isBroken ||= page.isBroken
    if (page.next === null) {
      if (isWarned) return partly('server-warned')
      return isBroken ? partly('entries-not-understood') : { status: 'read', resources: resources(), ignored }
    }
    if (pages >= mostPages) return partly('too-many-pages')
    const next = addressOf(page.next, address)
    if (next === null || visited.has(next.href)) return partly('broken-paging')
    address = next
  }
}

/** The gap that a failed first page leaves. */
function gapOf({ kind }: FhirError): ReadingGap {
  switch (kind) {
    case 'forbidden':
    case 'signed-out':
    case 'unavailable':
    case 'not-fhir':
      return kind
    case 'not-found':
    case 'rejected':
    case 'conflict':
      return 'unsupported'
    case 'refused':
      return 'broken-paging'
  }
}

function pageOf(resource: FhirResource | null, resourceType: string): Page {
  const notFhir = () => new FhirError(`GET ${resourceType}`, 'not-fhir')
  if (resource?.resourceType !== 'Bundle') throw notFhir()
  const { entry = [], link = [] } = resource as { readonly entry?: unknown; readonly link?: unknown }
  if (!Array.isArray(entry) || !Array.isArray(link)) throw notFhir()
  const inside = (entry as readonly ({ readonly resource?: FhirResource | null } | null)[]).map((one) => one?.resource ?? null)
  const outcomes = inside.filter((one) => one?.resourceType === 'OperationOutcome')
  const broken: (FhirResource | null)[] = []
  const resources: FhirResource[] = []
  for (const one of inside) {
    const isWhole = isWellFormed(one, resourceType)
    if (!isWhole && mayBe(one, resourceType)) broken.push(one)
    const kept = isWhole ? one : salvaged(one, resourceType)
    if (kept !== null) resources.push(kept)
  }
  const next = (link as readonly ({ readonly relation?: unknown; readonly url?: unknown } | null)[]).find((one) => one?.relation === 'next')
  return {
    resources,
    ignored: inside.length - resources.length - outcomes.length,
    isWarned: outcomes.length > 0,
    isBroken: broken.length > 0,
    next: next === undefined ? null : (next?.url ?? ''),
  }
}

/** Whether an entry is of this type, or hides of which type it is. */
function mayBe(one: { readonly resourceType?: unknown } | null, resourceType: string): boolean {
  return typeof one?.resourceType !== 'string' || one.resourceType === resourceType
}

function salvaged(one: unknown, resourceType: string): FhirResource | null {
  return resourceType === 'ChargeItem' ? (wellFormedFields(one, resourceType) as FhirResource | null) : null
}

/** A next link may be absolute, relative or a query alone: it counts from the request's own address. */
function addressOf(next: unknown, from: URL): URL | null {
  if (typeof next !== 'string' || next.trim() === '' || next.length > longestLink || !URL.canParse(next, from)) return null
  return new URL(next, from)
}
