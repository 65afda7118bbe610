import { Fragment } from 'react'
import type { Assessment } from '#core/assess.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { Disclosure } from '#ui/Disclosure.tsx'
import { Keyboard } from './Keyboard.tsx'

interface AboutProps {
  readonly rules: RuleBook
  readonly assessment: Assessment
  readonly issuerName: string
}

/** What the app does and does not do, what its rules rest on, who made them, and how to go about it by keyboard. */
export function About({ rules, assessment: { isAfterTables, advised }, issuerName }: AboutProps) {
  const later = [
    ...(isAfterTables ? [['diagnoses', rules.tables.diagnoses.through]] : []),
    ...(advised.kind === 'advised' && advised.isAfterTables ? [['payment indicators', rules.tables.indicators.through]] : []),
  ]
  const { developer, funding, reviewed, limits, notUsed } = rules.transparency
  const { diagnoses, indicators, pairs, payers } = rules.tables
  return (
    <footer className="small soft">
      {later.length > 0 && (
        <p>
          The rules were last checked for earlier visits:
          {later.map(([what, through], index) => (
            <Fragment key={what}>
              {index > 0 && ','} {what} for <span className="whole">{through}</span>
            </Fragment>
          ))}
          .
        </p>
      )}
      <Disclosure summary="About these rules">
        <dl className="points">
          <div>
            <dt>It does</dt>
            <dd>
              It reads the diagnoses and records of one visit, compares them with a list, drafts one charge for a service that was
              performed, and sends it when you confirm. It then reads the charge back and compares it.
            </dd>
          </div>
          <div>
            <dt>It does not</dt>
            <dd>
              It does not order the service, decide coverage, choose for you, write into the note, or show payments. It sends nothing before
              you press a button. The signing clinician decides.
            </dd>
          </div>
          <div>
            <dt>Rules</dt>
            <dd>
              <p>
                Version {rules.version}. {rules.source}.
              </p>
              <p>
                Checked: diagnoses for <Span {...diagnoses} />; payment indicators for <Span {...indicators} />; pair edits for{' '}
                <Span {...pairs} />; payers for <Span {...payers} />.
              </p>
            </dd>
          </div>
          <div>
            <dt>Limits</dt>
            <dd>{limits.join(' ')}</dd>
          </div>
          <div>
            <dt>Not used</dt>
            <dd>{notUsed.join(', ')}.</dd>
          </div>
          <div>
            <dt>Made by</dt>
            <dd>
              {developer}; last review {reviewed}. {funding}
            </dd>
          </div>
          <div>
            <dt>Kept</dt>
            <dd>
              Connected to {issuerName}. This window keeps the sign-in, and for a charge whose answer never came a mark without names;
              nothing of the chart is stored.
            </dd>
          </div>
          <div>
            <dt>Licences</dt>
            <dd>
              Apache-2.0. CPT © American Medical Association; no CPT descriptor is shown here. SNOMED CT codes need a licence of the site.
              ICD-10-CM is a work of the US government.
            </dd>
          </div>
        </dl>
      </Disclosure>
      <Keyboard />
    </footer>
  )
}

function Span({ from, through }: { readonly from: string; readonly through: string }) {
  return (
    <>
      <span className="whole">{from}</span> to <span className="whole">{through}</span>
    </>
  )
}
