import type { CodeableConcept, Condition, Encounter, Procedure } from 'fhir/r4'
import { codeSystem } from '#core/codes.ts'
import { clinician, placeNamed, type ClinicianId, type PlaceId } from './people.ts'
import { at } from './story.ts'

interface VisitOptions {
  /** Ends the id: `<patient>-<suffix>`. */
  readonly suffix?: string
  readonly status?: Encounter['status']
  readonly attending?: ClinicianId
  readonly start?: string
  /** Null for a visit still open. */
  readonly end?: string | null
  readonly title?: string
  /** Id of its Location; none unless told. */
  readonly place?: string
}

/** An ambulatory visit on `day`; finished, attended by the physiatrist, unless told. */
export function visit(patientId: string, day: string, options: VisitOptions = {}): Encounter {
  const { suffix = 'visit', status = 'finished', attending = 'dr-rivera', title = 'Motion laboratory visit' } = options
  const { start = at(day, '09:00'), end = at(day, '10:30') } = options
  return {
    resourceType: 'Encounter',
    id: `${patientId}-${suffix}`,
    status,
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    type: [{ text: title }],
    subject: { reference: `Patient/${patientId}` },
    participant: [
      {
        type: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'ATND' }] }],
        individual: clinician(attending),
      },
    ],
    period: { start, ...(end === null ? {} : { end }) },
    ...(options.place === undefined ? {} : { location: [{ location: { reference: `Location/${options.place}` } }] }),
    serviceProvider: { reference: 'Organization/sandbox-clinic' },
  }
}

interface DiagnosisOptions {
  readonly suffix?: string
  readonly system?: string
  /** Null leaves the category out. */
  readonly category?: 'encounter-diagnosis' | 'problem-list-item' | null
  /** Ends the id of the encounter; null for none. */
  readonly visit?: string | null
  readonly clinical?: string | null
  readonly verification?: string
  readonly abatement?: string
  readonly recorded?: string
}

/** A coded diagnosis of the visit, active and confirmed unless told; `text` in plain words. */
export function diagnosis(patientId: string, code: string, text: string, options: DiagnosisOptions = {}): Condition {
  const { suffix = 'diagnosis', system = codeSystem.icd10cm, category = 'encounter-diagnosis' } = options
  const { visit = 'visit', clinical = 'active', verification = 'confirmed' } = options
  return {
    resourceType: 'Condition',
    id: `${patientId}-${suffix}`,
    ...(clinical === null ? {} : { clinicalStatus: token('http://terminology.hl7.org/CodeSystem/condition-clinical', clinical) }),
    verificationStatus: token('http://terminology.hl7.org/CodeSystem/condition-ver-status', verification),
    ...(category === null ? {} : { category: [token(codeSystem.conditionCategory, category)] }),
    code: { coding: [{ system, code, display: text }], text },
    subject: { reference: `Patient/${patientId}` },
    ...(visit === null ? {} : { encounter: { reference: `Encounter/${patientId}-${visit}` } }),
    ...(options.abatement === undefined ? {} : { abatementDateTime: options.abatement }),
    ...(options.recorded === undefined ? {} : { recordedDate: options.recorded }),
  }
}

interface ProcedureOptions {
  readonly suffix?: string
  readonly code?: string
  readonly text?: string
  readonly status?: Procedure['status']
  readonly statusReason?: string
  readonly performer?: ClinicianId
  /** Null where it belongs to no visit of this chart. */
  readonly visit?: string | null
  readonly time?: string
  readonly note?: string
  /** Id of the Location where it was done; not recorded unless told. */
  readonly place?: PlaceId
}

/** A procedure on `day`: the completed motion analysis, CPT 96000, by the physiatrist, unless told. */
export function procedure(patientId: string, day: string, options: ProcedureOptions = {}): Procedure {
  const { suffix = 'study', code = '96000', text = 'Motion analysis with video and 3-D kinematics', status = 'completed' } = options
  const { performer = 'dr-rivera', visit = 'visit', time = '09:15' } = options
  return {
    resourceType: 'Procedure',
    id: `${patientId}-${suffix}`,
    status,
    ...(options.statusReason === undefined ? {} : { statusReason: { text: options.statusReason } }),
    code: { coding: [{ system: codeSystem.cpt, code }], text },
    subject: { reference: `Patient/${patientId}` },
    ...(visit === null ? {} : { encounter: { reference: `Encounter/${patientId}-${visit}` } }),
    performedDateTime: at(day, time),
    performer: [{ actor: clinician(performer) }],
    ...(options.place === undefined ? {} : { location: placeNamed(options.place) }),
    ...(options.note === undefined ? {} : { note: [{ text: options.note }] }),
  }
}

function token(system: string, code: string): CodeableConcept {
  return { coding: [{ system, code }] }
}
