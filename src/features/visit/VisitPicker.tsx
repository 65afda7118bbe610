import type { Encounter } from 'fhir/r4'
import { resourcesOf, type Reading } from '#core/visit.ts'
import { Notice } from '#ui/Notice.tsx'
import { Panel } from '#ui/Panel.tsx'
import { describeVisit } from './describe-visit.ts'

interface VisitPickerProps {
  readonly reading: Reading<Encounter>
  readonly timeZone: string | null
  readonly onPick: (encounterId: string) => void
}

const shown = 20

/** The EHR named no visit: the clinician chooses one, and nothing is chosen for them. */
export function VisitPicker({ reading, timeZone, onPick }: VisitPickerProps) {
  const encounters = resourcesOf(reading)
  return (
    <Panel title="Choose the visit" isPage>
      <p>The EHR opened this chart without a visit. A charge belongs to one visit; nothing can be confirmed before you choose it.</p>
      {reading.status !== 'read' && (
        <Notice tone="care" title="The list of visits could not be read completely." role="status">
          <p>The visit you look for may be missing here. Open the app from that visit in the chart instead.</p>
        </Notice>
      )}
      {reading.status === 'read' && encounters.length === 0 && <p>The chart holds no visit of this patient.</p>}
      <ul className="stack">
        {encounters.slice(0, shown).map((encounter) => (
          <li key={encounter.id}>
            <button type="button" onClick={() => onPick(encounter.id ?? '')}>
              {describeVisit(encounter, timeZone)}
            </button>
          </li>
        ))}
      </ul>
      {encounters.length > shown && (
        <p className="soft small">
          The newest {shown} of {encounters.length} visits.
        </p>
      )}
    </Panel>
  )
}
