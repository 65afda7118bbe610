import type { Answers, AnswerTo, PromptAnswer, Prompts, QuestionName } from './questions.ts'

/** One diagnosis chosen as a reason; its place in the list is its pointer on the claim. */
export interface Choice {
  readonly diagnosisId: string
  /** ICD-10-CM */
  readonly code: string
  /** `specified` by the clinician in the app, while the chart holds something else. */
  readonly origin: 'chart' | 'specified'
  /** Code of a picked reason, where the diagnosis is off the list or disputed. */
  readonly reason: string | null
}

/** One modifier chosen for the line, in the order of choosing; the claim's order is `orderModifiers`. */
export interface ChosenModifier {
  readonly code: string
  /** Code of a picked reason; needed wherever the advice is not `supported`. */
  readonly reason: string | null
}

/** The only state there is: what the clinician decided. */
export interface Decisions {
  readonly chosen: readonly Choice[]
  readonly modifiers: readonly ChosenModifier[]
  readonly answers: Answers
  /** Answers at visit close that feed no fact. */
  readonly prompts: Prompts
  /** Ids of the warnings answered with "unrelated conditions" or as considered. */
  readonly considered: readonly string[]
  /** Reference of the performer the clinician named. */
  readonly performer: string | null
  readonly dateOfService: string | null
  /** The clinician took up again what had been marked as not billable. */
  readonly isReopened: boolean
}

export type Decision =
  | { readonly type: 'diagnosis-chosen'; readonly diagnosisId: string; readonly code: string; readonly origin: Choice['origin'] }
  | { readonly type: 'diagnosis-removed'; readonly diagnosisId: string }
  | { readonly type: 'diagnosis-moved-up'; readonly diagnosisId: string }
  | { readonly type: 'reason-picked'; readonly diagnosisId: string; readonly reason: string }
  | QuestionAnswered
  | { readonly type: 'prompt-answered'; readonly item: string; readonly answer: PromptAnswer }
  | { readonly type: 'modifier-chosen'; readonly code: string }
  | { readonly type: 'modifier-removed'; readonly code: string }
  | { readonly type: 'modifier-reason-picked'; readonly code: string; readonly reason: string }
  | { readonly type: 'warning-considered'; readonly warning: string }
  | { readonly type: 'performer-named'; readonly performer: string }
  | { readonly type: 'date-chosen'; readonly day: string }
  | { readonly type: 'case-reopened' }
  /** Marked as not billable: nothing is asked until it is reopened. */
  | { readonly type: 'case-dismissed' }
  | { readonly type: 'started-over' }

/** One answer to one question, of the kind that this question takes. */
export type QuestionAnswered = {
  readonly [Q in QuestionName]: { readonly type: 'question-answered'; readonly question: Q; readonly answer: AnswerTo<Q> }
}[QuestionName]

export const undecided: Decisions = {
  chosen: [],
  modifiers: [],
  answers: {},
  prompts: {},
  considered: [],
  performer: null,
  dateOfService: null,
  isReopened: false,
}

/** A claim line points to four diagnoses at most (CMS-1500 item 24E; 837P SV107). */
export const mostPointers = 4

/** A claim line carries four modifiers at most (837P SV101-3 to SV101-6). */
export const mostModifiers = 4

/** The reducer of the clinician's decisions. Total; a fifth diagnosis or modifier changes nothing. */
export function decide(decisions: Decisions, decision: Decision): Decisions {
  switch (decision.type) {
    case 'diagnosis-chosen':
      return { ...decisions, chosen: choose(decisions.chosen, decision) }
    case 'diagnosis-removed':
      return { ...decisions, chosen: decisions.chosen.filter(({ diagnosisId }) => diagnosisId !== decision.diagnosisId) }
    case 'diagnosis-moved-up':
      return { ...decisions, chosen: moveUp(decisions.chosen, decision.diagnosisId) }
    case 'reason-picked':
      return {
        ...decisions,
        chosen: decisions.chosen.map((choice) =>
          choice.diagnosisId === decision.diagnosisId ? { ...choice, reason: decision.reason } : choice,
        ),
      }
    case 'question-answered':
      return { ...decisions, answers: { ...decisions.answers, [decision.question]: decision.answer } }
    case 'prompt-answered':
      return { ...decisions, prompts: { ...decisions.prompts, [decision.item]: decision.answer } }
    case 'modifier-chosen':
      return { ...decisions, modifiers: chooseModifier(decisions.modifiers, decision.code) }
    case 'modifier-removed':
      return { ...decisions, modifiers: decisions.modifiers.filter(({ code }) => code !== decision.code) }
    case 'modifier-reason-picked':
      return {
        ...decisions,
        modifiers: decisions.modifiers.map((chosen) => (chosen.code === decision.code ? { ...chosen, reason: decision.reason } : chosen)),
      }
    case 'warning-considered':
      return { ...decisions, considered: [...new Set([...decisions.considered, decision.warning])] }
    case 'performer-named':
      return { ...decisions, performer: decision.performer }
    case 'date-chosen':
      return { ...decisions, dateOfService: decision.day }
    case 'case-reopened':
      return { ...decisions, isReopened: true }
    case 'case-dismissed':
      return { ...decisions, isReopened: false }
    case 'started-over':
      return undecided
  }
}

function choose(chosen: readonly Choice[], { diagnosisId, code, origin }: Omit<Choice, 'reason'>): readonly Choice[] {
  const choice: Choice = { diagnosisId, code, origin, reason: null }
  if (chosen.some((other) => other.diagnosisId === diagnosisId))
    return chosen.map((other) => (other.diagnosisId === diagnosisId ? choice : other))
  return chosen.length < mostPointers ? [...chosen, choice] : chosen
}

function chooseModifier(modifiers: readonly ChosenModifier[], code: string): readonly ChosenModifier[] {
  if (modifiers.length >= mostModifiers || modifiers.some((chosen) => chosen.code === code)) return modifiers
  return [...modifiers, { code, reason: null }]
}

function moveUp(chosen: readonly Choice[], diagnosisId: string): readonly Choice[] {
  const index = chosen.findIndex((choice) => choice.diagnosisId === diagnosisId)
  const moved = chosen[index]
  if (index < 1 || moved === undefined) return chosen
  return [...chosen.slice(0, index - 1), moved, ...chosen.slice(index - 1).filter((choice) => choice !== moved)]
}
