import type { Consent, DiagnosticReport, QuestionnaireResponse, QuestionnaireResponseItem, ServiceRequest } from 'fhir/r4'
import { canonicalBase } from './codes.ts'
import { namesEncounter, resourcesOf, type Reading } from './visit.ts'

/** What the chart holds around the study: read for the documentation at visit close, not for the charge. */
export interface Records {
  readonly orders: Reading<ServiceRequest>
  readonly consents: Reading<Consent>
  readonly reports: Reading<DiagnosticReport>
  readonly responses: Reading<QuestionnaireResponse>
}

/** The Questionnaire of the visit-close check. */
const visitCloseQuestionnaire = `${canonicalBase}/Questionnaire/visit-close`

/** The answers of this visit that the chart already holds: finished, begun (with the link ids that are answered), or none. */
export type AnswersInChart =
  | { readonly kind: 'finished' }
  | { readonly kind: 'begun'; readonly answered: ReadonlySet<string> }
  | { readonly kind: 'none' }

/** Looks for our Questionnaire's answers of this visit; those of any version count, those entered in error or stopped do not. */
export function answersInChart(responses: Reading<QuestionnaireResponse>, encounterId: string | undefined): AnswersInChart {
  const ours = responsesOfVisit(resourcesOf(responses), encounterId)
  if (ours.some(({ status }) => status === 'completed' || status === 'amended')) return { kind: 'finished' }
  const begun = ours.filter(({ status }) => status === 'in-progress')
  return begun.length === 0
    ? { kind: 'none' }
    : { kind: 'begun', answered: new Set(begun.flatMap(({ item = [] }) => item.flatMap(answeredIn))) }
}

/** The answers to our Questionnaire, of any version and status, at this visit. */
export function responsesOfVisit(
  responses: readonly QuestionnaireResponse[],
  encounterId: string | undefined,
): readonly QuestionnaireResponse[] {
  return responses.filter(
    ({ questionnaire, encounter }) =>
      questionnaire?.split('|')[0] === visitCloseQuestionnaire && namesEncounter(encounter?.reference, encounterId),
  )
}

const live: readonly string[] = ['in-progress', 'completed', 'amended']

/** The answers of this visit that stand, finished or begun, the latest of several; null where there are none. */
export function standingResponse(responses: Reading<QuestionnaireResponse>, encounterId: string | undefined): QuestionnaireResponse | null {
  const standing = responsesOfVisit(resourcesOf(responses), encounterId).filter(({ status }) => live.includes(status))
  return standing.toSorted((one, other) => ((one.authored ?? '') < (other.authored ?? '') ? 1 : -1))[0] ?? null
}

function answeredIn({ linkId, answer = [], item = [] }: QuestionnaireResponseItem): readonly string[] {
  return [...(answer.length > 0 ? [linkId] : []), ...item.flatMap(answeredIn)]
}
