import type { ChargeItem, Condition, Coverage, Encounter, PractitionerRole, Procedure } from 'fhir/r4'

/** Why a reading is missing or incomplete, in words the screen can explain. */
export type ReadingGap =
  | 'forbidden' // 403, or break-the-glass
  | 'not-granted' // the granted scopes leave it out, or narrow it
  | 'signed-out' // 401 that a refresh did not cure
  | 'unavailable' // network, timeout, 5xx, 429 beyond patience
  | 'not-fhir' // HTML, OperationOutcome, empty or truncated body
  | 'unsupported' // 404 for the type, 400 for the query
  | 'broken-paging' // next link foreign, looping or malformed, or a page failed
  | 'too-many-pages' // the page cap was reached
  | 'server-warned' // the server said that its results may be incomplete
  | 'other-patient' // an entry names another patient than the launch
  | 'entries-not-understood' // an entry of the type asked for has no shape that can be read

/**
 * What one search brought back. "None found" and "could not look" are different types:
 * only `read` with an empty list says that there is none.
 */
export type Reading<T> =
  | { readonly status: 'read'; readonly resources: readonly T[]; readonly ignored: number }
  | { readonly status: 'partly-read'; readonly resources: readonly T[]; readonly ignored: number; readonly gap: ReadingGap }
  | { readonly status: 'unreadable'; readonly gap: ReadingGap }

/** `all` is the query without a category; the other two are the US Core categories. */
export type ConditionQuery = 'all' | 'encounter-diagnosis' | 'problem-list-item'

export interface ConditionReading {
  readonly query: ConditionQuery
  readonly reading: Reading<Condition>
}

/** What the site's configuration says of one of its locations. */
export interface LocationRow {
  /** `Location/123` */
  readonly location: string
  readonly claimType: 'professional' | 'facility'
  /** CMS place of service code, two digits. */
  readonly placeOfService: string | null
  /** The site states that studies done there are recorded with video and computerised 3-D kinematics. */
  readonly isMotionLaboratory?: boolean | undefined
}

/** One reading of the visit: everything `assess` may look at, each part failing on its own. */
export interface Visit {
  readonly patientId: string
  /** IANA zone for servers that stamp in UTC, from the site's configuration; null takes dates as written. */
  readonly timeZone: string | null
  /** Site codes that mean the same service as CPT 96000, as `system|code`. */
  readonly performedCodes: readonly string[]
  readonly locations: readonly LocationRow[]
  readonly encounter: Encounter
  readonly conditions: readonly ConditionReading[]
  readonly procedures: Reading<Procedure>
  readonly charges: Reading<ChargeItem>
  readonly coverages: Reading<Coverage>
  /** Roles of the recorded performers, read once these are known; null until then. */
  readonly roles: Reading<PractitionerRole> | null
}

/** Whether a reference to an Encounter, relative, absolute or versioned, names this one. */
export function namesEncounter(reference: string | undefined, encounterId: string | null | undefined): boolean {
  return names('Encounter', reference, encounterId)
}

/** Whether the visit's own list of diagnoses names this Condition. */
export function listsCondition({ diagnosis = [] }: Encounter, conditionId: string | undefined): boolean {
  return diagnosis.some(({ condition }) => names('Condition', condition?.reference, conditionId))
}

function names(type: string, reference: string | undefined, id: string | null | undefined): boolean {
  if (reference === undefined || id === null || id === undefined) return false
  const [bare = ''] = reference.split('/_history/')
  return bare === id || `/${bare}`.endsWith(`/${type}/${id}`)
}

/** The resources of a reading, whole or part; an unreadable one has none to show. */
export function resourcesOf<T>(reading: Reading<T>): readonly T[] {
  return reading.status === 'unreadable' ? [] : reading.resources
}
