const yesNo = ['yes', 'no', 'cannot-determine'] as const

/**
 * Every question that a fact rests on, with the answers it takes.
 * The words stand in the Questionnaire of `fhir-resources/`, under these link ids and option codes; the parser refuses others.
 */
export const questions = {
  performed: yesNo,
  laboratory: yesNo,
  'charges-checked': yesNo,
  capture: ['markers', 'markerless', 'cannot-determine'],
  'full-body': yesNo,
  kinetics: yesNo,
  'claim-type': ['professional', 'facility', 'cannot-determine'],
  course: ['completed', 'reduced', 'stopped', 'cannot-determine'],
  'reduce-reason': ['planned', 'elected', 'other', 'cannot-determine'],
  'stop-reason': ['intolerance', 'safety', 'equipment', 'other', 'cannot-determine'],
  'same-billing-provider': yesNo,
  'separate-service': yesNo,
  'therapy-plan': yesNo,
} as const

export type QuestionName = keyof typeof questions

/** What the clinician may answer to a question; "no" is as easy as "yes". */
export type AnswerTo<Q extends QuestionName> = (typeof questions)[Q][number]

export type YesNo = (typeof yesNo)[number]

/** The questions of yes and no. */
export type YesNoQuestion = { readonly [Q in QuestionName]: YesNo extends AnswerTo<Q> ? Q : never }[QuestionName]

/** What the clinician answered so far; a question that was not answered is not there. */
export type Answers = { readonly [Q in QuestionName]?: AnswerTo<Q> }

/** What may be answered to an item that feeds no fact. */
export const promptAnswers = ['yes', 'no', 'not-done', 'cannot-determine'] as const

export type PromptAnswer = (typeof promptAnswers)[number]

/** What the clinician answered to the items that feed no fact, by link id. */
export type Prompts = Readonly<Record<string, PromptAnswer>>

/** One item of the visit-close Questionnaire, as it is asked. */
export interface CloseItem {
  readonly linkId: string
  /** The part of the form that it stands in. */
  readonly group: { readonly linkId: string; readonly text: string }
  readonly type: 'choice' | 'date' | 'reference'
  /** Empty unless a choice. */
  readonly options: readonly { readonly system: string; readonly code: string; readonly display: string }[]
  /** Asked only after this answer to another item; null where it always is. */
  readonly onlyAfter: { readonly question: string; readonly answer: string } | null
  /** A neutral question; `{day}` stands for the date of service. */
  readonly text: string
  /** One of the facts that Confirm needs. */
  readonly isRequired: boolean
}
