import { Notice } from '#ui/Notice.tsx'
import { momentIn } from '#ui/moment.ts'
import { outcomeWords, type Outcome } from './outcome-words.ts'

interface ReceiptProps {
  readonly outcome: Outcome
  /** IANA zone of the site; null for that of the browser. */
  readonly timeZone: string | null
  readonly isLooking: boolean
  readonly onLookAgain: () => void
}

/** What became of the write, with the server's number where there is one. */
export function Receipt({ outcome, timeZone, isLooking, onLookAgain }: ReceiptProps) {
  const { tone, title, next } = outcomeWords(outcome)
  return (
    <Notice tone={tone} title={title} role={tone === 'good' ? 'status' : 'alert'}>
      {outcome.charge?.id !== undefined && (
        <p>
          Number <span className="number">{outcome.charge.id}</span>
          {outcome.charge.meta?.versionId !== undefined && `, version ${outcome.charge.meta.versionId}`}
          {outcome.charge.enteredDate !== undefined && `, entered ${momentIn(outcome.charge.enteredDate, timeZone)}`}
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
