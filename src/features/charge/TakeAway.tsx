import type { ChargeItem } from 'fhir/r4'
import { useState, type ReactNode } from 'react'
import { entryLine } from './entry-line.ts'

interface TakeAwayProps {
  readonly charge: ChargeItem
  /** Shows the line itself: where nothing is stored it is what a person types. */
  readonly isLineShown: boolean
  /** What else can be done, in the same row. */
  readonly children?: ReactNode
}

/** The charge on one line to copy, and on one sheet to print. */
export function TakeAway({ charge, isLineShown, children }: TakeAwayProps) {
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null)
  const line = entryLine(charge)
  // Where the browser forbids the clipboard, the line is there to be selected by hand.
  const copy = () =>
    navigator.clipboard.writeText(line).then(
      () => setCopied('yes'),
      () => setCopied('no'),
    )
  return (
    <>
      {(isLineShown || copied === 'no') && (
        <p className="entry-line">
          <code>{line}</code>
        </p>
      )}
      <div className="actions">
        {'clipboard' in navigator && (
          <button type="button" onClick={() => void copy()}>
            Copy the line
          </button>
        )}
        <button type="button" onClick={() => window.print()}>
          Print
        </button>
        {children}
      </div>
      <p className={copied === null ? 'unseen' : 'small'} role="status">
        {copied === 'yes' && 'Copied.'}
        {copied === 'no' && 'The browser forbids copying: select the line and copy it.'}
      </p>
    </>
  )
}
