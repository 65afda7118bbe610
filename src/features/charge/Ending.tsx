import type { ChargeItem, QuestionnaireResponse } from 'fhir/r4'
import type { BillingChart } from '#core/charge-line.ts'
import type { ChargeChannel, ChargeWrite } from '#queries/charge.ts'
import { Notice } from '#ui/Notice.tsx'
import { Changes } from './Changes.tsx'
import { HandOver } from './HandOver.tsx'
import type { Whose } from './PrintPage.tsx'
import { Receipt } from './Receipt.tsx'

interface EndingProps {
  readonly write: ChargeWrite
  readonly channel: ChargeChannel | null
  readonly whose: Whose
  readonly timeZone: string | null
  readonly chart: BillingChart
  readonly answers: QuestionnaireResponse | null
  readonly onTakeBack: (charge: ChargeItem) => void
  readonly onLookAgain: () => void
  readonly onSendAgain: () => void
  readonly onHandOver: () => void
  readonly onReopen: () => void
}

/** What the last press led to. */
export function Ending({ write, channel, whose, timeZone, chart, answers, onReopen, onTakeBack, ...acts }: EndingProps) {
  switch (write.stage) {
    case 'draft':
      return <Changes changes={write.changes} />
    case 'saved':
    case 'rejected':
    case 'unknown':
      return (
        <Receipt
          write={write}
          whose={whose}
          chart={chart}
          timeZone={timeZone}
          onTakeBack={channel?.updates === true ? onTakeBack : null}
          {...acts}
        />
      )
    case 'handed-over':
      return <HandOver {...write} whose={whose} chart={chart} answers={answers} onReopen={onReopen} />
    case 'noted':
      return (
        <Notice tone="care" title="Noted as not billable, for this window only." role="status">
          <p>This EHR takes no such statement from this app. Nothing was stored; record it in the EHR.</p>
          <div>
            <button type="button" onClick={onReopen}>
              Back to the draft
            </button>
          </div>
        </Notice>
      )
    case 'resuming':
    case 'confirming':
    case 'sending':
    case 'verifying':
      return null
  }
}
