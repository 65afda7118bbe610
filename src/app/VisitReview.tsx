import { useMutation, useQuery } from '@tanstack/react-query'
import type { Patient } from 'fhir/r4'
import { useEffect, useReducer } from 'react'
import { assess } from '#core/assess.ts'
import { draftCharge, withoutCharge } from '#core/charge.ts'
import { decide, undecided } from '#core/decisions.ts'
import { fullName } from '#core/names.ts'
import { performerCandidates, performersOf } from '#core/performers.ts'
import { obstacles } from '#core/readiness.ts'
import type { Reason, RuleBook } from '#core/rule-book.ts'
import type { Visit } from '#core/visit.ts'
import { About } from '#features/about/About.tsx'
import { ChargePanel } from '#features/charge/ChargePanel.tsx'
import { CoveragePanel } from '#features/coverage/CoveragePanel.tsx'
import { isOver } from '#features/charge/is-over.ts'
import { Diagnoses } from '#features/diagnoses/Diagnoses.tsx'
import { Warnings } from '#features/diagnoses/Warnings.tsx'
import { SameDay } from '#features/documentation/SameDay.tsx'
import { ServiceFacts } from '#features/documentation/ServiceFacts.tsx'
import { Modifiers } from '#features/modifiers/Modifiers.tsx'
import { Unread } from '#features/visit/Unread.tsx'
import { Verdict } from '#features/visit/Verdict.tsx'
import { describeVisit } from '#features/visit/describe-visit.ts'
import { lookAgainMutation, preloadWriter, writeChargeMutation } from '#queries/charge.ts'
import { useSession } from '#queries/session.tsx'
import { rolesQuery, signerQuery } from '#queries/visit.ts'
import { instant, todayIn } from './today.ts'

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
  const write = useMutation(writeChargeMutation(session, encounterId))
  const lookAgain = useMutation(lookAgainMutation(session, encounterId))
  useEffect(preloadWriter, [])
  const today = todayIn(visit.timeZone)
  const roles = useQuery(rolesQuery(session, performersOf(visit, today))).data ?? null
  const assessment = assess({ ...visit, roles }, rules, decisions, today)
  const { dateOfService, existing } = assessment
  const outcome = lookAgain.data ?? write.data ?? null
  const nobody = { reference: '', display: null }
  const draftAt = (now: string) => draftCharge(visit, rules, assessment, decisions, signer ?? nobody, today, now)
  const visitLine = describeVisit(visit.encounter, visit.timeZone)
  const canWrite = session.issuer.writeChannels.length > 0

  const send = (status: 'planned' | 'billable' | 'not-billable', reason?: Reason) => {
    const now = instant()
    const draft = draftAt(now)
    if (draft === null || dateOfService === null || signer === null) return
    lookAgain.reset()
    write.mutate({
      wish: {
        status,
        draft: reason === undefined ? draft : withoutCharge(draft, reason, signer, now),
        key: { issuer: session.base, patientId: visit.patientId, dateOfService },
        reopen: existing.kind === 'not-billable',
        isChecked: decisions.answers['charges-checked'] === 'yes',
      },
      where: { timeZone: visit.timeZone, performedCodes: visit.performedCodes, encounterId },
    })
  }

  return (
    <>
      <Verdict assessment={assessment} saved={outcome?.kind === 'saved' ? outcome.charge.status : null} />
      <p className="small soft">
        {isPicked ? 'Visit you chose: ' : 'Visit: '}
        {visitLine}
      </p>
      <div className="review">
        <div className="review-chart">
          <Unread assessment={assessment} onReadAgain={onReadAgain} />
          <fieldset className="decisions" disabled={write.isPending || isOver(outcome, existing)}>
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
            <Modifiers assessment={assessment} decisions={decisions} rules={rules} decide={dispatch} />
          </fieldset>
          <SameDay assessment={assessment} />
          <CoveragePanel assessment={assessment} rules={rules} />
        </div>
        <ChargePanel
          assessment={assessment}
          rules={rules}
          draft={draftAt('')}
          patientName={fullName(patient?.name) ?? 'name not recorded'}
          birthDate={patient?.birthDate ?? 'not recorded'}
          visitLine={isPicked ? visitLine : null}
          open={obstacles(assessment, decisions, rules, {
            hasSigner: signer !== null,
            isSignerPending: signing.isPending,
            hasPatient: patient !== null,
            canWrite,
          })}
          channel={canWrite ? `saves to ${session.issuer.name}` : 'this EHR takes no charges from apps'}
          timeZone={visit.timeZone}
          isSending={write.isPending}
          outcome={outcome}
          onConfirm={() => send('billable')}
          onSaveDraft={() => send('planned')}
          onNotBillable={(reason) => send('not-billable', reason)}
          isLooking={lookAgain.isPending}
          onLookAgain={() => outcome?.kind === 'unknown' && lookAgain.mutate(outcome.sent)}
        />
      </div>
      <About rules={rules} assessment={assessment} issuerName={session.issuer.name} />
    </>
  )
}
