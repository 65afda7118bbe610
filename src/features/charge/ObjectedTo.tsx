import { useEffect, useRef } from 'react'
import { panelId } from '#ui/Panel.tsx'

/** The elements of a charge, in the clinician's words, and the panel in which each was chosen. */
const places: Readonly<Record<string, { readonly words: string; readonly panel: string | null }>> = {
  reason: { words: 'the diagnoses', panel: 'Diagnoses' },
  extension: { words: 'the modifiers', panel: 'Modifiers' },
  performer: { words: 'who performed it', panel: 'The service' },
  performingOrganization: { words: 'who performed it', panel: 'The service' },
  occurrenceDateTime: { words: 'the day of the service', panel: 'The service' },
  code: { words: 'the code of the service', panel: null },
  context: { words: 'the visit', panel: null },
  subject: { words: 'the patient', panel: null },
}

/** What the EHR objects to, each with the way to where it was chosen; the focus goes there first. */
export function ObjectedTo({ expressions }: { readonly expressions: readonly string[] }) {
  const summary = useRef<HTMLUListElement>(null)
  useEffect(() => summary.current?.focus(), [])
  if (expressions.length === 0) return null
  return (
    <ul ref={summary} tabIndex={-1} aria-label="What the EHR objects to">
      {expressions.map((path) => {
        const place = places[elementOf(path)]
        const panel = place?.panel ?? null
        return (
          <li key={path}>
            {panel === null ? (
              (place?.words ?? 'an element of the charge')
            ) : (
              <button type="button" className="quiet" onClick={() => goTo(panel)}>
                {place?.words}
              </button>
            )}{' '}
            <code>{path}</code>
          </li>
        )
      })}
    </ul>
  )
}

function elementOf(path: string): string {
  return /^ChargeItem\.([A-Za-z]+)/.exec(path)?.[1] ?? ''
}

/** To the first control of the panel with this title. */
function goTo(title: string): void {
  const heading = document.getElementById(panelId(title))
  const control = heading?.closest('section')?.querySelector<HTMLElement>('input:enabled, summary, button')
  heading?.scrollIntoView()
  control?.focus()
}
