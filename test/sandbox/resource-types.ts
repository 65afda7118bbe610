/** The types this EHR stores; every other type answers 404. */
export const resourceTypes = [
  'Account',
  'ChargeItem',
  'Condition',
  'Consent',
  'Coverage',
  'Device',
  'DiagnosticReport',
  'DocumentReference',
  'Encounter',
  'Group',
  'Location',
  'Observation',
  'Organization',
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'Procedure',
  'Provenance',
  'QuestionnaireResponse',
  'RelatedPerson',
  'ServiceRequest',
] as const

export type StoredType = (typeof resourceTypes)[number]

export function isStoredType(type: string): type is StoredType {
  return (resourceTypes as readonly string[]).includes(type)
}

/** The types an app may write; the others are kept by the EHR itself. */
export const writableTypes: readonly string[] = ['ChargeItem', 'DocumentReference', 'Provenance', 'QuestionnaireResponse']
