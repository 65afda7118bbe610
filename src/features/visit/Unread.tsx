import type { Assessment, Unread as UnreadPart } from '#core/assess.ts'
import type { ReadingGap } from '#core/visit.ts'
import { Notice } from '#ui/Notice.tsx'

const parts: Readonly<Record<UnreadPart['part'], string>> = {
  all: 'Diagnoses',
  'encounter-diagnosis': 'Diagnoses of the visit',
  'problem-list-item': 'The problem list',
  procedures: 'Procedures',
  charges: 'Existing charges',
  coverages: 'Coverage',
}

const gaps: Readonly<Record<ReadingGap, string>> = {
  forbidden: 'the EHR does not let this app see them',
  'not-granted': 'the EHR did not grant this app access to them',
  'signed-out': 'the session ended',
  unavailable: 'the EHR did not answer',
  'not-fhir': 'the EHR’s answer could not be understood',
  unsupported: 'the EHR does not offer this search',
  'broken-paging': 'the list broke off',
  'too-many-pages': 'the list is longer than this app reads',
  'server-warned': 'the EHR warned that its answer may be incomplete',
  'other-patient': 'the EHR mixed in an entry of another patient, which was left out; tell your EHR team',
  'entries-not-understood': 'some entries could not be understood',
}

interface UnreadProps {
  readonly assessment: Assessment
  readonly onReadAgain: () => void
}

/** What the chart did not give. It stays on the screen also beside a match: a chart that could not be read is never "no diagnosis". */
export function Unread({ assessment, onReadAgain }: UnreadProps) {
  const { unread } = assessment
  if (unread.length === 0) return null
  return (
    <Notice tone="care" title="Not everything could be read." role="status">
      <ul>
        {unread.map(({ part, gap, read }) => (
          <li key={part}>
            {parts[part]}: {gaps[gap]}.{read > 0 && ` ${read.toLocaleString('en-US')} were read.`}
          </li>
        ))}
      </ul>
      <p>Missing here does not mean missing in the chart.</p>
      <div>
        <button type="button" className="quiet" onClick={onReadAgain}>
          Read the chart again
        </button>
      </div>
    </Notice>
  )
}
