import type { Bundle, ChargeItem, CodeableConcept, Condition, FhirResource, Procedure, QuestionnaireResponse, Reference } from 'fhir/r4'
import { claimTypeOf } from '#core/claim-type.ts'
import { codeSystem, extensionUrl } from '#core/codes.ts'
import { dayOf } from '#core/dates.ts'
import type { Decisions } from '#core/decisions.ts'
import { listDiagnoses } from '#core/diagnoses.ts'
import { cptCodesOf, dayOfCharge } from '#core/existing-charges.ts'
import { laboratoryOf } from '#core/laboratory.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { dayOfProcedure } from '#core/same-day.ts'
import { recordedServices, servicesOn } from '#core/service-date.ts'
import { namesEncounter, resourcesOf, type Visit } from '#core/visit.ts'

/**
 * The Bundle over which the FHIRPath of the rules is evaluated, as PlanDefinition modifier-advice describes it:
 * what the chart holds for the patient and the day, in canonical codes, days and references, with the clinician's answers.
 */
export function ruleBundle(visit: Visit, rules: RuleBook, decisions: Decisions, day: string): Bundle {
  const isOfDay = (written: string | null) => written === null || written === day
  const resources: readonly FhirResource[] = [
    visit.encounter,
    ...resourcesOf(visit.procedures)
      .filter((procedure) => isOfDay(dayOfProcedure(procedure, visit.timeZone)))
      .map((procedure) => canonicalProcedure(procedure, visit)),
    ...resourcesOf(visit.charges)
      .filter((charge) => isOfDay(dayOfCharge(charge, visit.timeZone)))
      .map((charge) => canonicalCharge(charge, visit)),
    ...(visit.roles === null ? [] : resourcesOf(visit.roles)),
    ...chosenConditions(visit, rules, decisions, day),
    responseOf(visit, decisions, day),
    ...unreadOf('Procedure', visit.procedures.status),
    ...unreadOf('ChargeItem', visit.charges.status),
  ]
  return { resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) }
}

function canonicalProcedure({ performedDateTime, performedPeriod, ...procedure }: Procedure, visit: Visit): Procedure {
  const day = dayOf(performedDateTime ?? performedPeriod?.start, visit.timeZone)
  return {
    ...procedure,
    ...(procedure.code === undefined ? {} : { code: canonicalCode(procedure.code, visit) }),
    ...(procedure.encounter === undefined ? {} : { encounter: canonicalReference(procedure.encounter, visit) }),
    ...(day === null ? {} : { performedDateTime: day }),
  }
}

function canonicalCharge(charge: ChargeItem, visit: Visit): ChargeItem {
  const { occurrenceDateTime: _, occurrencePeriod: _period, occurrenceTiming: _timing, ...rest } = charge
  const day = dayOfCharge(charge, visit.timeZone)
  return {
    ...rest,
    code: canonicalCode(charge.code, visit),
    ...(charge.context === undefined ? {} : { context: canonicalReference(charge.context, visit) }),
    ...(day === null ? {} : { occurrenceDateTime: day }),
  }
}

function canonicalCode(code: CodeableConcept, { performedCodes }: Visit): CodeableConcept {
  return { ...code, coding: cptCodesOf(code, performedCodes).map((one) => ({ system: codeSystem.cpt, code: one })) }
}

function canonicalReference(reference: Reference, { encounter }: Visit): Reference {
  return namesEncounter(reference.reference, encounter.id) ? { reference: `Encounter/${encounter.id ?? ''}` } : reference
}

function chosenConditions(visit: Visit, rules: RuleBook, { chosen }: Decisions, day: string): readonly Condition[] {
  const diagnoses = listDiagnoses(visit, rules, day)
  return chosen.flatMap(({ diagnosisId, code, reason }) => {
    const condition = diagnoses.find(({ id }) => id === diagnosisId)?.conditions[0]
    if (condition === undefined) return []
    const { abatementDateTime, abatementPeriod, onsetDateTime, onsetPeriod, ...rest } = condition
    const abated = dayOf(abatementDateTime ?? abatementPeriod?.end, visit.timeZone)
    const began = dayOf(onsetDateTime ?? onsetPeriod?.start, visit.timeZone)
    return [
      {
        ...rest,
        ...(abated === null ? {} : { abatementDateTime: abated }),
        ...(began === null ? {} : { onsetDateTime: began }),
        code: {
          coding: [{ system: codeSystem.icd10cm, code }],
          ...(reason === null ? {} : { extension: [{ url: extensionUrl.reasonOrigin, valueString: reason }] }),
        },
      },
    ]
  })
}

function responseOf(visit: Visit, { answers, performer }: Decisions, day: string): QuestionnaireResponse {
  const claimType = claimTypeOf(visit, answers).value
  const laboratory = laboratoryOf(servicesOn(recordedServices(visit, day), day), visit.locations, answers)
  const all = {
    ...(claimType === 'unknown' ? {} : { 'claim-type': claimType }),
    ...(laboratory.basis === 'chart' ? { laboratory: laboratory.answer } : {}),
    ...answers,
  }
  return {
    resourceType: 'QuestionnaireResponse',
    status: 'in-progress',
    item: [
      { linkId: 'date-of-service', answer: [{ valueDate: day }] },
      ...(performer === null ? [] : [{ linkId: 'performer', answer: [{ valueReference: { reference: performer } }] }]),
      // As in the Questionnaire, the choices stand in groups.
      { linkId: 'group', item: Object.entries(all).map(([linkId, code]) => ({ linkId, answer: [{ valueCoding: { code } }] })) },
    ],
  }
}

function unreadOf(type: string, status: Visit['procedures']['status']): readonly FhirResource[] {
  if (status === 'read') return []
  return [{ resourceType: 'OperationOutcome', issue: [{ severity: 'warning', code: 'incomplete', expression: [type] }] }]
}
