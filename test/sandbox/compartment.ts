import type { FhirResource, Reference } from 'fhir/r4'

const patientFields: readonly string[] = ['subject', 'patient', 'beneficiary']

/** The patient a resource belongs to; null for those that belong to none (Practitioner, Organization). */
export function patientOf(resource: FhirResource): string | null {
  if (resource.resourceType === 'Patient') return resource.id ?? null
  const fields = resource as unknown as Readonly<Record<string, Reference | undefined>>
  for (const field of patientFields) {
    const id = patientIdOf(fields[field])
    if (id !== null) return id
  }
  return null
}

function patientIdOf(reference: Reference | undefined): string | null {
  return /(?:^|\/)Patient\/([A-Za-z0-9\-.]+)/.exec(reference?.reference ?? '')?.[1] ?? null
}

/** Types without a patient, which a patient-level scope may still read, as real servers allow. */
export const sharedTypes: readonly string[] = ['Device', 'Group', 'Location', 'Organization', 'Practitioner', 'PractitionerRole']

/** Types that are in a compartment through what they target. */
export const targetedTypes: readonly string[] = ['Provenance']
