import type { FhirResource } from 'fhir/r4'

const confidentiality = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality'
const sensitivity = 'http://terminology.hl7.org/CodeSystem/v3-ActCode'

/** Information sensitivity codes of HL7 v3 ActCode that mean: not for everybody who has the chart open. */
const sensitive: readonly string[] = ['BH', 'ETH', 'HIV', 'MH', 'PSY', 'SDV', 'SEX', 'STD', 'SUD']

/** Whether the EHR labels the resource as restricted or very restricted, or as sensitive (`meta.security`). */
export function isRestricted({ meta }: FhirResource): boolean {
  return (meta?.security ?? []).some(
    ({ system, code = '' }) =>
      (system === confidentiality && (code === 'R' || code === 'V')) || (system === sensitivity && sensitive.includes(code)),
  )
}
