interface EvidenceRowsProps {
  readonly evidence: readonly {
    readonly speaks: 'for' | 'against' | 'neither'
    readonly text: string
    readonly reference: string | null
    readonly day: string | null
  }[]
  /** Shows where in the chart each row stands, for whoever has to look it up. */
  readonly isDetailed?: boolean
}

const speaks = { for: 'For', against: 'Against', neither: 'Open' }

/** What the chart says for and against something, side by side. */
export function EvidenceRows({ evidence, isDetailed = false }: EvidenceRowsProps) {
  if (evidence.length === 0) return null
  return (
    <ul className="small">
      {evidence.map(({ speaks: side, text, reference, day }) => (
        <li key={`${reference ?? ''}${text}`} title={reference ?? undefined}>
          <span className={side === 'for' ? 'tag tag-good' : side === 'against' ? 'tag tag-care' : 'tag'}>{speaks[side]}</span>{' '}
          <bdi>{text}</bdi>
          {day !== null && `, ${day}`}
          {isDetailed && reference !== null && <span className="soft"> {reference}</span>}
        </li>
      ))}
    </ul>
  )
}
