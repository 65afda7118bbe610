import { globSync, readFileSync } from 'node:fs'
import type { ChargeItem, Condition, Encounter, PractitionerRole, Procedure } from 'fhir/r4'
import { codeSystem, motionAnalysis } from '#core/codes.ts'
import { decide, undecided, type Choice, type Decision, type Decisions, type QuestionAnswered } from '#core/decisions.ts'
import { parseRuleBook } from '#core/parse-rule-book.ts'
import type { AnswerTo, QuestionName } from '#core/questions.ts'
import type { ConditionQuery, Reading, ReadingGap, Visit } from '#core/visit.ts'
import { sawVisit } from '#test/faults/witness.ts'

/** The files of fhir-resources as they ship. */
export const ruleFiles: readonly unknown[] = globSync('fhir-resources/**/*.json').map(
  (file) => JSON.parse(readFileSync(file, 'utf8')) as unknown,
)

/** The rules as they ship. */
export const rules = parseRuleBook(ruleFiles)

export function read<T>(...resources: readonly T[]): Reading<T> {
  return { status: 'read', resources, ignored: 0 }
}

export function unreadable(gap: ReadingGap = 'forbidden'): { readonly status: 'unreadable'; readonly gap: ReadingGap } {
  return { status: 'unreadable', gap }
}

export function anEncounter(more: Partial<Encounter> = {}): Encounter {
  return {
    resourceType: 'Encounter',
    id: 'v1',
    status: 'finished',
    class: { code: 'AMB' },
    period: { start: '2026-09-01T09:00:00-05:00', end: '2026-09-01T10:30:00-05:00' },
    ...more,
  }
}

let nextId = 0

/** An active, confirmed diagnosis of the visit. A code without system is ICD-10-CM. */
export function aCondition(code: string | CodingPart | readonly CodingPart[], more: Partial<Condition> = {}): Condition {
  const parts = typeof code === 'string' ? [{ code }] : Array.isArray(code) ? (code as readonly CodingPart[]) : [code as CodingPart]
  const coding = parts.map((part) => ('system' in part ? part : { system: codeSystem.icd10cm, ...part }))
  return {
    resourceType: 'Condition',
    id: `c${(nextId += 1)}`,
    subject: { reference: 'Patient/p1' },
    encounter: { reference: 'Encounter/v1' },
    category: [{ coding: [{ system: codeSystem.conditionCategory, code: 'encounter-diagnosis' }] }],
    clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
    verificationStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'confirmed' }] },
    code: { coding: coding, text: parts.map((part) => part.code).join(' ') },
    ...more,
  }
}

interface CodingPart {
  readonly system?: string | undefined
  readonly code: string
}

/** The study itself, completed at the visit. */
export function aStudy(more: Partial<Procedure> = {}): Procedure {
  return {
    resourceType: 'Procedure',
    id: 'study',
    status: 'completed',
    subject: { reference: 'Patient/p1' },
    encounter: { reference: 'Encounter/v1' },
    code: { coding: [{ system: codeSystem.cpt, code: motionAnalysis }] },
    performedDateTime: '2026-09-01T09:30:00-05:00',
    performer: [{ actor: { reference: 'Practitioner/d1', display: 'Dr. One' } }],
    ...more,
  }
}

/** Another service of that visit and day. */
export function aService(code: string, more: Partial<Procedure> = {}): Procedure {
  return aStudy({
    id: `service-${code}`,
    code: { coding: [{ system: codeSystem.cpt, code }] },
    performedDateTime: '2026-09-01T11:00:00-05:00',
    ...more,
  })
}

/** The role of the study's performer, with a provider taxonomy code. */
export function aRole(taxonomy: string, more: Partial<PractitionerRole> = {}): PractitionerRole {
  return {
    resourceType: 'PractitionerRole',
    id: 'role',
    active: true,
    practitioner: { reference: 'Practitioner/d1' },
    specialty: [{ coding: [{ system: codeSystem.taxonomy, code: taxonomy }] }],
    ...more,
  }
}

export function aCharge(status: ChargeItem['status'], more: Partial<ChargeItem> = {}): ChargeItem {
  return {
    resourceType: 'ChargeItem',
    id: `charge-${status}`,
    status,
    subject: { reference: 'Patient/p1' },
    context: { reference: 'Encounter/v1' },
    code: { coding: [{ system: codeSystem.cpt, code: motionAnalysis }] },
    occurrenceDateTime: '2026-09-01',
    ...more,
  }
}

interface VisitParts extends Partial<Omit<Visit, 'conditions' | 'procedures' | 'charges'>> {
  readonly conditions?: readonly Condition[]
  readonly readings?: readonly { readonly query: ConditionQuery; readonly reading: Reading<Condition> }[]
  readonly procedures?: Reading<Procedure>
  readonly charges?: Reading<ChargeItem>
}

/** A visit of 2026-09-01 whose chart was read whole, unless told. */
export function visitWith({ conditions = [], readings, ...more }: VisitParts = {}): Visit {
  return sawVisit({
    patientId: 'p1',
    timeZone: null,
    performedCodes: [],
    locations: [],
    encounter: anEncounter(),
    conditions: readings ?? [{ query: 'all', reading: read(...conditions) }],
    procedures: read(),
    charges: read(),
    coverages: read(),
    roles: read(),
    ...more,
  })
}

/** What the clinician has decided after these, one after the other. */
export function after(...decisions: readonly Decision[]): Decisions {
  return decisions.reduce(decide, undecided)
}

export function choose(diagnosisId: string, code: string, origin: Choice['origin'] = 'chart'): Decision {
  return { type: 'diagnosis-chosen', diagnosisId, code, origin }
}

export function answer<Q extends QuestionName>(question: Q, said: AnswerTo<Q>): Decision {
  return { type: 'question-answered', question, answer: said } as QuestionAnswered
}

export function pickReason(diagnosisId: string, reason: string): Decision {
  return { type: 'reason-picked', diagnosisId, reason }
}
