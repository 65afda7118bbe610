import { Notice } from '#ui/Notice.tsx'
import { outcomeWords, type Outcome } from './outcome-words.ts'

interface ReceiptProps {
  readonly outcome: Outcome
  readonly isLooking: boolean
  readonly onLookAgain: () => void
}

/** What became of the write, with the server's number where there is one. */
export function Receipt({ outcome, isLooking, onLookAgain }: ReceiptProps) {
  const { tone, title, next } = outcomeWords(outcome)
  return (
    <Notice tone={tone} title={title} role={tone === 'good' ? 'status' : 'alert'}>
      {outcome.charge?.id !== undefined && (
        <p>
          Number <span className="number">{outcome.charge.id}</span>
          {outcome.charge.meta?.versionId !== undefined && `, version ${outcome.charge.meta.versionId}`}
          {outcome.charge.enteredDate !== undefined && `, entered ${outcome.charge.enteredDate.slice(0, 16).replace('T', ' ')}`}
          {outcome.charge.enterer?.display !== undefined && ` by ${outcome.charge.enterer.display}`}
        </p>
      )}
      <p>{next}</p>
      {outcome.kind === 'unknown' && (
        <div>
          <button type="button" disabled={isLooking} onClick={onLookAgain}>
            {isLooking ? 'Looking…' : 'Look again'}
          </button>
        </div>
      )}
    </Notice>
  )
}
