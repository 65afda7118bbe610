import type { ChargeItem } from 'fhir/r4'

/** The part of a write's outcome that the screen explains; the gateway's union fits it. */
export interface Outcome {
  readonly kind:
    | 'saved'
    | 'found'
    | 'already-charged'
    | 'not-billable-exists'
    | 'differs'
    | 'duplicate'
    | 'conflict'
    | 'rejected'
    | 'not-sent'
    | 'unknown'
  readonly charge?: ChargeItem
  readonly differences?: readonly string[]
  readonly expressions?: readonly string[]
  readonly identifier?: string
  readonly why?: string
}

export interface OutcomeWords {
  readonly tone: 'good' | 'care' | 'stop'
  readonly title: string
  /** What was not lost, and the one next step. */
  readonly next: string
}

const savedTitles: Readonly<Record<string, string>> = {
  billable: 'Saved. The charge stands in the EHR as billable.',
  planned: 'Saved as a draft in the EHR. It is not billed until someone confirms it.',
  'not-billable': 'Saved as not billable, with your reason.',
  'entered-in-error': 'Taken back. The charge is marked as entered in error, and stays in the record.',
}

const nextSteps: Readonly<Record<string, string>> = {
  billable: 'It now waits for billing; nothing is left to do here.',
  planned: 'Go on here, or later from this visit.',
  'not-billable': 'Nothing more is asked about this visit.',
}

const notSentBecause: Readonly<Record<string, string>> = {
  forbidden: 'The EHR does not let this app write charges.',
  'signed-out': 'The EHR session ended.',
  'not-found': 'The EHR no longer holds this charge, or takes none here.',
  unavailable: 'The EHR could not be reached, or its charges could not be read.',
}

/** What happened to the write: one sentence, what was not lost, and one next step. */
export function outcomeWords(outcome: Outcome): OutcomeWords {
  switch (outcome.kind) {
    case 'saved':
      return {
        tone: 'good',
        title: savedTitles[outcome.charge?.status ?? ''] ?? 'Saved.',
        next: `Read back from the EHR and equal to what you confirmed. ${nextSteps[outcome.charge?.status ?? ''] ?? ''}`.trim(),
      }
    case 'found':
      return {
        tone: 'care',
        title: `The charge that this window sent before stands in the EHR, ${outcome.charge?.status ?? 'without a status'}.`,
        next: 'The page was loaded again meanwhile, so it could not be compared with what you confirmed: look at it in the EHR. Your other choices were lost.',
      }
    case 'already-charged':
      return {
        tone: 'stop',
        title: 'Not sent: a charge stands already.',
        next: 'Somebody charged this service that day. Look at it in the EHR.',
      }
    case 'not-billable-exists':
      return { tone: 'care', title: 'Not sent: this day is marked as not billable.', next: 'Your choices are kept. Reopen it to go on.' }
    case 'differs':
      return {
        tone: 'stop',
        title: 'The EHR stored something else than you confirmed.',
        next: `It differs in: ${(outcome.differences ?? []).join(', ')}. Correct it in the EHR; do not send it again.`,
      }
    case 'duplicate':
      return {
        tone: 'stop',
        title: 'The EHR holds this charge more than once.',
        next: 'Do not send it again. Ask the billing office to withdraw the surplus.',
      }
    case 'conflict':
      return {
        tone: 'care',
        title: 'Not stored: the charge changed meanwhile.',
        next: `Your choices are kept. ${(outcome.differences ?? []).length > 0 ? `What stands now differs from yours in: ${(outcome.differences ?? []).join(', ')}. ` : ''}The chart was read again; look, then confirm again.`,
      }
    case 'rejected':
      return {
        tone: 'stop',
        title: 'The EHR refused the charge; nothing was stored.',
        next: 'Your choices are kept. Tell your EHR team what it objects to.',
      }
    case 'not-sent':
      return {
        tone: 'care',
        title: `Nothing was sent. ${notSentBecause[outcome.why ?? ''] ?? 'The EHR’s answer could not be used.'}`,
        next:
          outcome.why === 'signed-out'
            ? 'Your choices are kept on this page. Open the app again from the chart.'
            : 'Your choices are kept. Try again, or enter the charge in the EHR.',
      }
    case 'unknown':
      return {
        tone: 'stop',
        title: 'It is not known whether the charge was stored.',
        next: `Do not enter it again. Look again here, or check the EHR for reference ${outcome.identifier ?? ''}.`,
      }
  }
}
