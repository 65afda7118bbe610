import type { QuestionnaireResponse } from 'fhir/r4'
import type { Assessment } from './assess.ts'
import { claimTypeOf } from './claim-type.ts'
import { answeredAtClose } from './close-response.ts'
import type { Decisions } from './decisions.ts'
import { lookInChart, type ChartFindings, type Finding } from './documentation.ts'
import type { Evidence } from './facts.ts'
import { accountablePerformer } from './performers.ts'
import { questions, type CloseItem, type QuestionName } from './questions.ts'
import { standingResponse, type Records } from './records.ts'
import type { RuleBook } from './rule-book.ts'
import { courseInChart, endOfStudy } from './study-course.ts'
import type { Visit } from './visit.ts'

/** Who filled an answer: the chart, the clinician beside the chart, or the clinician alone (`information-origin` of Da Vinci DTR). */
export type Origin = 'auto' | 'override' | 'manual'

/** One item of the visit-close check: what the chart says of it, and the answer as it stands. */
export interface CheckedItem {
  /** With the day filled in. */
  readonly item: CloseItem
  /** `no-place`: nothing in a chart that this app reads could hold it. */
  readonly finding: Finding | 'no-place'
  /** A code of the item's options, a day, or a reference; null while it is open. */
  readonly answer: string | null
  /** Null while it is open. */
  readonly origin: Origin | null
  readonly evidence: readonly Evidence[]
}

/** The questions of the modifiers alone: they stand in the answers once answered, and are no gap of the documentation. */
const ofModifiers: readonly string[] = ['claim-type', 'same-billing-provider', 'separate-service', 'therapy-plan']

/** How the study went: what the record says of it stands beside the question. */
const ofCourse: readonly string[] = ['course', 'stop-reason', 'reduce-reason']

/** What still says something where no study took place. */
const withoutStudy: readonly string[] = ['performed', 'charges-checked']

/**
 * The visit-close check: every item that applies now, in the order of the Questionnaire, filled from the chart first, then by
 * the clinician. Pure; `today` is a day.
 */
export function checkAtClose(
  visit: Visit,
  records: Records,
  rules: RuleBook,
  assessment: Assessment,
  decisions: Decisions,
  today: string,
): readonly CheckedItem[] {
  const look = lookInChart(visit, records, assessment, today)
  const standing = standingResponse(records.responses, visit.encounter.id)
  const wasPerformed = assessment.facts.performed.answer === 'yes'
  const answerOf = (item: CloseItem) => settle(item, decisions, chartAnswer(item.linkId, visit, assessment, look), standing)
  const applies = (item: CloseItem): boolean => {
    const { linkId, onlyAfter } = item
    if (linkId === 'charges-checked') return assessment.facts['charges-checked'].basis !== 'chart'
    if (!wasPerformed && !withoutStudy.includes(linkId)) return false
    if (ofModifiers.includes(linkId)) return answerOf(item).answer !== null
    const asked = rules.visitClose.find((one) => one.linkId === onlyAfter?.question)
    return onlyAfter === null || (asked !== undefined && answerOf(asked).answer === onlyAfter.answer)
  }
  return rules.visitClose.filter(applies).map((item): CheckedItem => {
    const { linkId } = item
    const inChart = chartAnswer(linkId, visit, assessment, look)
    const found = Object.hasOwn(look.found, linkId) ? look.found[linkId as keyof ChartFindings['found']] : 'no-place'
    return {
      item: { ...item, text: item.text.replace('{day}', assessment.dateOfService ?? 'the day of the visit') },
      // What the chart settles is documented, whatever was looked for.
      finding: inChart === null ? found : 'documented',
      ...answerOf(item),
      evidence: ofCourse.includes(linkId) ? endOfStudy(look.studies, {})['study-stopped'].evidence : [],
    }
  })
}

/** The clinician's answer goes before an earlier one, and that before what the chart says now. */
function settle(
  item: CloseItem,
  decisions: Decisions,
  inChart: string | null,
  standing: QuestionnaireResponse | null,
): Pick<CheckedItem, 'answer' | 'origin'> {
  const own = ownAnswer(item.linkId, decisions)
  if (own !== null) return { answer: own, origin: inChart === null ? 'manual' : own === inChart ? 'auto' : 'override' }
  // A fact is never taken from an earlier form: whoever confirms answers it.
  const earlier = Object.hasOwn(questions, item.linkId) ? null : answeredAtClose(standing, item.linkId)
  // An older form may hold an answer that this one does not offer; one that the chart gave is asked of the chart anew.
  const isKept = earlier !== null && earlier.origin !== 'auto' && item.options.some(({ code }) => code === earlier.code)
  if (isKept)
    return earlier.origin === 'override' ? { answer: earlier.code, origin: 'override' } : { answer: earlier.code, origin: 'manual' }
  return { answer: inChart, origin: inChart === null ? null : 'auto' }
}

function ownAnswer(linkId: string, { answers, prompts, performer, dateOfService }: Decisions): string | null {
  switch (linkId) {
    case 'performer':
      return performer
    case 'date-of-service':
      return dateOfService
    default:
      return (Object.hasOwn(questions, linkId) ? answers[linkId as QuestionName] : prompts[linkId]) ?? null
  }
}

function chartAnswer(linkId: string, visit: Visit, { possibleDates }: Assessment, { studies, found }: ChartFindings): string | null {
  switch (linkId) {
    case 'performer':
      return accountablePerformer(studies.map((procedure) => ({ procedure })))
    case 'date-of-service':
      return possibleDates.length === 1 ? (possibleDates[0] ?? null) : null
    case 'course':
      return courseInChart(studies).course
    case 'stop-reason':
      return courseInChart(studies).stopReason
    case 'claim-type': {
      const { value } = claimTypeOf(visit, {})
      return value === 'unknown' ? null : value
    }
    case 'charges-checked':
      return null
    default:
      return Object.hasOwn(found, linkId) && found[linkId as keyof ChartFindings['found']] === 'documented' ? 'yes' : null
  }
}
