import type { Practice, Session } from './session.ts'

/** Why there is no session; each is a sentence and one next step on the screen. */
export type LaunchProblemKind =
  | 'no-launch' // opened without an EHR
  | 'issuer-unknown' // this site's configuration does not name the EHR
  | 'storage-blocked' // the browser forbids storage to this frame
  | 'state-unknown' // a sign-in that this window did not begin, or has forgotten
  | 'access-denied' // the person or the EHR said no
  | 'sign-in-refused' // another OAuth error
  | 'registration' // the EHR does not accept the client id
  | 'code-expired' // the code was used before or came too late
  | 'sign-in-unavailable' // the EHR's sign-in settings or token endpoint cannot be reached or read
  | 'endpoint-refused' // a discovered endpoint is not https or not at a pinned origin
  | 'pkce-missing' // the EHR does not advertise S256, which the site requires
  | 'no-patient' // the EHR named no patient

interface LaunchProblem {
  readonly kind: LaunchProblemKind
  /** The OAuth error code for the site's IT, null where there is none; never the server's description. */
  readonly code: string | null
}

export type LaunchOutcome =
  | { readonly kind: 'session'; readonly session: Session }
  /** A user without a patient: the practice's view of the day. */
  | { readonly kind: 'practice'; readonly practice: Practice }
  /** The browser is on its way to the EHR's sign-in. */
  | { readonly kind: 'leaving' }
  | { readonly kind: 'problem'; readonly problem: LaunchProblem }

/** An outcome that ends the launch. Codes are kept only in the form that RFC 6749 gives them. */
export function problem(kind: LaunchProblemKind, code: string | null = null): LaunchOutcome {
  return { kind: 'problem', problem: { kind, code: code !== null && /^[a-z_]{1,40}$/.test(code) ? code : null } }
}
