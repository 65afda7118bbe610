import type { ChargeItem } from 'fhir/r4'

/** The part of a draft that names the one diagnosis of a simple story, as it was read. */
export function evidence(patientId: string): Pick<ChargeItem, 'supportingInformation'> {
  return { supportingInformation: [{ reference: `Condition/${patientId}-diagnosis/_history/1` }] }
}
