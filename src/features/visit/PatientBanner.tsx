import type { Patient } from 'fhir/r4'
import { fullName } from '#core/names.ts'
import { patientRemarks } from './patient-remarks.ts'

/** Whose chart this is. Shown unless the EHR said that it shows the patient itself. */
export function PatientBanner({ patient }: { readonly patient: Patient }) {
  return (
    <header className="banner">
      <strong>
        <bdi>{fullName(patient.name) ?? 'Name not recorded'}</bdi>
      </strong>
      <span>born {patient.birthDate ?? 'not recorded'}</span>
      {patientRemarks(patient).map((remark) => (
        <span key={remark} className="tag tag-care">
          {remark}
        </span>
      ))}
    </header>
  )
}
