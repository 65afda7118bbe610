import type { ChargeItem, Provenance, QuestionnaireResponse } from 'fhir/r4'
import type { BillingChart } from '#core/charge-line.ts'
import { Download } from '#ui/Download.tsx'
import { Notice } from '#ui/Notice.tsx'
import { BillingDrafts } from './BillingDrafts.tsx'
import { PrintPage, type Whose } from './PrintPage.tsx'
import { TakeAway } from './TakeAway.tsx'

interface HandOverProps {
  readonly charge: ChargeItem
  readonly record: Provenance
  /** Null where the EHR took nothing; else whether its page shows the draft. */
  readonly placed: { readonly isReadBack: boolean } | null
  readonly whose: Whose
  readonly chart: BillingChart
  /** The answers at visit close, where they were given and the EHR does not hold them. */
  readonly answers: QuestionnaireResponse | null
  readonly onReopen: () => void
}

/**
 * The confirmed charge, to be taken over by a person: copied, printed or downloaded. Never said to be saved. A draft that
 * the EHR's page took is offered for no second entry.
 */
export function HandOver({ charge, record, placed, whose, chart, answers, onReopen }: HandOverProps) {
  return (
    <Notice tone={placed === null ? 'care' : 'good'} title={title(placed)} role="status">
      <p>
        {placed === null
          ? 'Enter it in the EHR; this app cannot see whether that was done.'
          : 'It becomes a charge when it is signed there.'}
      </p>
      {placed === null && (
        <>
          <TakeAway charge={charge} isLineShown>
            <button type="button" onClick={onReopen}>
              Back to the draft
            </button>
          </TakeAway>
        </>
      )}
      <p className="small">Download as JSON:</p>
      <div className="actions">
        {placed === null && <Download what="charge" resource={charge} />}
        <Download what="attestation" resource={record} />
        {answers !== null && <Download what="answers" resource={answers} />}
      </div>
      {placed === null && <BillingDrafts charge={charge} chart={chart} />}
      <PrintPage
        charge={charge}
        record={record}
        whose={whose}
        title="Charge handed over from Gait Charge: not stored in the EHR by this app"
      />
    </Notice>
  )
}

function title(placed: HandOverProps['placed']): string {
  if (placed === null) return 'Confirmed, and not stored anywhere yet.'
  return placed.isReadBack
    ? 'The draft stands on the EHR’s page, as you confirmed it.'
    : 'The EHR’s page took the draft. It could not be read back.'
}
