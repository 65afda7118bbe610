import type { ChargeChannel } from '#queries/charge.ts'
import { passedOverWords } from './channel-words.ts'

interface ChannelNoteProps {
  readonly channel: ChargeChannel
  readonly onAskAgain: () => void
}

/** Why the charge does not leave by the way that the site prefers. */
export function ChannelNote({ channel, onAskAgain }: ChannelNoteProps) {
  const mayChange = channel.passedOver.some(({ why }) => why === 'capability-unreadable' || why === 'no-answer')
  return (
    <div className="small">
      {passedOverWords(channel).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {mayChange && (
        <button type="button" className="quiet" onClick={onAskAgain}>
          Ask the EHR again
        </button>
      )}
    </div>
  )
}
