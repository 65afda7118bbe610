import { useQuery } from '@tanstack/react-query'
import type { Patient } from 'fhir/r4'
import { useReducer } from 'react'
import { assess } from '#core/assess.ts'
import { decide, undecided } from '#core/decisions.ts'
import { performerCandidates, performersOf } from '#core/performers.ts'
import type { RuleBook } from '#core/rule-book.ts'
import type { Visit } from '#core/visit.ts'
import { About } from '#features/about/About.tsx'
import { isBusy, isOver } from '#features/charge/is-over.ts'
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
import { useChargeDesk } from '#queries/charge.ts'
import { useSession } from '#queries/session.tsx'
import { rolesQuery, signerQuery } from '#queries/visit.ts'
import { ChargeSection } from './ChargeSection.tsx'
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
  const closing = useVisitClose({ visit, rules, assessment, decisions, today, signer, desk: charging.desk })
  const visitLine = describeVisit(visit.encounter, visit.timeZone)

  const closeCheck = closing.isShown && (
    <CloseCheck
      {...closing}
      onToggle={closing.setOpen}
      isOver={isBusy(charging.write) || isOver(charging.write, existing)}
      channel={charging.desk?.channel ?? null}
      onSave={closing.save}
      decide={dispatch}
    />
  )

  return (
    <>
      <Verdict assessment={assessment} saved={saved} />
      <p className="small soft">
        {isPicked ? 'Visit you chose: ' : 'Visit: '}
        {visitLine}
      </p>
      <div className="review">
        <div className="review-chart">
          <Unread assessment={assessment} onReadAgain={onReadAgain} />
          {closing.isFirst && closeCheck}
          <fieldset className="decisions" disabled={isBusy(charging.write) || isOver(charging.write, existing)}>
            <Diagnoses assessment={assessment} decisions={decisions} rules={rules} decide={dispatch} onReadAgain={onReadAgain} />
            <Warnings warnings={assessment.warnings} decide={dispatch} />
            <ServiceFacts
              assessment={assessment}
              decisions={decisions}
              candidates={performerCandidates(visit, dateOfService, signer, today)}
              me={signer?.reference ?? null}
              rules={rules}
              decide={dispatch}
            />
            <Modifiers assessment={assessment} decisions={decisions} rules={rules} askedElsewhere={closing.asks} decide={dispatch} />
          </fieldset>
          {!closing.isFirst && closeCheck}
          <SameDay assessment={assessment} />
          <CoveragePanel assessment={assessment} rules={rules} />
        </div>
        <ChargeSection
          visit={visit}
          assessment={assessment}
          decisions={decisions}
          rules={rules}
          signer={signer}
          isSignerPending={signing.isPending}
          patient={patient}
          isPicked={isPicked}
          today={today}
          charging={charging}
          answers={closing.handedOver}
          onCharged={closing.afterCharge}
        />
      </div>
      <About rules={rules} assessment={assessment} issuerName={session.issuer.name} />
    </>
  )
}
