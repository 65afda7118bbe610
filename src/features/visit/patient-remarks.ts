import type { Patient } from 'fhir/r4'
import { isRestricted } from '#core/labels.ts'

/** What of the patient's record must be seen before anything is confirmed; empty for nearly everybody. */
export function patientRemarks(patient: Patient): readonly string[] {
  const isDeceased = patient.deceasedBoolean === true || patient.deceasedDateTime !== undefined
  return [
    ...(isDeceased ? [`recorded as deceased ${patient.deceasedDateTime?.slice(0, 10) ?? ''}`.trim()] : []),
    ...(patient.active === false ? ['record not active'] : []),
    ...(isRestricted(patient) ? ['labelled as restricted'] : []),
  ]
}
