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

/** What a SMART launch brought: the one way to reach the EHR for this patient. */
export interface Session {
  readonly issuer: Issuer
  /** Canonical FHIR base URL, without trailing slash; also the `aud` of the launch. */
  readonly base: string
  readonly patientId: string
  readonly encounterId: string | null
  readonly grantedScopes: readonly string[]
  /** False only when the EHR said that it shows the patient itself. */
  readonly needPatientBanner: boolean
  /** How to reach the EHR's own page (SMART Web Messaging); null where the token answer did not say. */
  readonly messaging: { readonly handle: string; readonly origin: string } | null
  readonly send: Send
  /** Checks the id_token once, in a lazy chunk; never rejects. */
  readonly identity: () => Promise<Identity>
}
