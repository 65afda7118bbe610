import { useQuery } from '@tanstack/react-query'
import type { QuestionnaireResponse } from 'fhir/r4'
import { useState } from 'react'
import type { Assessment } from '#core/assess.ts'
import type { Signer } from '#core/charge.ts'
import { checkAtClose } from '#core/close-check.ts'
import { answersIdentifier, closeResponse, saysTheSame } from '#core/close-response.ts'
import type { Decisions } from '#core/decisions.ts'
import type { QuestionName } from '#core/questions.ts'
import { standingResponse } from '#core/records.ts'
import type { RuleBook } from '#core/rule-book.ts'
import type { Visit } from '#core/visit.ts'
import type { useChargeDesk } from '#queries/charge.ts'
import { recordsQuery, useAnswerSaving } from '#queries/close.ts'
import { useSession } from '#queries/session.tsx'
import { instant } from './today.ts'

interface Closing {
  readonly visit: Visit
  readonly rules: RuleBook
  readonly assessment: Assessment
  readonly decisions: Decisions
  readonly today: string
  readonly signer: Signer | null
  readonly charging: ReturnType<typeof useChargeDesk>
}

const ofCourse: readonly QuestionName[] = ['course', 'reduce-reason', 'stop-reason']

/**
 * Leads the visit-close check: open where a card opened the app, folded where the visit is ending or runs on. The records
 * around the study are read for a visit that is ending, or once the check is opened.
 */
export function useVisitClose({ visit, rules, assessment, decisions, today, signer, charging }: Closing) {
  const session = useSession()
  const [unfolded, setUnfolded] = useState<boolean | null>(null)
  const { encounter, patientId } = visit
  const isShown = assessment.noDraft === null
  const isOpen = unfolded ?? session.mode === 'close'
  const { desk, isBroken } = charging
  const isEnding = encounter.status === 'finished' || encounter.period?.end !== undefined
  // What the charge needs is asked first: what the EHR takes, and what became of a write before a reload.
  const isTurn = (desk !== null && charging.write.stage !== 'resuming') || isBroken
  const records = useQuery(recordsQuery(session, encounter.id ?? '', isShown && isTurn && (isOpen || isEnding))).data
  const checked = records === undefined ? null : checkAtClose(visit, records, rules, assessment, decisions, today)
  const key = { issuer: session.base, patientId, encounterId: encounter.id ?? '' }
  const { saving, save } = useAnswerSaving(session, desk, key)
  const answersOn =
    checked === null || signer === null
      ? null
      : (standing: QuestionnaireResponse | null) => closeResponse(checked, rules, key, signer, standing, instant())
  const standing = records === undefined ? null : standingResponse(records.responses, encounter.id)
  const response = answersOn === null ? null : { ...answersOn(standing), identifier: answersIdentifier(key, 0) }
  const kept = saving.status === 'saved' ? saving.response : standing
  const isCurrent = kept !== null && answersOn !== null && saysTheSame(answersOn(kept), kept)
  const keep = () => (answersOn === null ? undefined : void save(answersOn))
  return {
    isShown,
    isOpen,
    setOpen: setUnfolded,
    isFirst: session.mode === 'close',
    /** Somebody has it open, or had: what became of the answers stays in sight. */
    wasOpened: unfolded !== null || session.mode === 'close',
    checked,
    saving,
    isCurrent,
    response,
    save: keep,
    /** What the open check asks, so that the modifiers do not ask it a second time. */
    asks: isOpen && checked !== null ? ofCourse.filter((question) => checked.some(({ item }) => item.linkId === question)) : [],
    /** After a charge was saved: the answers of an open check go beside it. */
    afterCharge: () => (isOpen && !isCurrent ? keep() : undefined),
    /** For the hand-over: the answers of an open check that the EHR does not hold. */
    handedOver: isOpen && !isCurrent ? response : null,
  }
}
