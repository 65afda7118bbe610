import type { CheckedItem } from '#core/close-check.ts'
import type { Decision, QuestionAnswered } from '#core/decisions.ts'
import { questions, type PromptAnswer } from '#core/questions.ts'
import { Choice } from '#ui/Choice.tsx'
import { EvidenceRows } from '#ui/EvidenceRows.tsx'
import { findingWords, originWords } from './words.ts'

interface CloseItemRowProps {
  readonly checked: CheckedItem
  /** Nothing that feeds the charge can be changed any more. */
  readonly isOver: boolean
  readonly decide: (decision: Decision) => void
}

/** One item of the check: what the chart says of it, the answer, and who gave it. */
export function CloseItemRow({ checked, isOver, decide }: CloseItemRowProps) {
  const { item, finding, answer, origin, evidence } = checked
  const isFact = Object.hasOwn(questions, item.linkId)
  const pick = (code: string) =>
    decide(
      isFact
        ? ({ type: 'question-answered', question: item.linkId, answer: code } as QuestionAnswered)
        : { type: 'prompt-answered', item: item.linkId, answer: code as PromptAnswer },
    )
  return (
    <li>
      <fieldset disabled={isFact && isOver}>
        <Choice
          legend={item.text}
          options={item.options.map(({ code, display }) => ({ value: code, label: display }))}
          value={answer}
          onPick={pick}
        />
      </fieldset>
      <p className="small soft">
        {origin !== null && <span className="tag">{originWords[origin]}</span>}{' '}
        {finding === 'not-documented' && evidence.length > 0 ? 'The chart leaves it open.' : findingWords[finding]}
      </p>
      <EvidenceRows evidence={evidence} />
    </li>
  )
}
