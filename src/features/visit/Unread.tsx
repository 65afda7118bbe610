import type { Assessment } from '#core/assess.ts'
import { Notice } from '#ui/Notice.tsx'
import { unreadWords } from './unread-words.ts'

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
        {unread.map((one) => (
          <li key={one.part}>{unreadWords(one)}</li>
        ))}
      </ul>
      <p>Missing here does not mean missing in the chart.</p>
      <div>
        <button type="button" onClick={onReadAgain}>
          Read the chart again
        </button>
      </div>
    </Notice>
  )
}
