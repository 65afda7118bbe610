import type { Condition, Coverage, Encounter, FhirResource, Patient, Practitioner, Procedure } from 'fhir/r4'
import { codeSystem } from '#core/codes.ts'
import type { ConditionQuery, ConditionReading, Reading, Visit } from '#core/visit.ts'
import { searchCharges } from './charge-search.ts'
import { FhirError } from './fhir-error.ts'
import { isOfAnother, searchPatient } from './patient-search.ts'
import { grants, narrowedTo } from './scopes.ts'
import type { ChartAccess } from './session.ts'
import { isWellFormed } from './shape.ts'

/**
 * Everything about one visit in one parallel step. A part that could not be read says so in its own place;
 * throws FhirError only where the visit itself cannot be read or is another patient's.
 */
export async function readVisit(session: ChartAccess, encounterId: string, signal?: AbortSignal): Promise<Visit> {
  const { issuer, patientId } = session
  const [encounter, conditions, procedures, charges, coverages] = await Promise.all([
    readEncounter(session, encounterId, signal),
    readConditions(session, signal),
    searchPatient<Procedure>(session, 'Procedure', '', signal),
    searchCharges(session, encounterId, signal),
    searchPatient<Coverage>(session, 'Coverage', '', signal),
  ])
  const { timeZone, performedCodes, locations } = issuer
  return { patientId, timeZone, performedCodes, locations, encounter, conditions, procedures, charges, coverages, roles: null }
}

/** The patient of the launch. Throws FhirError. */
export async function readPatient(session: ChartAccess, signal?: AbortSignal): Promise<Patient> {
  return readOne<Patient>(session, 'Patient', session.patientId, signal)
}

/** The patient's visits, the newest first: the choice where the launch brought none. */
export async function readEncounters(session: ChartAccess, signal?: AbortSignal): Promise<Reading<Encounter>> {
  const reading = await searchPatient<Encounter>(session, 'Encounter', '', signal)
  if (reading.status === 'unreadable') return reading
  const start = ({ period }: Encounter) => period?.start ?? ''
  return { ...reading, resources: reading.resources.toSorted((one, other) => start(other).localeCompare(start(one))) }
}

/** The signed-in user by `fhirUser`; null where it is no Practitioner, which has no name of its own. Throws FhirError. */
export async function readPractitioner(session: ChartAccess, fhirUser: string, signal?: AbortSignal): Promise<Practitioner | null> {
  const id = /^Practitioner\/([A-Za-z0-9\-.]+)$/.exec(fhirUser)?.[1]
  return id === undefined ? null : readOne<Practitioner>(session, 'Practitioner', id, signal)
}

async function readEncounter(session: ChartAccess, encounterId: string, signal?: AbortSignal): Promise<Encounter> {
  const encounter = await readOne<Encounter>(session, 'Encounter', encounterId, signal)
  if (isOfAnother(encounter, session.patientId)) throw new FhirError('GET Encounter', 'refused')
  return encounter
}

async function readOne<T extends FhirResource>(
  { send, grantedScopes }: ChartAccess,
  type: T['resourceType'],
  id: string,
  signal?: AbortSignal,
): Promise<T> {
  if (grants(grantedScopes, type, 'r') === 'none') throw new FhirError(`GET ${type}`, 'forbidden')
  const { resource } = await send({ url: `${type}/${encodeURIComponent(id)}`, ...(signal ? { signal } : {}) })
  if (!isWellFormed(resource, type) || resource?.id !== id) throw new FhirError(`GET ${type}`, 'not-fhir')
  return resource as T
}

const categories = ['encounter-diagnosis', 'problem-list-item'] as const

/** The queries for Conditions that the configuration asks for. */
export function conditionQueries(configured: ChartAccess['issuer']['conditionQueries']): readonly ConditionQuery[] {
  return configured === 'all' ? ['all'] : categories
}

/** What a query for Conditions adds to that of the patient. */
export function categoryOf(query: ConditionQuery): string {
  return query === 'all' ? '' : `&category=${encodeURIComponent(`${codeSystem.conditionCategory}|${query}`)}`
}

/** Each category is its own reading; what a narrowed grant leaves out is named, however the site queries. */
async function readConditions(session: ChartAccess, signal?: AbortSignal): Promise<readonly ConditionReading[]> {
  const { grantedScopes, issuer } = session
  const queries = conditionQueries(issuer.conditionQueries)
  const read = async (query: ConditionQuery): Promise<ConditionReading> => ({
    query,
    reading: await searchPatient<Condition>(session, 'Condition', categoryOf(query), signal),
  })
  if (grants(grantedScopes, 'Condition', 's') !== 'narrowed') return Promise.all(queries.map(read))
  const granted = narrowedTo(grantedScopes, 'Condition', 's')
  if (granted === null) return (await Promise.all(queries.map(read))).map(incomplete)
  return Promise.all(
    categories.map(async (query): Promise<ConditionReading> =>
      granted.includes(query) ? read(query) : { query, reading: { status: 'unreadable', gap: 'not-granted' } },
    ),
  )
}

/** Narrowed by something other than a category: what is missing has no name, so no reading is whole. */
function incomplete({ query, reading }: ConditionReading): ConditionReading {
  return { query, reading: reading.status === 'read' ? { ...reading, status: 'partly-read', gap: 'not-granted' } : reading }
}
