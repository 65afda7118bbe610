/** What the clinician may answer to a question; "no" is as easy as "yes". */
export type ClinicianAnswer = 'yes' | 'no' | 'cannot-determine'

export type QuestionName = 'performed' | 'laboratory' | 'charges-checked'

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

/** The only state there is: what the clinician decided. */
export interface Decisions {
  readonly chosen: readonly Choice[]
  readonly answers: Readonly<Partial<Record<QuestionName, ClinicianAnswer>>>
  /** Reference of the performer the clinician named. */
  readonly performer: string | null
  readonly dateOfService: string | null
}

export type Decision =
  | { readonly type: 'diagnosis-chosen'; readonly diagnosisId: string; readonly code: string; readonly origin: Choice['origin'] }
  | { readonly type: 'diagnosis-removed'; readonly diagnosisId: string }
  | { readonly type: 'diagnosis-moved-up'; readonly diagnosisId: string }
  | { readonly type: 'reason-picked'; readonly diagnosisId: string; readonly reason: string }
  | { readonly type: 'question-answered'; readonly question: QuestionName; readonly answer: ClinicianAnswer }
  | { readonly type: 'performer-named'; readonly performer: string }
  | { readonly type: 'date-chosen'; readonly day: string }
  | { readonly type: 'started-over' }

export const undecided: Decisions = { chosen: [], answers: {}, performer: null, dateOfService: null }

/** A claim line points to four diagnoses at most (CMS-1500 item 24E; 837P SV107). */
export const mostPointers = 4

/** The reducer of the clinician's decisions. Total; a fifth diagnosis changes nothing. */
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
    case 'performer-named':
      return { ...decisions, performer: decision.performer }
    case 'date-chosen':
      return { ...decisions, dateOfService: decision.day }
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

function moveUp(chosen: readonly Choice[], diagnosisId: string): readonly Choice[] {
  const index = chosen.findIndex((choice) => choice.diagnosisId === diagnosisId)
  const moved = chosen[index]
  if (index < 1 || moved === undefined) return chosen
  return [...chosen.slice(0, index - 1), moved, ...chosen.slice(index - 1).filter((choice) => choice !== moved)]
}
