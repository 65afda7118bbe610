import type { PractitionerRole } from 'fhir/r4'
import { codeSystem } from './codes.ts'
import type { RuleBook, Specialty } from './rule-book.ts'
import { resourcesOf, type Reading } from './visit.ts'

export interface KnownSpecialty {
  readonly specialty: Specialty
  /** `PractitionerRole/123` */
  readonly reference: string
}

/** The listed specialties that the roles of these performers carry as provider taxonomy codes; words alone are no code. */
export function specialtiesOf(
  roles: Reading<PractitionerRole> | null,
  { specialties }: RuleBook,
  performers: readonly string[],
): readonly KnownSpecialty[] {
  return (roles === null ? [] : resourcesOf(roles))
    .filter(({ active }) => active !== false)
    .filter(
      ({ id, practitioner }) => performers.includes(practitioner?.reference ?? '') || performers.includes(`PractitionerRole/${id ?? ''}`),
    )
    .flatMap(({ id, specialty = [] }) =>
      specialty.flatMap(({ coding = [] }) =>
        coding.flatMap(({ system, code }) => {
          const known = system === codeSystem.taxonomy ? specialties.find(({ taxonomy }) => taxonomy === code) : undefined
          return known === undefined ? [] : [{ specialty: known, reference: `PractitionerRole/${id ?? ''}` }]
        }),
      ),
    )
}
