import type { ChargeItem } from 'fhir/r4'
import { lazy, Suspense } from 'react'
import type { Assessment } from '#core/assess.ts'
import type { Obstacle } from '#core/readiness.ts'
import type { Reason, RuleBook } from '#core/rule-book.ts'
import { momentIn } from '#ui/moment.ts'
import { Panel } from '#ui/Panel.tsx'
import { ClaimLine } from './ClaimLine.tsx'
import { isEnded, isOver } from './is-over.ts'
import { NotBillable } from './NotBillable.tsx'
import { obstacleWords } from './obstacle-words.ts'
import type { Outcome } from './outcome-words.ts'

const Receipt = lazy(() => import('./Receipt.tsx').then((module) => ({ default: module.Receipt })))

interface ChargePanelProps {
  readonly assessment: Assessment
  readonly rules: RuleBook
  readonly draft: ChargeItem | null
  readonly patientName: string
  readonly birthDate: string
  /** The visit, where the clinician chose it in the app. */
  readonly visitLine: string | null
  readonly open: Readonly<Record<'confirm' | 'saveDraft' | 'notBillable', readonly Obstacle[]>>
  readonly channel: string
  /** IANA zone of the site; null for that of the browser. */
  readonly timeZone: string | null
  readonly isSending: boolean
  readonly outcome: Outcome | null
  readonly onConfirm: () => void
  readonly onSaveDraft: () => void
  readonly onNotBillable: (reason: Reason) => void
  readonly isLooking: boolean
  readonly onLookAgain: () => void
}

/** The draft line, what is still open, and the three equal endings. Nothing is sent before a press. */
export function ChargePanel(props: ChargePanelProps) {
  const { assessment, rules, draft, open, isSending, outcome } = props
  const { existing, noDraft } = assessment
  const isDone = isOver(outcome, existing)
  // What stands in the EHR, once it stands; never what is chosen beside it.
  const standing = isEnded(outcome) ? outcome?.charge : existing.kind === 'already-charged' ? existing.charge : undefined
  const shown = standing ?? draft
  const confirmWord = existing.kind === 'not-billable' ? 'Reopen and confirm' : 'Confirm'
  return (
    <section className={!isDone && open.confirm.length > 0 ? 'charge charge-low' : 'charge'} aria-label="Charge">
      <Panel title={isDone ? 'The charge' : 'Draft of the charge'} aside={<span className="small soft">{props.channel}</span>}>
        {shown !== null && (
          <ClaimLine charge={shown} patientName={props.patientName} birthDate={props.birthDate} visitLine={props.visitLine} />
        )}
        {existing.kind !== 'none' && !isEnded(outcome) && existing.charge.id !== outcome?.charge?.id && (
          <Existing charge={existing.charge} timeZone={props.timeZone} />
        )}
        {outcome !== null && (
          <Suspense fallback={null}>
            <Receipt outcome={outcome} timeZone={props.timeZone} isLooking={props.isLooking} onLookAgain={props.onLookAgain} />
          </Suspense>
        )}
        {!isDone && noDraft === null && (
          <>
            {open.confirm.length > 0 && (
              <p className="still-open" id="still-open">
                Still open: {[...new Set(open.confirm.map((obstacle) => obstacleWords[obstacle]))].join('; ')}.
              </p>
            )}
            <div className="actions">
              <button
                type="button"
                className="primary"
                disabled={open.confirm.length > 0 || isSending}
                aria-describedby={open.confirm.length > 0 ? 'still-open' : undefined}
                onClick={props.onConfirm}
              >
                {isSending ? 'Sending…' : confirmWord}
              </button>
              <button type="button" disabled={open.saveDraft.length > 0 || isSending} onClick={props.onSaveDraft}>
                Save draft
              </button>
              <NotBillable
                reasons={rules.notBillableReasons}
                isOpen={open.notBillable.length === 0 && !isSending}
                onRecord={props.onNotBillable}
              />
            </div>
          </>
        )}
      </Panel>
    </section>
  )
}

function Existing({ charge, timeZone }: { readonly charge: ChargeItem; readonly timeZone: string | null }) {
  const what =
    { planned: 'A draft stands in the EHR', 'not-billable': 'Marked as not billable' }[charge.status as string] ??
    `A charge stands, ${charge.status ?? 'its status not readable'}`
  return (
    <p className="small">
      {what}: number <span className="number">{charge.id ?? 'not readable'}</span>
      {charge.enterer?.display !== undefined && `, by ${charge.enterer.display}`}
      {charge.enteredDate !== undefined && `, ${momentIn(charge.enteredDate, timeZone)}`}.
    </p>
  )
}
