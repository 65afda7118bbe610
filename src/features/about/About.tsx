import type { RuleBook } from '#core/rule-book.ts'

interface AboutProps {
  readonly rules: RuleBook
  readonly isAfterTables: boolean
  readonly issuerName: string
}

/** What the app does and does not do, and what its rules rest on. */
export function About({ rules, isAfterTables, issuerName }: AboutProps) {
  return (
    <footer className="small soft">
      {isAfterTables && <p>Rules last checked for {rules.tables.diagnoses.through}; this visit is later.</p>}
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
