import type { ChargeItem, QuestionnaireResponse } from 'fhir/r4'
import { lazy, Suspense, useEffect, useRef } from 'react'
import type { Assessment } from '#core/assess.ts'
import type { BillingChart } from '#core/charge-line.ts'
import type { Obstacle } from '#core/readiness.ts'
import type { Reason, RuleBook } from '#core/rule-book.ts'
import type { ChargeChannel, ChargeWrite } from '#queries/charge.ts'
import { Panel } from '#ui/Panel.tsx'
import { ChannelNote } from './ChannelNote.tsx'
import { channelLine, confirmWord } from './channel-words.ts'
import { ClaimLine } from './ClaimLine.tsx'
import { Dismissed } from './Dismissed.tsx'
import { Existing, Withdrawn } from './Existing.tsx'
import { isEnded, isOver } from './is-over.ts'
import { NotBillable } from './NotBillable.tsx'
import { obstacleWords } from './obstacle-words.ts'
import type { Whose } from './PrintPage.tsx'

const loadEnding = () => import('./Ending.tsx')
const Ending = lazy(() => loadEnding().then((module) => ({ default: module.Ending })))

interface ChargePanelProps {
  readonly assessment: Assessment
  readonly rules: RuleBook
  readonly draft: ChargeItem | null
  /** The statement that there is no charge, while it holds. */
  readonly dismissal: ChargeItem | null
  readonly whose: Whose
  /** What a draft for the billing system needs beside the charge. */
  readonly chart: BillingChart
  /** The answers at visit close, where they were given and the EHR does not hold them. */
  readonly answers: QuestionnaireResponse | null
  /** The clinician chose the visit in the app: it is repeated beside the draft. */
  readonly isVisitPicked: boolean
  readonly open: Readonly<Record<'confirm' | 'saveDraft' | 'notBillable', readonly Obstacle[]>>
  /** Null while the EHR is asked what it takes. */
  readonly channel: ChargeChannel | null
  readonly issuerName: string
  /** IANA zone of the site; null for that of the browser. */
  readonly timeZone: string | null
  /** The code that asks the EHR could not be loaded. */
  readonly isBroken: boolean
  readonly write: ChargeWrite
  readonly onConfirm: () => void
  readonly onSaveDraft: () => void
  readonly onNotBillable: (reason: Reason) => void
  readonly onTakeBack: (charge: ChargeItem) => void
  readonly onLookAgain: () => void
  readonly onSendAgain: () => void
  readonly onHandOver: () => void
  readonly onReopen: () => void
  readonly onTakeUpAgain: () => void
  readonly onAskAgain: () => void
}

const busyWords: Readonly<Partial<Record<ChargeWrite['stage'], string>>> = {
  resuming: 'Looking for what was sent…',
  confirming: 'Reading the chart again…',
  sending: 'Sending…',
  verifying: 'Checking what the EHR holds…',
}

/** The draft line, what is still open, and the three equal endings. Nothing is sent before a press. */
export function ChargePanel(props: ChargePanelProps) {
  const { assessment, rules, draft, open, write, channel } = props
  const { existing, noDraft } = assessment
  const busy = busyWords[write.stage] ?? null
  // The words for what became of a write must be here before it is sent, since the network may fail with it.
  useEffect(() => void loadEnding().catch(() => null), [])
  const savesHere = channel === null || channel.name === 'standard'
  const isDone = isOver(write, existing)
  const isDismissed = props.dismissal !== null
  const panel = useRef<HTMLElement>(null)
  const isEnding = hasEnding(write)
  // The pressed button is gone with its press: focus goes to the panel, whose receipt speaks for itself.
  useEffect(() => {
    if (isEnding && document.activeElement === document.body) panel.current?.focus({ preventScroll: true })
  }, [isEnding])
  const written = chargeIn(write)
  // What stands in the EHR, once it stands; never what is chosen beside it.
  const standing = isEnded(write) ? written : existing.kind === 'already-charged' ? existing.charge : undefined
  const shown = standing ?? draft
  // A visit that can carry no draft, and carries none, has no panel with a title and nothing below.
  if (noDraft !== null && existing.kind === 'none' && assessment.withdrawn.length === 0 && !isEnding && !isDismissed) return null
  return (
    <section
      ref={panel}
      tabIndex={-1}
      data-place="charge"
      className={!isDone && !isDismissed && noDraft === null && open.confirm.length > 0 ? 'charge charge-low' : 'charge'}
      aria-label="Charge"
    >
      <Panel
        title={isDismissed ? 'Not billable' : isDone ? 'The charge' : 'Draft of the charge'}
        aside={isDone || isDismissed ? null : <span className="small soft">{channelLine(channel, props.issuerName)}</span>}
      >
        {shown !== null && !isDismissed && <ClaimLine charge={shown} whose={props.whose} isVisitPicked={props.isVisitPicked} />}
        {channel === null && props.isBroken && (
          <p className="small">
            This app’s own files could not be reached.{' '}
            <button type="button" className="quiet" onClick={props.onAskAgain}>
              Try again
            </button>
          </p>
        )}
        {channel !== null && channel.passedOver.length > 0 && <ChannelNote channel={channel} onAskAgain={props.onAskAgain} />}
        {existing.kind !== 'none' && !isEnded(write) && existing.charge.id !== written?.id && (
          <Existing charge={existing.charge} draft={draft} timeZone={props.timeZone} />
        )}
        {!isDone && <Withdrawn charges={assessment.withdrawn.filter(({ id }) => id !== written?.id)} timeZone={props.timeZone} />}
        {props.dismissal !== null && write.stage !== 'noted' && <Dismissed charge={props.dismissal} onReopen={props.onTakeUpAgain} />}
        {isEnding && (
          <Suspense fallback={null}>
            <Ending {...props} write={write} />
          </Suspense>
        )}
        {!isDone && !isDismissed && noDraft === null && (
          <>
            <p className={open.confirm.length > 0 ? 'still-open' : 'unseen'} id="still-open" role="status">
              {open.confirm.length > 0
                ? `Still open: ${[...new Set(open.confirm.map((obstacle) => obstacleWords[obstacle]))].join('; ')}.`
                : (busy ?? 'Nothing is open; Confirm sends it.')}
            </p>
            <div className="actions">
              <button
                type="button"
                className="primary"
                disabled={open.confirm.length > 0 || busy !== null}
                aria-describedby={open.confirm.length > 0 ? 'still-open' : undefined}
                onClick={props.onConfirm}
              >
                {busy ?? confirmWord(channel, existing.kind === 'not-billable')}
              </button>
              {savesHere && (
                <button type="button" disabled={open.saveDraft.length > 0 || busy !== null} onClick={props.onSaveDraft}>
                  Save draft
                </button>
              )}
              <NotBillable
                reasons={rules.notBillableReasons}
                isOpen={open.notBillable.length === 0 && busy === null}
                onRecord={props.onNotBillable}
              />
            </div>
          </>
        )}
      </Panel>
    </section>
  )
}

/** What has something to say beside the buttons. */
function hasEnding(write: ChargeWrite): boolean {
  return write.stage === 'draft' ? write.changes.length > 0 : busyWords[write.stage] === undefined
}

/** The charge that the last press led to, where one is known. */
function chargeIn(write: ChargeWrite): ChargeItem | undefined {
  if (write.stage === 'handed-over' || write.stage === 'noted') return write.charge
  return 'outcome' in write && 'charge' in write.outcome ? write.outcome.charge : undefined
}
