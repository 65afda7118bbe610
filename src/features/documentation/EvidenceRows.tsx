import type { Evidence } from '#core/facts.ts'

const speaks: Readonly<Record<Evidence['speaks'], string>> = { for: 'For', against: 'Against', neither: 'Open' }

/** What the chart says for and against a fact, side by side. */
export function EvidenceRows({ evidence }: { readonly evidence: readonly Evidence[] }) {
  if (evidence.length === 0) return null
  return (
    <ul className="small">
      {evidence.map(({ speaks: side, text, reference, day }) => (
        <li key={`${reference ?? ''}${text}`} title={reference ?? undefined}>
          <span className={side === 'for' ? 'tag tag-good' : side === 'against' ? 'tag tag-care' : 'tag'}>{speaks[side]}</span>{' '}
          <bdi>{text}</bdi>
          {day !== null && `, ${day}`}
        </li>
      ))}
    </ul>
  )
}
