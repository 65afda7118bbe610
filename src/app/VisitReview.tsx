import { useQuery } from '@tanstack/react-query'
import type { Patient } from 'fhir/r4'
import { useReducer } from 'react'
import { ruleBook } from 'virtual:rule-book'
import { assess } from '#core/assess.ts'
import { decide, undecided } from '#core/decisions.ts'
import type { Visit } from '#core/visit.ts'
import { About } from '#features/about/About.tsx'
import { CoverageLine } from '#features/coverage/CoverageLine.tsx'
import { Diagnoses } from '#features/diagnoses/Diagnoses.tsx'
import { ServiceFacts } from '#features/documentation/ServiceFacts.tsx'
import { Unread } from '#features/visit/Unread.tsx'
import { Verdict } from '#features/visit/Verdict.tsx'
import { describeVisit } from '#features/visit/describe-visit.ts'
import { useChargeDesk } from '#queries/charge.ts'
import { useSession } from '#queries/session.tsx'
import { signerQuery } from '#queries/visit.ts'
import { ChargeSection } from './ChargeSection.tsx'
import { todayIn } from './today.ts'

interface VisitReviewProps {
  readonly visit: Visit
  readonly isPicked: boolean
  readonly patient: Patient | null
  readonly onReadAgain: () => void
}

/** The one place that calls `assess`: panels get what they show by props, and give decisions back. */
export function VisitReview({ visit, isPicked, patient, onReadAgain }: VisitReviewProps) {
  const session = useSession()
  const encounterId = visit.encounter.id ?? ''
  const [decisions, dispatch] = useReducer(decide, undecided)
  const signer = useQuery(signerQuery(session)).data?.signer ?? null
  const charging = useChargeDesk(session, encounterId)
  const today = todayIn(visit.timeZone)
  const assessment = assess(visit, ruleBook, decisions, today)
  const saved = charging.write.stage === 'saved' ? charging.write.outcome.charge.status : null

  return (
    <>
      <Verdict assessment={assessment} saved={saved} />
      <p className="small soft">
        {isPicked ? 'Visit you chose: ' : 'Visit: '}
        {describeVisit(visit.encounter)}
      </p>
      <div className="review">
        <div className="review-chart">
          <Unread assessment={assessment} onReadAgain={onReadAgain} />
          <Diagnoses assessment={assessment} decisions={decisions} rules={ruleBook} decide={dispatch} />
          <ServiceFacts assessment={assessment} decisions={decisions} encounter={visit.encounter} signer={signer} decide={dispatch} />
          <CoverageLine coverages={visit.coverages} />
        </div>
        <ChargeSection
          visit={visit}
          assessment={assessment}
          decisions={decisions}
          signer={signer}
          patient={patient}
          isPicked={isPicked}
          today={today}
          charging={charging}
        />
      </div>
      <About rules={ruleBook} isAfterTables={assessment.isAfterTables} issuerName={session.issuer.name} />
    </>
  )
}
