import type { ChargeItem, Encounter, Identifier, Patient, Reference } from 'fhir/r4'
import type { Occurrence } from './er7.ts'
import { preferredName } from './names.ts'
import { namesEncounter } from './visit.ts'

const nothing: readonly Occurrence[] = []

/** FHIR's gender in HL7 table 0001. */
const sexes: Readonly<Record<NonNullable<Patient['gender']>, string>> = { male: 'M', female: 'F', other: 'O', unknown: 'U' }

/** Classes of a visit (v3 ActCode) in HL7 table 0004, for those that have the same meaning there. */
const visitClasses: Readonly<Record<string, string>> = { AMB: 'O', EMER: 'E', IMP: 'I', ACUTE: 'I', NONAC: 'I', PRENC: 'P' }

/** Who the charge is for: the fields of PID (v2.5.1, 3.4.2). */
export function patientFields(charge: ChargeItem, patient: Patient | null) {
  return {
    1: [['1']],
    3: numbersOf(patient?.identifier, 'MR', idIn(charge.subject)),
    5: nameOf(patient),
    7: patient?.birthDate === undefined ? nothing : [[patient.birthDate.replaceAll('-', '')]],
    8: patient?.gender === undefined ? nothing : [[sexes[patient.gender]]],
  }
}

/** The visit: the fields of PV1 (v2.5.1, 3.4.3). Its class is required there, and U says that it is not known. */
export function visitFields({ context }: ChargeItem, encounter: Encounter) {
  const isThisVisit = namesEncounter(context?.reference, encounter.id)
  const visitClass = isThisVisit ? visitClasses[encounter.class.code ?? ''] : undefined
  return { 1: [['1']], 2: [[visitClass ?? 'U']], 19: numbersOf(isThisVisit ? encounter.identifier : [], 'VN', idIn(context)) }
}

/** A clinician whom the charge names (XCN), by number and by the name as the chart shows it; an organization has no place there. */
export function personOf(actor: Reference | undefined): readonly Occurrence[] {
  if (actor === undefined || /(^|\/)Organization\//.test(actor.reference ?? '')) return nothing
  const { identifier, display = '' } = actor
  const [number, authority, kind] =
    identifier?.value === undefined
      ? [idIn(actor), '', idIn(actor) === '' ? '' : 'RI']
      : [identifier.value, authorityOf(identifier), identifier.system === 'http://hl7.org/fhir/sid/us-npi' ? 'NPI' : '']
  return [[number, display, '', '', '', '', '', '', authority, display === '' ? '' : 'D', '', '', kind]]
}

/** The id of what a reference names, `''` where it names nothing by id. */
function idIn(reference: Reference | undefined): string {
  return /(?:^|\/)[A-Z][A-Za-z]+\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?$/.exec(reference?.reference ?? '')?.[1] ?? ''
}

/**
 * Numbers (CX) of the kind that is wanted, else those whose kind is not said, else the id in the EHR. Numbers of another
 * kind, a social security number among them, are none of a draft's business.
 */
function numbersOf(identifiers: readonly Identifier[] | undefined, kind: string, id: string): readonly Occurrence[] {
  const current = (identifiers ?? []).filter(({ value, use }) => value !== undefined && use !== 'old' && use !== 'temp')
  const kindsOf = ({ type }: Identifier) => (type?.coding ?? []).flatMap(({ code }) => code ?? [])
  const wanted = current.filter((one) => kindsOf(one).includes(kind))
  const found = wanted.length > 0 ? wanted : current.filter((one) => kindsOf(one).length === 0)
  if (found.length === 0) return id === '' ? nothing : [[id, '', '', '', 'RI']]
  return found.map((one) => [one.value ?? '', '', '', authorityOf(one), wanted.length > 0 ? kind : ''])
}

/** Who gave a number (HD): the name of the giver, and the system as an OID or an address. */
function authorityOf({ system, assigner }: Identifier): readonly string[] {
  const name = assigner?.display ?? ''
  if (system === undefined) return [name]
  return system.startsWith('urn:oid:') ? [name, system.slice('urn:oid:'.length), 'ISO'] : [name, system, 'URI']
}

/** The parts of the name (XPN); a name that the chart holds as one text is not taken apart. */
function nameOf(patient: Patient | null): readonly Occurrence[] {
  const name = preferredName(patient?.name)
  if (name === undefined) return nothing
  const { family = '', given = [], suffix = [], prefix = [], use, text = '' } = name
  if (family === '' && given.length === 0) return text === '' ? nothing : [[text, '', '', '', '', '', 'D']]
  const [first = '', ...more] = given
  return [[family, first, more.join(' '), suffix.join(' '), prefix.join(' '), '', use === 'official' ? 'L' : '']]
}
