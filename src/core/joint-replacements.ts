import type { Coding } from 'fhir/r4'
import { codeSystem } from './codes.ts'
import { codeOf, type Diagnosis } from './diagnoses.ts'
import type { Cited, DiagnosisNote, RuleBook } from './rule-book.ts'
import { dayOfProcedure } from './same-day.ts'
import { resourcesOf, type Visit } from './visit.ts'

/** A record of an artificial joint; null where it does not say which joint, or which side. */
export interface Replacement extends Cited {
  readonly code: string
  readonly reference: string
  readonly joint: DiagnosisNote['joint']
  readonly side: DiagnosisNote['side']
}

/** Every record of an artificial hip or knee up to `day`: status codes, SNOMED CT histories and replacement procedures. */
export function replacementsIn(visit: Visit, rules: RuleBook, diagnoses: readonly Diagnosis[], day: string): readonly Replacement[] {
  const recorded = diagnoses
    .filter(({ currency }) => currency === 'current')
    .flatMap((diagnosis) => {
      const reference = `Condition/${diagnosis.id}`
      const note = rules.diagnosisNotes.find(({ code, isReplaced }) => isReplaced && code === codeOf(diagnosis))
      if (note !== undefined) return [{ ...note, reference }]
      return diagnosis.conditions.slice(0, 1).flatMap(({ code }) => snomedRecords(code?.coding, rules, reference))
    })
  const performed = resourcesOf(visit.procedures)
    .filter((procedure) => procedure.status === 'completed' && (dayOfProcedure(procedure, visit.timeZone) ?? day) <= day)
    .flatMap(({ id, code }) => snomedRecords(code?.coding, rules, `Procedure/${id ?? ''}`))
  return [...recorded, ...performed]
}

function snomedRecords(codings: readonly Coding[] | undefined, { jointReplacements }: RuleBook, reference: string): readonly Replacement[] {
  const codes = (codings ?? []).flatMap(({ system, code }) => (system === codeSystem.snomed ? (code ?? []) : []))
  return jointReplacements.filter(({ code }) => codes.includes(code)).map((row) => ({ ...row, reference, side: null }))
}
