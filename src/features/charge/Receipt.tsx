import type { ChargeItem } from 'fhir/r4'
import type { BillingChart } from '#core/charge-line.ts'
import type { ChargeWrite } from '#queries/charge.ts'
import { Disclosure } from '#ui/Disclosure.tsx'
import { Download } from '#ui/Download.tsx'
import { Notice } from '#ui/Notice.tsx'
import { momentIn } from '#ui/moment.ts'
import { attestationWords } from './attestation-words.ts'
import { BillingDrafts } from './BillingDrafts.tsx'
import { ObjectedTo } from './ObjectedTo.tsx'
import { outcomeWords, type Outcome } from './outcome-words.ts'
import { PrintPage, type Whose } from './PrintPage.tsx'
import { TakeAway } from './TakeAway.tsx'

type Ended = Extract<ChargeWrite, { readonly stage: 'saved' | 'rejected' | 'unknown' }>

interface ReceiptProps {
  readonly write: Ended
  readonly whose: Whose
  readonly chart: BillingChart
  /** IANA zone of the site; null for that of the browser. */
  readonly timeZone: string | null
  /** Null where this EHR lets no charge be taken back from here. */
  readonly onTakeBack: ((charge: ChargeItem) => void) | null
  readonly onLookAgain: () => void
  readonly onSendAgain: () => void
  readonly onHandOver: () => void
}

/** Nothing was stored and no other charge stands in the way: a person may enter it. */
const mayHandOver: readonly Ended['outcome']['kind'][] = ['rejected', 'not-sent']

/** What became of the write, with the server's number where there is one, and what can be done about it. */
export function Receipt({ write, whose, chart, timeZone, onTakeBack, onLookAgain, onSendAgain, onHandOver }: ReceiptProps) {
  const outcome: Outcome = write.outcome
  const { tone, title, next } = outcomeWords(outcome)
  const { charge } = outcome
  const attestation = write.stage === 'saved' ? write.attestation : null
  const isStanding = write.stage === 'saved' && charge?.status !== 'entered-in-error'
  const takeBack = isStanding && charge !== undefined && onTakeBack !== null && (
    <Disclosure className="as-button" summary="Take back">
      <p className="small">It will be marked as entered in error. It stays in the record, and the day is free for another charge.</p>
      <button type="button" onClick={() => onTakeBack(charge)}>
        Mark as entered in error
      </button>
    </Disclosure>
  )
  return (
    <Notice tone={tone} title={title} role={tone === 'good' ? 'status' : 'alert'}>
      {charge?.id !== undefined && (
        <p className="small">
          Number <span className="number">{charge.id}</span>
          <br />
          {charge.meta?.versionId !== undefined && `version ${charge.meta.versionId}, `}
          {charge.enteredDate !== undefined && (
            <>
              entered <span className="whole">{momentIn(charge.enteredDate, timeZone)}</span>{' '}
            </>
          )}
          {charge.enterer?.display !== undefined && `by ${charge.enterer.display}`}
        </p>
      )}
      <p>{next}</p>
      <ObjectedTo expressions={outcome.expressions ?? []} />
      {attestation !== null && <p className="small">{attestationWords(attestation)}</p>}
      {attestation?.status === 'absent' && (
        <div>
          <Download what="attestation" resource={attestation.record} />
        </div>
      )}
      {clockWords(charge) !== null && <p className="small">{clockWords(charge)}</p>}
      {write.stage === 'unknown' && write.outcome.kind === 'unknown' && (
        <>
          {write.sendAgain === 'later' && (
            <p className="small">A slow EHR may still show it. “Send again” opens a minute after the first sending.</p>
          )}
          <div className="actions">
            <button type="button" onClick={onLookAgain}>
              Look again
            </button>
            {write.sendAgain !== 'never' && (
              <button type="button" disabled={write.sendAgain === 'later'} onClick={onSendAgain}>
                Send again
              </button>
            )}
          </div>
        </>
      )}
      {write.stage === 'rejected' && mayHandOver.includes(write.outcome.kind) && (
        <div>
          <button type="button" onClick={onHandOver}>
            Hand over instead
          </button>
        </div>
      )}
      {isStanding && charge?.status === 'billable' ? (
        <>
          <TakeAway charge={charge} isLineShown={false}>
            {takeBack}
          </TakeAway>
          <BillingDrafts charge={charge} chart={chart} />
          <PrintPage charge={charge} record={null} whose={whose} title={`Charge in the EHR, number ${charge.id ?? ''}, ${charge.status}`} />
        </>
      ) : (
        takeBack
      )}
    </Notice>
  )
}

/** A difference of clocks that a reader of both times would stumble over. */
function clockWords(charge: ChargeItem | undefined): string | null {
  const [here, there] = [Date.parse(charge?.enteredDate ?? ''), Date.parse(charge?.meta?.lastUpdated ?? '')]
  const minutes = Math.round(Math.abs(here - there) / 60_000)
  const isNew = charge?.meta?.versionId === undefined || charge.meta.versionId === '1'
  return isNew && minutes >= 5 ? `The clock of this computer and the EHR’s differ by ${minutes} minutes.` : null
}
