import type { Assessment } from '#core/assess.ts'
import type { PayerFound } from '#core/payers.ts'
import type { Advisory, RuleBook } from '#core/rule-book.ts'
import { Citation } from '#ui/Citation.tsx'
import { Disclosure } from '#ui/Disclosure.tsx'
import { Panel } from '#ui/Panel.tsx'

interface CoveragePanelProps {
  readonly assessment: Assessment
  readonly rules: RuleBook
}

const recognised: Readonly<Record<PayerFound['by'], string>> = {
  identifier: 'recognised by its identifier',
  name: 'recognised by its name',
  beginning: 'perhaps, by the beginning of its name',
  nothing: 'not among the payers whose policies were read',
}

/** What the payer in the chart publishes; kept apart from the list, and never a word on this patient's coverage. */
export function CoveragePanel({ assessment: { payers, unread }, rules }: CoveragePanelProps) {
  const isUnread = unread.some(({ part }) => part === 'coverages')
  return (
    <Panel title="Payer">
      {payers.length === 0 && !isUnread && <p className="small">The chart records no active coverage.</p>}
      {payers.map((found) => (
        <Disclosure
          key={found.reference}
          summary={
            <>
              <bdi>{found.name}</bdi> · {recognised[found.by]}
            </>
          }
        >
          {found.payers.map(({ code, display, advisory, members }) => (
            <div key={code}>
              <h3>{display}</h3>
              {members.length > 0 && (
                <p className="small">A name for several payers. Which one covers this patient stands in the chart or on the card.</p>
              )}
              {advisory !== null && (
                <>
                  <p className="small">
                    {advisory.text} {copyRead(advisory)}
                  </p>
                  <Citation {...advisory} />
                </>
              )}
            </div>
          ))}
        </Disclosure>
      ))}
      <p className="small soft">
        A match with the list says nothing about coverage. Policies last read on {rules.tables.payers.through}; check the payer’s own.
      </p>
    </Panel>
  )
}

/** Which copy of a policy was read; nothing is said where no policy was found. */
function copyRead({ date, link }: Advisory): string {
  if (date !== null) return `The copy that was read is of ${date}.`
  return link === null ? '' : 'The copy that was read bears no date.'
}
