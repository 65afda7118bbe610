import type {
  ChargeItem,
  Condition,
  Consent,
  Coverage,
  DiagnosticReport,
  Encounter,
  Procedure,
  QuestionnaireResponse,
  Reference,
  ServiceRequest,
} from 'fhir/r4'
import type { Reading } from '#core/visit.ts'
import { readAll } from './pager.ts'
import { grants } from './scopes.ts'
import type { ChartAccess } from './session.ts'

type OfPatient =
  | ChargeItem
  | Condition
  | Consent
  | Coverage
  | DiagnosticReport
  | Encounter
  | Procedure
  | QuestionnaireResponse
  | ServiceRequest

/**
 * All resources of a type that belong to the session's patient; `more` narrows the search (`&category=...`).
 * Without the scope nothing is sent. Another patient's resources are dropped and counted as ignored.
 */
export async function searchPatient<T extends OfPatient>(
  session: ChartAccess,
  resourceType: T['resourceType'],
  more = '',
  signal?: AbortSignal,
): Promise<Reading<T>> {
  if (grants(session.grantedScopes, resourceType, 's') === 'none') return { status: 'unreadable', gap: 'not-granted' }
  const url = patientQuery(resourceType, encodeURIComponent(session.patientId), more)
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

/** The search for all resources of a type that belong to a patient; `patient` is written as it stands in a URL. */
export function patientQuery(resourceType: OfPatient['resourceType'], patient: string, more = ''): string {
  return `${resourceType}?patient=${patient}${more}&_count=500`
}

/** Whether the resource names another patient than this one; one that names none was found by a search for this one. */
export function isOfAnother(resource: OfPatient, patientId: string): boolean {
  const { reference } = ownerOf(resource) ?? {}
  const own = `Patient/${patientId}`
  // As nearly every server writes it; a chart may hold thousands.
  if (reference === undefined || reference === own || reference.startsWith('#') || reference.startsWith('urn:')) return false
  return localReference(reference) !== own
}

function ownerOf(resource: OfPatient): Reference | undefined {
  switch (resource.resourceType) {
    case 'Coverage':
      return resource.beneficiary
    case 'Consent':
      return resource.patient
    default:
      return resource.subject
  }
}

/** `Type/id` of a reference that may be absolute or versioned. */
export function localReference(reference: string): string {
  return (reference.split('/_history/')[0] ?? '').split('/').slice(-2).join('/')
}
