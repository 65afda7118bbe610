import type { Patient } from 'fhir/r4'
import { fullName } from '#core/names.ts'

/** Whose chart this is. Shown unless the EHR said that it shows the patient itself. */
export function PatientBanner({ patient }: { readonly patient: Patient }) {
  const isDeceased = patient.deceasedBoolean === true || patient.deceasedDateTime !== undefined
  return (
    <header className="banner">
      <strong>
        <bdi>{fullName(patient.name) ?? 'Name not recorded'}</bdi>
      </strong>
      <span>born {patient.birthDate ?? 'not recorded'}</span>
      {isDeceased && <span className="tag tag-care">recorded as deceased {patient.deceasedDateTime?.slice(0, 10) ?? ''}</span>}
      {patient.active === false && <span className="tag tag-care">record not active</span>}
    </header>
  )
}
