import { useEffect } from 'react'
import type { FhirError, FhirErrorKind } from '#fhir/fhir-error.ts'
import { Notice } from '#ui/Notice.tsx'

const words: Readonly<Record<FhirErrorKind, { readonly title: string; readonly next: string }>> = {
  'signed-out': { title: 'The EHR session ended.', next: 'Open the app again from the chart.' },
  forbidden: { title: 'The EHR does not let this app see this.', next: 'Ask for access in the chart, then read again.' },
  'not-found': { title: 'The EHR does not hold this any more.', next: 'Open the app again from the chart.' },
  conflict: { title: 'It changed meanwhile.', next: 'Read again.' },
  rejected: { title: 'The EHR does not understand this request.', next: 'Tell your EHR team.' },
  unavailable: { title: 'The EHR does not answer.', next: 'Read again in a moment.' },
  'not-fhir': { title: 'The EHR’s answer could not be understood.', next: 'Read again; if it stays, tell your EHR team.' },
  refused: { title: 'The EHR’s answer does not belong to this patient.', next: 'Close this window and open the app again from the chart.' },
}

interface ErrorScreenProps {
  readonly what: string
  readonly error: FhirError
  readonly onReadAgain: () => void
}

/** A reading without which there is nothing to show. */
export function ErrorScreen({ what, error, onReadAgain }: ErrorScreenProps) {
  const { title, next } = words[error.kind]
  const { kind } = error
  useEffect(() => {
    // Nothing is on the screen that a new reading could change under the clinician's eyes.
    if (kind !== 'unavailable') return undefined
    window.addEventListener('online', onReadAgain)
    return () => window.removeEventListener('online', onReadAgain)
  }, [kind, onReadAgain])
  return (
    <Notice tone="stop" title={`${what}: ${title}`} role="alert" isPage>
      <p>Nothing was sent. {next}</p>
      {/* Without a session no reading can succeed: the one next step is the chart. */}
      {kind !== 'signed-out' && (
        <div>
          <button type="button" onClick={onReadAgain}>
            Read again
          </button>
        </div>
      )}
    </Notice>
  )
}
