import type { ReactNode } from 'react'
import { Disclosure } from './Disclosure.tsx'

/** What is the same beside every suggestion of a page, in words. */
export interface SharedPoints {
  /** What of the chart could not be read. */
  readonly notRead: string
  /** What a suggestion says about the payer: nothing. */
  readonly payer: string
  /** When something is sent, and by whom. */
  readonly sending: string
  /** Developer, funding, last review, known limits. */
  readonly madeBy: readonly string[]
  /** What about a patient no rule uses. */
  readonly notUsed: string
}

interface TransparencyProps {
  /** The code of the suggestion. */
  readonly about: string
  /** Its code and our own plain words. */
  readonly code: ReactNode
  /** Id, version and days of the rule. */
  readonly rule: ReactNode
  readonly source: ReactNode
  readonly found: ReactNode
  readonly against: ReactNode
  readonly missing: ReactNode
  readonly modifiers: ReactNode
  readonly shared: SharedPoints
}

/** Everything that a suggestion rests on, in twelve points, one press away. Quiet until it is asked for. */
export function Transparency(props: TransparencyProps) {
  return (
    <Disclosure
      className="why"
      summary={
        <>
          Rule, source and evidence<span className="unseen"> for {props.about}</span>
        </>
      }
    >
      <Points {...props} />
    </Disclosure>
  )
}

function Points({ shared, ...own }: TransparencyProps) {
  const points: readonly (readonly [term: string, content: ReactNode])[] = [
    ['Code', own.code],
    ['Rule', own.rule],
    ['Source', own.source],
    ['In the chart', own.found],
    ['Against it', own.against],
    ['Missing', own.missing],
    ['Not read', shared.notRead],
    ['Modifiers', own.modifiers],
    ['Payer', shared.payer],
    ['Sending', shared.sending],
    ['Made by', shared.madeBy.map((line) => <p key={line}>{line}</p>)],
    ['Not used', shared.notUsed],
  ]
  return (
    <dl className="points small">
      {points.map(([term, content]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{content}</dd>
        </div>
      ))}
    </dl>
  )
}
