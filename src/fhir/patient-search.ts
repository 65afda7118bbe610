import type { ChargeItem, Condition, Coverage, Encounter, Procedure } from 'fhir/r4'
import type { Reading } from '#core/visit.ts'
import { readAll } from './pager.ts'
import { grants } from './scopes.ts'
import type { Session } from './session.ts'

type OfPatient = ChargeItem | Condition | Coverage | Encounter | Procedure

/**
 * All resources of a type that belong to the session's patient; `more` narrows the search (`&category=...`).
 * Without the scope nothing is sent. Another patient's resources are dropped and counted as ignored.
 */
export async function searchPatient<T extends OfPatient>(
  session: Session,
  resourceType: T['resourceType'],
  more = '',
  signal?: AbortSignal,
): Promise<Reading<T>> {
  if (grants(session.grantedScopes, resourceType, 's') === 'none') return { status: 'unreadable', gap: 'not-granted' }
  const url = `${resourceType}?patient=${encodeURIComponent(session.patientId)}${more}&_count=500`
  const reading = await readAll<T>(session, url, resourceType, signal)
  if (reading.status === 'unreadable') return reading
  return withoutOthers(reading, session.patientId)
}

/** The reading without other patients' resources; one that held some is not to be relied on. */
export function withoutOthers<T extends OfPatient>(
  reading: Exclude<Reading<T>, { readonly status: 'unreadable' }>,
  patientId: string,
): Exclude<Reading<T>, { readonly status: 'unreadable' }> {
  const resources = reading.resources.filter((resource) => !isOfAnother(resource, patientId))
  const others = reading.resources.length - resources.length
  return others === 0 ? reading : { status: 'partly-read', resources, ignored: reading.ignored + others, gap: 'other-patient' }
}

/** Whether the resource names another patient than this one; one that names none was found by a search for this one. */
export function isOfAnother(resource: OfPatient, patientId: string): boolean {
  const { reference } = (resource.resourceType === 'Coverage' ? resource.beneficiary : resource.subject) ?? {}
  if (reference === undefined || reference.startsWith('#') || reference.startsWith('urn:')) return false
  return localReference(reference) !== `Patient/${patientId}`
}

/** `Type/id` of a reference that may be absolute or versioned. */
export function localReference(reference: string): string {
  return (reference.split('/_history/')[0] ?? '').split('/').slice(-2).join('/')
}
