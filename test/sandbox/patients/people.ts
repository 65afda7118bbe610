import type { Location, Organization, Patient, Practitioner, PractitionerRole, Reference } from 'fhir/r4'
import { codeSystem } from '#core/codes.ts'

export type ClinicianId = 'dr-rivera' | 'dr-okafor' | 'pt-lindgren'

interface Clinician {
  readonly id: ClinicianId
  readonly name: string
  readonly specialty: string
  /** Provider taxonomy code. */
  readonly taxonomy: string
  readonly given: string
  readonly family: string
  readonly number: string
}

export const clinicians: readonly Clinician[] = [
  {
    id: 'dr-rivera',
    name: 'Dr. Ana Rivera',
    specialty: 'Physiatrist',
    taxonomy: '208100000X',
    given: 'Ana',
    family: 'Rivera',
    number: '9000000001',
  },
  {
    id: 'dr-okafor',
    name: 'Dr. Chidi Okafor',
    specialty: 'Neurologist',
    taxonomy: '2084N0400X',
    given: 'Chidi',
    family: 'Okafor',
    number: '9000000002',
  },
  {
    id: 'pt-lindgren',
    name: 'Maja Lindgren, PT',
    specialty: 'Physical therapist',
    taxonomy: '225100000X',
    given: 'Maja',
    family: 'Lindgren',
    number: '9000000003',
  },
]

export function clinician(id: ClinicianId): Reference {
  return { reference: `Practitioner/${id}`, display: clinicians.find((one) => one.id === id)?.name ?? id }
}

/** Where this clinic sees patients; what each means for a claim stands in the site's config.json. */
export const places = { hospital: 'sandbox-hospital-lab', office: 'sandbox-office-lab' } as const

export type PlaceId = (typeof places)[keyof typeof places]

const placeNames: Readonly<Record<PlaceId, string>> = {
  'sandbox-hospital-lab': 'Motion laboratory, hospital outpatient department',
  'sandbox-office-lab': 'Motion laboratory, group practice',
}

export function placeNamed(id: PlaceId): Reference {
  return { reference: `Location/${id}`, display: placeNames[id] }
}

function locations(): readonly Location[] {
  return Object.values(places).map((id) => ({ resourceType: 'Location', id, status: 'active', name: placeNames[id] }))
}

/** Who works here and where, with roles; the identifiers look like NPIs and are none. */
export function staff(): readonly (Practitioner | PractitionerRole | Organization | Location)[] {
  const clinic: Organization = { resourceType: 'Organization', id: 'sandbox-clinic', name: 'Sandbox Motion Clinic' }
  return [
    clinic,
    ...locations(),
    ...clinicians.flatMap(({ id, name, specialty, taxonomy, given, family, number }): (Practitioner | PractitionerRole)[] => [
      {
        resourceType: 'Practitioner',
        id,
        active: true,
        identifier: [{ system: 'urn:sandbox:synthetic-npi', value: number, type: { text: 'Synthetic, not an NPI' } }],
        name: [{ text: name, given: [given], family }],
      },
      {
        resourceType: 'PractitionerRole',
        id: `${id}-role`,
        active: true,
        practitioner: { reference: `Practitioner/${id}`, display: name },
        organization: { reference: 'Organization/sandbox-clinic' },
        specialty: [{ coding: [{ system: codeSystem.taxonomy, code: taxonomy }], text: specialty }],
      },
    ]),
  ]
}

export function patient(id: string, name: string, gender: 'female' | 'male', birthDate: string): Patient {
  const [given = name, family = name] = name.split(' ')
  return {
    resourceType: 'Patient',
    id,
    active: true,
    identifier: [{ system: 'urn:sandbox:mrn', value: `MRN-${id}` }],
    name: [{ use: 'official', text: name, given: [given], family }],
    gender,
    birthDate,
  }
}
