import { useState } from 'react'
import type { Reason } from '#core/rule-book.ts'
import { Choice } from '#ui/Choice.tsx'
import { Disclosure } from '#ui/Disclosure.tsx'

interface NotBillableProps {
  readonly reasons: readonly Reason[]
  readonly isOpen: boolean
  readonly onRecord: (reason: Reason) => void
}

/** "Not billable" is as easy as Confirm: one reason, one press. */
export function NotBillable({ reasons, isOpen, onRecord }: NotBillableProps) {
  const [picked, setPicked] = useState<string | null>(null)
  const reason = reasons.find(({ code }) => code === picked)
  return (
    <Disclosure className="as-button" summary="Not billable">
      <Choice
        isWide
        legend="Why is there no charge?"
        options={reasons.map(({ code, display }) => ({ value: code, label: display }))}
        value={picked}
        onPick={setPicked}
      />
      <button type="button" disabled={!isOpen || reason === undefined} onClick={() => reason !== undefined && onRecord(reason)}>
        Record as not billable
      </button>
    </Disclosure>
  )
}
