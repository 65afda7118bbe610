import type { EvidenceChange } from '#core/evidence.ts'
import { Notice } from '#ui/Notice.tsx'

const parts: Readonly<Record<EvidenceChange['part'], string>> = { visit: 'The visit', diagnosis: 'Diagnosis', study: 'Record of the study' }

const elementNames: Readonly<Record<string, string>> = {
  clinicalStatus: 'clinical status',
  verificationStatus: 'verification status',
  performedDateTime: 'date',
  performedPeriod: 'period',
  participant: 'participants',
  statusReason: 'reason of the status',
}

/** What the reading at Confirm found changed: nothing was sent, and a new press is asked for. */
export function Changes({ changes }: { readonly changes: readonly EvidenceChange[] }) {
  return (
    <Notice tone="care" title="Not sent: the chart changed since you looked." role="alert">
      <ul>
        {changes.map((change, index) => (
          <li key={index}>
            {parts[change.part]}
            {change.name !== null && (
              <>
                {' '}
                “<bdi>{change.name}</bdi>”
              </>
            )}
            : {howWords(change)}.
          </li>
        ))}
      </ul>
      <p>The page shows the chart as it is now. Your choices are kept; look, then confirm again.</p>
    </Notice>
  )
}

function howWords({ how, elements }: EvidenceChange): string {
  switch (how) {
    case 'changed':
      return `changed in ${elements.map((element) => elementNames[element] ?? element).join(', ')}`
    case 'gone':
      return 'no longer in the chart'
    case 'added':
      return 'new in the chart'
    case 'not-readable':
      return 'could not be read again'
  }
}
