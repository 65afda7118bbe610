import type { Assessment } from '#core/assess.ts'
import { explainNoDraft, sentenceOf } from './verdict-words.ts'

interface VerdictProps {
  readonly assessment: Assessment
  /** The status of the charge that this window just saved, or null. */
  readonly saved: string | null
  /** The visit stands as not billable, and nothing is asked. */
  readonly isDismissed: boolean
}

const savedWords: Readonly<Record<string, string>> = {
  billable: 'Done: the charge is confirmed.',
  planned: 'Done: the draft is saved.',
  'not-billable': 'Done: recorded as not billable.',
  'entered-in-error': 'Done: the charge is taken back.',
}

/** The one sentence that answers: may this visit carry the charge? */
export function Verdict({ assessment, saved, isDismissed }: VerdictProps) {
  const { title, detail } = sentenceOf(assessment)
  if (saved !== null)
    return (
      <section className="verdict" aria-label="Verdict">
        <h1>{savedWords[saved] ?? 'Saved.'}</h1>
      </section>
    )
  if (isDismissed)
    return (
      <section className="verdict" aria-label="Verdict">
        <h1>Not billable, as recorded for this visit.</h1>
        <p className="soft">Nothing is asked again. It can be reopened below.</p>
      </section>
    )
  return (
    <section className="verdict" aria-label="Verdict">
      <h1>{assessment.noDraft === null ? title : explainNoDraft[assessment.noDraft]}</h1>
      {assessment.noDraft === null && <p className="soft">{detail}</p>}
    </section>
  )
}
