import { useQuery } from '@tanstack/react-query'
import type { Patient } from 'fhir/r4'
import { useReducer } from 'react'
import { assess } from '#core/assess.ts'
import { decide, undecided } from '#core/decisions.ts'
import { performerCandidates, performersOf } from '#core/performers.ts'
import type { RuleBook } from '#core/rule-book.ts'
import type { Visit } from '#core/visit.ts'
import { About } from '#features/about/About.tsx'
import { dismissalIn, isBusy, isOver } from '#features/charge/is-over.ts'
import { CoveragePanel } from '#features/coverage/CoveragePanel.tsx'
import { Diagnoses } from '#features/diagnoses/Diagnoses.tsx'
import { Warnings } from '#features/diagnoses/Warnings.tsx'
import { SameDay } from '#features/documentation/SameDay.tsx'
import { ServiceFacts } from '#features/documentation/ServiceFacts.tsx'
import { Modifiers } from '#features/modifiers/Modifiers.tsx'
import { Unread } from '#features/visit/Unread.tsx'
import { CloseCheck } from '#features/visit-close/CloseCheck.tsx'
import { Verdict } from '#features/visit/Verdict.tsx'
import { describeVisit } from '#features/visit/describe-visit.ts'
import { Fold } from '#ui/Fold.tsx'
import { useChargeDesk } from '#queries/charge.ts'
import { useSession } from '#queries/session.tsx'
import { rolesQuery, signerQuery } from '#queries/visit.ts'
import { ChargeSection } from './ChargeSection.tsx'
import { sharedPoints } from './shared-points.ts'
import { todayIn } from './today.ts'
import { useVisitClose } from './use-visit-close.ts'

interface VisitReviewProps {
  readonly visit: Visit
  readonly isPicked: boolean
  readonly patient: Patient | null
  readonly rules: RuleBook
  readonly onReadAgain: () => void
}

/** The one place that calls `assess`: panels get what they show by props, and give decisions back. */
export function VisitReview({ visit, isPicked, patient, rules, onReadAgain }: VisitReviewProps) {
  const session = useSession()
  const encounterId = visit.encounter.id ?? ''
  const [decisions, dispatch] = useReducer(decide, undecided)
  const signing = useQuery(signerQuery(session))
  const signer = signing.data?.signer ?? null
  const charging = useChargeDesk(session, encounterId)
  const today = todayIn(visit.timeZone)
  const roles = useQuery(rolesQuery(session, performersOf(visit, today))).data ?? null
  const assessment = assess({ ...visit, roles }, rules, decisions, today)
  const { dateOfService, existing } = assessment
  const saved = charging.write.stage === 'saved' ? charging.write.outcome.charge.status : null
  const dismissal = dismissalIn(charging.write, existing, decisions.isReopened)
  const closing = useVisitClose({ visit, rules, assessment, decisions, today, signer, charging })
  const shared = sharedPoints(assessment, rules, signer)
  const isClosed = isOver(charging.write, existing) && charging.write.stage !== 'unknown'
  const isAsking = dismissal === null && assessment.noDraft === null && !isClosed
  const isBeside = !isAsking && closing.wasOpened
  const visitLine = describeVisit(visit.encounter, visit.timeZone)

  const closeCheck = closing.isShown && (
    <CloseCheck
      {...closing}
      onToggle={closing.setOpen}
      isOver={isBusy(charging.write) || isOver(charging.write, existing) || dismissal !== null}
      channel={charging.desk?.channel ?? null}
      onSave={closing.save}
      decide={dispatch}
    />
  )
  const chart = (
    <>
      <Unread assessment={assessment} onReadAgain={onReadAgain} />
      {closing.isFirst && !isBeside && closeCheck}
      <fieldset className="decisions" disabled={isBusy(charging.write) || isOver(charging.write, existing) || dismissal !== null}>
        <Diagnoses
          assessment={assessment}
          decisions={decisions}
          rules={rules}
          shared={shared}
          decide={dispatch}
          onReadAgain={onReadAgain}
        />
        <Warnings warnings={assessment.warnings} decide={dispatch} />
        <Modifiers
          assessment={assessment}
          decisions={decisions}
          rules={rules}
          shared={shared}
          askedElsewhere={closing.asks}
          decide={dispatch}
        />
        <ServiceFacts
          assessment={assessment}
          decisions={decisions}
          candidates={performerCandidates(visit, dateOfService, signer, today)}
          me={signer?.reference ?? null}
          rules={rules}
          decide={dispatch}
        />
      </fieldset>
      {!closing.isFirst && !isBeside && closeCheck}
      <SameDay assessment={assessment} />
      <CoveragePanel assessment={assessment} rules={rules} />
    </>
  )

  return (
    <>
      <p className="visit-line small soft">
        {isPicked ? 'Visit you chose: ' : 'Visit: '}
        {visitLine}
      </p>
      <Verdict assessment={assessment} saved={saved} isDismissed={dismissal !== null} />
      <div className="review">
        {isAsking ? (
          <div className="review-chart">{chart}</div>
        ) : (
          <Fold title="The chart" says="nothing more is asked about this visit">
            <div className="review-chart">{chart}</div>
          </Fold>
        )}
        <ChargeSection
          visit={visit}
          assessment={assessment}
          decisions={decisions}
          decide={dispatch}
          dismissal={dismissal}
          rules={rules}
          signer={signer}
          isSignerPending={signing.isPending}
          isOtherUser={signing.data?.identity.status === 'not-a-practitioner'}
          patient={patient}
          isPicked={isPicked}
          today={today}
          charging={charging}
          answers={closing.handedOver}
          onCharged={closing.afterCharge}
        />
        {isBeside && closeCheck}
      </div>
      <About rules={rules} assessment={assessment} issuerName={session.issuer.name} />
    </>
  )
}
