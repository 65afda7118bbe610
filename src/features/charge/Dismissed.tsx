import type { ChargeItem } from 'fhir/r4'

interface DismissedProps {
  /** The statement that there is no charge, as stored or noted. */
  readonly charge: ChargeItem
  readonly onReopen: () => void
}

/** Marked as not billable: the reason, and the one way back. Nothing else is asked. */
export function Dismissed({ charge, onReopen }: DismissedProps) {
  return (
    <>
      {(charge.note ?? []).map(({ text, time }) => (
        <p key={`${time ?? ''}${text}`}>
          <bdi>{text}</bdi>
        </p>
      ))}
      <div>
        <button type="button" onClick={onReopen}>
          Reopen
        </button>
      </div>
    </>
  )
}
