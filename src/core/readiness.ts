import type { Assessment } from './assess.ts'
import type { Decisions } from './decisions.ts'
import { awaitsReason, type FactName } from './facts.ts'
import { excludedBy, lacksModifierReason } from './modifiers.ts'
import type { RuleBook } from './rule-book.ts'

/** Why an action is not open now; each is a sentence and one next step on the screen. */
export type Obstacle =
  | 'already-charged'
  | 'no-draft'
  | 'date-open'
  | 'not-performed'
  | 'other-service'
  | 'check-with-coding'
  | 'modifier-reason'
  | 'modifiers-exclude'
  | 'charges-not-checked'
  | 'signer-pending'
  | 'signer-unknown'
  | 'signer-other'
  | 'patient-unread'
  | 'no-channel'
  /** The EHR mixed another patient's entries into this one's. */
  | 'mixed-patients'
  /** A diagnosis is chosen, and its reason is not. */
  | 'diagnosis-reason'
  | FactName

/**
 * What still stands between the clinician and each action. An empty list opens it.
 * Confirm needs all five facts; a draft may leave facts open, "cannot determine" included, but never follows a "no";
 * "not billable" needs no more than a day and a look at the existing charges.
 */
export function obstacles(
  assessment: Assessment,
  decisions: Decisions,
  rules: RuleBook,
  means: {
    readonly hasSigner: boolean
    /** Who is signed in is still being checked. */
    readonly isSignerPending?: boolean
    /** Somebody is signed in who is no practitioner. */
    readonly isOtherUser?: boolean
    readonly hasPatient: boolean
    readonly canWrite: boolean
  },
): Readonly<Record<'confirm' | 'saveDraft' | 'notBillable', readonly Obstacle[]>> {
  const { facts, capture, advised } = assessment
  const { modifiers } = decisions
  const always: readonly Obstacle[] = [
    ...(assessment.noDraft === null ? [] : ['no-draft' as const]),
    ...(assessment.existing.kind === 'already-charged' ? ['already-charged' as const] : []),
    ...(assessment.dateOfService === null ? ['date-open' as const] : []),
    ...signerObstacles(means),
    ...(means.hasPatient ? [] : ['patient-unread' as const]),
    ...(means.canWrite ? [] : ['no-channel' as const]),
    ...(assessment.unread.some(({ gap }) => gap === 'other-patient') ? ['mixed-patients' as const] : []),
    ...(facts['charges-checked'].answer === 'yes' ? [] : ['charges-not-checked' as const]),
  ]
  const isDenied = decisions.answers.performed === 'no' || decisions.answers.laboratory === 'no'
  const line: readonly Obstacle[] = [
    ...(capture.kind === 'markerless-full-body' ? ['other-service' as const] : []),
    ...(modifiers.some((chosen) => lacksModifierReason(chosen, advised)) ? ['modifier-reason' as const] : []),
    ...(modifiers.some(({ code }) => excludedBy(code, modifiers, rules) !== null) ? ['modifiers-exclude' as const] : []),
  ]
  const isReasonOpen = awaitsReason(assessment, decisions.chosen, rules)
  const open = (['diagnosis', 'performed', 'laboratory', 'performer'] as const)
    .filter((name) => facts[name].answer !== 'yes')
    .map((name) => (name === 'diagnosis' && isReasonOpen ? 'diagnosis-reason' : name))
  return {
    confirm: [...always, ...line, ...(capture.kind === 'check-with-coding' ? ['check-with-coding' as const] : []), ...open],
    saveDraft: [...always, ...line, ...(isDenied ? ['not-performed' as const] : [])],
    notBillable: always,
  }
}

function signerObstacles(means: {
  readonly hasSigner: boolean
  readonly isSignerPending?: boolean
  readonly isOtherUser?: boolean
}): readonly Obstacle[] {
  if (means.hasSigner) return []
  if (means.isSignerPending === true) return ['signer-pending']
  return [means.isOtherUser === true ? 'signer-other' : 'signer-unknown']
}
