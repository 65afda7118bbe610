import { assess, nearTheList } from '#core/assess.ts'
import { undecided } from '#core/decisions.ts'
import { findGaps, type Gap } from '#core/documentation.ts'
import { answersInChart, type Records } from '#core/records.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { recordedServices } from '#core/service-date.ts'
import { namesEncounter, type Visit } from '#core/visit.ts'
import type { CdsConfig } from './config.ts'
import type { HookService } from './services.ts'

/** Why nothing is said, in words for the log. */
export type Silence =
  | 'no-visit'
  | 'not-ending'
  | 'no-draft'
  | 'already-charged'
  | 'not-billable'
  | 'already-answered'
  | 'recorded-as-not-done'
  | 'no-study'
  | 'nothing-open'
  | 'set-aside'
  | 'out-of-time'

export type Prompt =
  | { readonly kind: 'silent'; readonly because: Silence }
  | { readonly kind: 'ask'; readonly hasStudy: boolean; readonly gaps: readonly Gap[] }

/** Whether there is anything to say of this visit as it ends, and what: only what its documentation lacks. `today` is a day. */
export function decidePrompt(
  visit: Visit,
  records: Records,
  rules: RuleBook,
  hook: HookService['hook'],
  { visitsWithoutStudy }: Pick<CdsConfig, 'visitsWithoutStudy'>,
  today: string,
): Prompt {
  const silent = (because: Silence): Prompt => ({ kind: 'silent', because })
  const { status, period } = visit.encounter
  if (hook === 'patient-view' && status !== 'finished' && period?.end === undefined) return silent('not-ending')
  const assessment = assess(visit, rules, undecided, today)
  if (assessment.noDraft !== null) return silent('no-draft')
  if (assessment.existing.kind === 'already-charged') return silent('already-charged')
  if (assessment.existing.kind === 'not-billable') return silent('not-billable')
  const answers = answersInChart(records.responses, visit.encounter.id)
  if (answers.kind === 'finished') return silent('already-answered')
  const services = recordedServices(visit, today)
  const hasStudy = services.some(({ isOfVisit }) => isOfVisit)
  const isNotDone = services.some(
    ({ procedure }) => procedure.status === 'not-done' && namesEncounter(procedure.encounter?.reference, visit.encounter.id),
  )
  if (!hasStudy && isNotDone) return silent('recorded-as-not-done')
  if (!hasStudy && (visitsWithoutStudy === 'silent' || !nearTheList.includes(assessment.verdict))) return silent('no-study')
  const gaps = findGaps(visit, records, rules, assessment, answers.kind === 'begun' ? answers.answered : new Set(), today)
  return gaps.length === 0 ? silent('nothing-open') : { kind: 'ask', hasStudy, gaps }
}
