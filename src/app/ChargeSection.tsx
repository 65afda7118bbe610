import type { ChargeItem, Patient, QuestionnaireResponse } from 'fhir/r4'
import { useEffect } from 'react'
import type { Assessment } from '#core/assess.ts'
import { draftCharge, withoutCharge, type Signer } from '#core/charge.ts'
import type { Decision, Decisions } from '#core/decisions.ts'
import { fullName } from '#core/names.ts'
import { obstacles } from '#core/readiness.ts'
import type { Reason, RuleBook } from '#core/rule-book.ts'
import type { Visit } from '#core/visit.ts'
import { ChargePanel } from '#features/charge/ChargePanel.tsx'
import { describeVisit } from '#features/visit/describe-visit.ts'
import { patientRemarks } from '#features/visit/patient-remarks.ts'
import type { useChargeDesk } from '#queries/charge.ts'
import { useSession } from '#queries/session.tsx'
import { instant } from './today.ts'

interface ChargeSectionProps {
  readonly visit: Visit
  readonly assessment: Assessment
  readonly decisions: Decisions
  readonly decide: (decision: Decision) => void
  readonly dismissal: ChargeItem | null
  readonly rules: RuleBook
  readonly signer: Signer | null
  readonly isSignerPending: boolean
  readonly isOtherUser: boolean
  readonly patient: Patient | null
  readonly isPicked: boolean
  readonly today: string
  readonly charging: ReturnType<typeof useChargeDesk>
  /** The answers at visit close, for a hand-over; null where none were given or the EHR holds them. */
  readonly answers: QuestionnaireResponse | null
  /** The press led to a saved charge or draft. */
  readonly onCharged: () => void
}

/** Makes the draft of the decisions, and leads the write: what the panel shows, and what its buttons do. */
export function ChargeSection(props: ChargeSectionProps) {
  const { visit, assessment, decisions, rules, signer, patient, today, charging } = props
  const session = useSession()
  const { desk, write, isBroken, askAgain } = charging
  const encounterId = visit.encounter.id ?? ''
  const { dateOfService } = assessment
  const nobody = { reference: '', display: null }
  const draftAt = (now: string) => draftCharge(visit, rules, assessment, decisions, signer ?? nobody, today, now)
  const keyOf = (day: string) => ({ issuer: session.base, patientId: visit.patientId, dateOfService: day })

  useEffect(() => {
    const key = { issuer: session.base, patientId: session.patientId, dateOfService: dateOfService ?? '' }
    if (dateOfService !== null) void desk?.resume(key, encounterId)
  }, [desk, dateOfService, encounterId, session])

  const press = (status: 'planned' | 'billable' | 'not-billable', reason?: Reason) => {
    const now = instant()
    const draft = draftAt(now)
    if (desk === null || draft === null || dateOfService === null || signer === null) return
    if (status === 'not-billable') props.decide({ type: 'case-dismissed' })
    const pressed = desk.press({
      wish: {
        status,
        draft: reason === undefined ? draft : withoutCharge(draft, reason, signer, now),
        key: keyOf(dateOfService),
        reopen: assessment.existing.kind === 'not-billable',
        isChecked: decisions.answers['charges-checked'] === 'yes',
      },
      where: { timeZone: visit.timeZone, performedCodes: visit.performedCodes, encounterId },
      seen: visit,
      signer,
      tool: toolOf(rules),
    })
    void pressed.then(({ stage }) => (stage === 'saved' && status !== 'not-billable' ? props.onCharged() : undefined))
  }
  const takeBack = (charge: ChargeItem) => signer !== null && void desk?.takeBack(charge, { seen: visit, signer, tool: toolOf(rules) })

  return (
    <ChargePanel
      assessment={assessment}
      rules={rules}
      draft={draftAt('')}
      dismissal={props.dismissal}
      whose={{
        patientName: fullName(patient?.name) ?? 'name not recorded',
        birthDate: patient?.birthDate ?? 'not recorded',
        visit: describeVisit(visit.encounter, visit.timeZone),
        remarks: patient === null ? [] : patientRemarks(patient),
        restricted: decisions.chosen
          .filter(({ diagnosisId }) => assessment.diagnoses.find(({ id }) => id === diagnosisId)?.isRestricted === true)
          .map(({ code }) => code),
      }}
      chart={{
        patient,
        encounter: visit.encounter,
        coverages: visit.coverages,
        claimType: assessment.claimType.value,
        timeZone: visit.timeZone,
      }}
      answers={props.answers}
      isVisitPicked={props.isPicked}
      open={obstacles(assessment, decisions, rules, {
        hasSigner: signer !== null,
        isSignerPending: props.isSignerPending,
        isOtherUser: props.isOtherUser,
        hasPatient: patient !== null,
        canWrite: desk !== null,
      })}
      channel={desk?.channel ?? null}
      issuerName={session.issuer.name}
      timeZone={visit.timeZone}
      isBroken={isBroken}
      write={write}
      onConfirm={() => press('billable')}
      onSaveDraft={() => press('planned')}
      onNotBillable={(reason) => press('not-billable', reason)}
      onTakeBack={takeBack}
      onLookAgain={() => void desk?.lookAgain()}
      onSendAgain={() => void desk?.sendAgain()}
      onHandOver={() => desk?.handOver()}
      onReopen={() => desk?.reopen()}
      onTakeUpAgain={() => props.decide({ type: 'case-reopened' })}
      onAskAgain={askAgain}
    />
  )
}

/** What made the draft, as the attestation names it. */
function toolOf({ version }: RuleBook): string {
  return `Gait Charge, rules ${version}`
}
