import type { Decision } from '#core/decisions.ts'
import type { Fact } from '#core/facts.ts'
import type { Named } from '#core/performers.ts'
import { Choice } from '#ui/Choice.tsx'
import { EvidenceRows } from '#ui/EvidenceRows.tsx'

interface PerformerQuestionProps {
  readonly fact: Fact
  readonly named: string | null
  readonly candidates: readonly Named[]
  /** Reference of the signed-in user. */
  readonly me: string | null
  readonly decide: (decision: Decision) => void
}

/** Who performed it: as the chart recorded, else chosen among those it records, the signed-in user and the visit's participants; never defaulted. */
export function PerformerQuestion({ fact, named, candidates, me, decide }: PerformerQuestionProps) {
  if (fact.basis === 'chart')
    return (
      <div>
        <p>Performed by {fact.evidence.find(({ speaks }) => speaks === 'for')?.text}, recorded in the chart.</p>
      </div>
    )
  return (
    <div>
      <Choice
        legend="Who performed it?"
        options={candidates.map(({ reference, display }) => ({
          value: reference,
          label: `${display ?? reference}${reference === me ? ' (me)' : ''}`,
        }))}
        value={named}
        onPick={(performer) => decide({ type: 'performer-named', performer })}
      />
      <EvidenceRows evidence={fact.evidence} />
    </div>
  )
}
