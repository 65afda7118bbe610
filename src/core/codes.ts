/** Canonical base of our own FHIR resources; whoever publishes the app sets theirs here and in fhir-resources. */
export const canonicalBase = 'https://gait-charge.example/fhir'

export const codeSystem = {
  cpt: 'http://www.ama-assn.org/go/cpt',
  hcpcs: 'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
  icd10cm: 'http://hl7.org/fhir/sid/icd-10-cm',
  snomed: 'http://snomed.info/sct',
  conditionCategory: 'http://terminology.hl7.org/CodeSystem/condition-category',
  taxonomy: 'http://nucc.org/provider-taxonomy',
  stopReason: `${canonicalBase}/CodeSystem/stop-reasons`,
} as const

export const extensionUrl = {
  chargeModifier: `${canonicalBase}/StructureDefinition/charge-modifier`,
  reasonOrigin: `${canonicalBase}/StructureDefinition/reason-origin`,
  /** Whether an answer was filled from the chart, changed or given by hand (Da Vinci DTR 2.0). */
  informationOrigin: 'http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/information-origin',
} as const

/** System of the identifier that makes a repeated write the same write. */
export const chargeIdentifierSystem = `${canonicalBase}/identifier/charge`

/** System of the identifier of a visit's answers at its close. */
export const answersIdentifierSystem = `${canonicalBase}/identifier/visit-close`

/** The service this app charges: CPT 96000. */
export const motionAnalysis = '96000'

/** CPT codes that exclude 96000 on the same day (NCCI pairs 96001/96000 and 96000/0693T, indicator 0, table of 2024-07-01). */
export const excludingCodes: readonly string[] = ['96001', '0693T']
