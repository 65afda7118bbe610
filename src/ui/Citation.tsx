import { webAddress } from './web-address.ts'

interface CitationProps {
  readonly source: string
  /** V read in the official file, V2 in a secondary source, K known but not found, C sources conflict. */
  readonly grade: 'V' | 'V2' | 'K' | 'C'
  /** The days for which it was checked, where its table names them. */
  readonly checked?: { readonly from: string; readonly through: string }
  readonly link?: string | null
}

const words = { V: 'official source', V2: 'secondary source', K: 'unverified: not found in a source', C: 'unverified: sources conflict' }

/** Where a fact comes from, how sure it is, and for which days it was checked. */
export function Citation({ source, grade, checked, link = null }: CitationProps) {
  const address = webAddress(link)
  return (
    <p className="small soft">
      <span className={isUnverified(grade) ? 'tag tag-care' : 'tag'}>{words[grade]}</span> {source}
      {checked !== undefined && `, checked for ${checked.from} to ${checked.through}`}.
      {address !== null && (
        <>
          {' '}
          <a href={address} target="_blank" rel="noreferrer">
            Open the source
          </a>
        </>
      )}
    </p>
  )
}

function isUnverified(grade: CitationProps['grade']): boolean {
  return grade === 'K' || grade === 'C'
}
