import type { ChargeItem } from 'fhir/r4'
import type { ChargeKey } from '#core/charge-key.ts'
import type { FhirErrorKind } from './fhir-error.ts'
import type { Sought } from './writer.ts'

/** What the clinician confirmed: complete but for identifier and status, which the writer sets. */
export interface ChargeWish {
  readonly status: 'planned' | 'billable' | 'not-billable'
  readonly draft: ChargeItem
  readonly key: ChargeKey
  /** The clinician reopened a charge that had been marked as not billable. */
  readonly reopen?: boolean
  /** The clinician stated that they checked the existing charges, because the EHR did not show them all. */
  readonly isChecked?: boolean
}

/** A write that went out: what a later look compares with. */
export interface SentCharge {
  readonly confirmed: ChargeItem
  readonly identifier: string
  /** The charge that an update replaces; null for a create. */
  readonly replaced: { readonly id: string; readonly versionId: string } | null
}

export type WriteOutcome =
  /** Read back, and equal to what was confirmed. */
  | { readonly kind: 'saved'; readonly charge: ChargeItem }
  /** A write of this window, found after a reload: it stands, and what was confirmed is no longer known. */
  | { readonly kind: 'found'; readonly charge: ChargeItem }
  | { readonly kind: 'already-charged'; readonly charge: ChargeItem }
  /** Needs an explicit reopening. */
  | { readonly kind: 'not-billable-exists'; readonly charge: ChargeItem }
  /** The EHR stored something else than was confirmed; `differences` are element names. */
  | { readonly kind: 'differs'; readonly charge: ChargeItem; readonly differences: readonly string[] }
  /** More than one live charge carries the identifier: a person has to withdraw the surplus. */
  | { readonly kind: 'duplicate'; readonly charges: readonly ChargeItem[] }
  /** The charge changed meanwhile, nothing was stored: what stands now, where it could be read, and in what it differs. */
  | { readonly kind: 'conflict'; readonly charge?: ChargeItem; readonly differences?: readonly string[] }
  /** Nothing was stored; `expressions` are element paths, never the server's words. */
  | { readonly kind: 'rejected'; readonly expressions: readonly string[] }
  /** Nothing was stored. */
  | { readonly kind: 'not-sent'; readonly why: FhirErrorKind }
  | UnknownOutcome

/** Sent, no clear answer, and a search did not settle it. Never to be sent again blindly. */
export interface UnknownOutcome {
  readonly kind: 'unknown'
  readonly identifier: string
  /** Null after a reload: what was confirmed is no longer known. */
  readonly sent: SentCharge | null
  readonly sought: Sought
  /** The last look reached the end of the search and found nothing, which is no proof of absence. */
  readonly isSearched: boolean
}
