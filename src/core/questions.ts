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

/** One item of the visit-close Questionnaire, as it is asked. */
export interface CloseItem {
  readonly linkId: string
  /** A neutral question; `{day}` stands for the date of service. */
  readonly text: string
  /** One of the facts that Confirm needs. */
  readonly isRequired: boolean
}
