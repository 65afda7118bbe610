import type { Decision } from '#core/decisions.ts'
import type { Warning } from '#core/warnings.ts'
import { Citation } from '#ui/Citation.tsx'
import { Notice } from '#ui/Notice.tsx'

interface WarningsProps {
  readonly warnings: readonly Warning[]
  readonly decide: (decision: Decision) => void
}

/** What the code set says of the chosen diagnoses beside others: a question each, never a block. */
export function Warnings({ warnings, decide }: WarningsProps) {
  return warnings.map((warning) => {
    const { title, question, answer } = wordsOf(warning)
    return (
      <Notice key={warning.id} tone={warning.isConsidered ? 'plain' : 'care'} title={title}>
        <p className="small">{question}</p>
        <Citation {...warning} />
        {warning.isConsidered ? (
          <p className="small">You answered: {answer}.</p>
        ) : (
          <div>
            <button type="button" className="quiet" onClick={() => decide({ type: 'warning-considered', warning: warning.id })}>
              {answer}
            </button>
          </div>
        )}
      </Notice>
    )
  })
}

function wordsOf({ kind, codes: [one, other], isSideOpen }: Warning): {
  readonly title: string
  readonly question: string
  readonly answer: string
} {
  switch (kind) {
    case 'excludes1':
      return {
        title: `${one} and ${other} are not coded together.`,
        question: 'The code set excludes one beside the other, unless the two conditions are unrelated. Are they?',
        answer: 'Unrelated conditions',
      }
    case 'integral-symptom':
      return {
        title: `${one} is a sign or symptom beside ${other}.`,
        question: `A sign that belongs to a confirmed condition is not coded in addition. Does ${one} stand for something else here?`,
        answer: 'It stands for something else',
      }
    case 'replaced-joint':
      return {
        title: `${one}, and the chart records an artificial joint (${other}).`,
        question: isSideOpen
          ? 'The record does not say which joint or which side. Is it another one than that of this diagnosis?'
          : 'The record names the joint and side of this diagnosis. Is the diagnosis still current?',
        answer: isSideOpen ? 'Another joint or side' : 'Still current',
      }
  }
}
