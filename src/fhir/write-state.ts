import type { ChargeItem, Provenance } from 'fhir/r4'
import type { EvidenceChange } from '#core/evidence.ts'
import type { PlaceOutcome } from './place-draft.ts'
import type { Attestation } from './store-attestation.ts'
import type { WriteOutcome } from './write-outcome.ts'

type Of<K extends WriteOutcome['kind']> = Extract<WriteOutcome, { readonly kind: K }>

/**
 * Where one charge stands on its way from the draft into the EHR:
 * draft -> confirming -> sending -> verifying -> saved | rejected | unknown, or handed over where the EHR takes none.
 */
export type WriteState =
  /** Nothing is under way. `changes` are what the last reading found changed: they were shown, and ask for a new press. */
  | { readonly stage: 'draft'; readonly changes: readonly EvidenceChange[] }
  /** After a reload: a write of this window is looked for. */
  | { readonly stage: 'resuming' }
  /** The evidence is read again; nothing was sent. */
  | { readonly stage: 'confirming' }
  | { readonly stage: 'sending' }
  /** Sent; the EHR is asked what it holds. */
  | { readonly stage: 'verifying' }
  | { readonly stage: 'saved'; readonly outcome: Of<'saved' | 'found'>; readonly attestation: Attestation | null }
  /** Nothing was stored; the clinician's choices stand. */
  | { readonly stage: 'rejected'; readonly outcome: Of<'already-charged' | 'not-billable-exists' | 'conflict' | 'rejected' | 'not-sent'> }
  /** Nothing more may be sent from here until it is known. */
  | { readonly stage: 'unknown'; readonly outcome: Of<'unknown' | 'differs' | 'duplicate'>; readonly sendAgain: SendAgain }
  /** It left this app by another way and is no charge in the EHR yet. */
  | { readonly stage: 'handed-over'; readonly charge: ChargeItem; readonly record: Provenance; readonly placed: Placed | null }
  /** "Not billable" where the EHR takes no such statement: it lasts for this window. */
  | { readonly stage: 'noted'; readonly charge: ChargeItem }

/** Whether a write with an unknown outcome may be sent once more, by a press. */
export type SendAgain =
  | 'never' // the EHR makes no repeat the same write
  | 'later' // a slow search may still show it
  | 'now'

type Placed = Extract<PlaceOutcome, { readonly kind: 'placed' }>
