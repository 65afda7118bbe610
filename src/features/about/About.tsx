import type { Assessment } from '#core/assess.ts'
import type { RuleBook } from '#core/rule-book.ts'

interface AboutProps {
  readonly rules: RuleBook
  readonly assessment: Assessment
  readonly issuerName: string
}

/** What the app does and does not do, and what its rules rest on. */
export function About({ rules, assessment: { isAfterTables, advised }, issuerName }: AboutProps) {
  const later = [
    ...(isAfterTables ? [`diagnoses for ${rules.tables.diagnoses.through}`] : []),
    ...(advised.kind === 'advised' && advised.isAfterTables ? [`payment indicators for ${rules.tables.indicators.through}`] : []),
  ]
  return (
    <footer className="small soft">
      {later.length > 0 && <p>This visit is later than the rules were last checked: {later.join(', ')}.</p>}
      <details>
        <summary>About these rules</summary>
        <p>
          Rules version {rules.version}, checked for {rules.tables.diagnoses.from} to {rules.tables.diagnoses.through}. {rules.source}
        </p>
        <p>
          This app drafts one charge for a service that was performed, and sends nothing before you press a button. It does not order the
          service, decide coverage, or write into the note. The signing clinician decides.
        </p>
        <p>Connected to {issuerName}. CPT © American Medical Association; no CPT descriptor is shown here.</p>
      </details>
    </footer>
  )
}
