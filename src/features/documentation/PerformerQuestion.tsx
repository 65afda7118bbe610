import type { Encounter } from 'fhir/r4'
import type { Signer } from '#core/charge.ts'
import type { Decision } from '#core/decisions.ts'
import type { Fact } from '#core/facts.ts'
import { Choice } from '#ui/Choice.tsx'
import { EvidenceRows } from '#ui/EvidenceRows.tsx'

interface PerformerQuestionProps {
  readonly fact: Fact
  readonly named: string | null
  readonly encounter: Encounter
  readonly signer: Signer | null
  readonly decide: (decision: Decision) => void
}

/** Who performed it: as the chart recorded, else chosen among the visit's participants and the signed-in user; never defaulted. */
export function PerformerQuestion({ fact, named, encounter, signer, decide }: PerformerQuestionProps) {
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
        options={candidates(encounter, signer)}
        value={named}
        onPick={(performer) => decide({ type: 'performer-named', performer })}
      />
      <EvidenceRows evidence={fact.evidence} />
    </div>
  )
}

function candidates(encounter: Encounter, signer: Signer | null): readonly { readonly value: string; readonly label: string }[] {
  const me = signer === null ? [] : [{ value: signer.reference, label: `${signer.display ?? signer.reference} (me)` }]
  const others = (encounter.participant ?? []).flatMap(({ individual }) => {
    const reference = individual?.reference
    return reference === undefined || reference === signer?.reference || !reference.startsWith('Practitioner')
      ? []
      : [{ value: reference, label: individual?.display ?? reference }]
  })
  return [...me, ...others.filter(({ value }, index) => others.findIndex((other) => other.value === value) === index)]
}
