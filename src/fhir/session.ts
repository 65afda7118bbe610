import type { Issuer } from './config.ts'
import type { Send } from './send.ts'

/** Who is signed in. Only `verified` and `accepted` may confirm a charge. */
export type Identity =
  /** The id_token's signature, issuer, audience and times were checked. */
  | { readonly status: 'verified'; readonly fhirUser: string }
  /** The keys could not be read; the issuer's configuration accepts the token answer that came over TLS. */
  | { readonly status: 'accepted'; readonly fhirUser: string }
  | { readonly status: 'not-a-practitioner' }
  | { readonly status: 'not-verified'; readonly reason: 'no-id-token' | 'no-fhir-user' | 'invalid' | 'keys-unreadable' }

/** What reading a patient's chart needs, however the way to it was opened. */
export interface ChartAccess {
  readonly issuer: Pick<Issuer, 'conditionQueries' | 'oracle' | 'timeZone' | 'performedCodes' | 'locations'>
  /** Canonical FHIR base URL, without trailing slash. */
  readonly base: string
  readonly patientId: string
  readonly grantedScopes: readonly string[]
  readonly send: Send
}

/** What a SMART launch brought: the one way to reach the EHR for this patient. */
export interface Session extends ChartAccess {
  readonly issuer: Issuer
  readonly encounterId: string | null
  /** False only when the EHR said that it shows the patient itself. */
  readonly needPatientBanner: boolean
  /** `close` where the launch asked for the visit-close check (SMART appContext of a CDS Hooks card). */
  readonly mode: 'close' | null
  /** How to reach the EHR's own page (SMART Web Messaging); null where the token answer did not say. */
  readonly messaging: { readonly handle: string; readonly origin: string } | null
  /** Address of the EHR's style, on an origin that this site trusts; null where it offers none there. */
  readonly styleUrl: string | null
  /** Checks the id_token once, in a lazy chunk; never rejects. */
  readonly identity: () => Promise<Identity>
}

/** What a standalone launch of the practice's view brought: the EHR as this user may see it, and no patient. */
export type Practice = Pick<Session, 'issuer' | 'base' | 'grantedScopes' | 'styleUrl' | 'send' | 'identity'>

/** The session of one visit that the user opens from the practice's view. */
export function sessionOf(practice: Practice, patientId: string, encounterId: string): Session {
  return { ...practice, patientId, encounterId, needPatientBanner: true, mode: null, messaging: null }
}
