import type { Grants, LaunchContext } from './grants.ts'
import type { Manner } from './manners.ts'
import { grantable } from './scopes.ts'

export const clientId = 'gait-charge'

/** What the authorization request amounts to. */
export type AuthorizeAnswer =
  /** The redirect URI cannot be trusted: nothing is sent anywhere. */
  | { readonly kind: 'page'; readonly text: string }
  | { readonly kind: 'redirect'; readonly to: string }
  /** A standalone launch without a patient yet. */
  | { readonly kind: 'pick-patient' }
  | { readonly kind: 'pick-encounter'; readonly patientId: string; readonly practitionerId: string }

export interface AuthorizeSite {
  readonly base: string
  readonly appOrigins: readonly string[]
  readonly grants: Grants
  readonly manner: Manner
}

/** The authorization endpoint of SMART 2.2, with S256 required. */
export function authorize(query: URLSearchParams, site: AuthorizeSite): AuthorizeAnswer {
  const redirectUri = query.get('redirect_uri') ?? ''
  if (query.get('client_id') !== clientId) return { kind: 'page', text: 'This client is not registered here.' }
  if (!isRegistered(redirectUri, site.appOrigins)) return { kind: 'page', text: 'This redirect address is not registered for the client.' }
  const refuse = (error: string, text: string) => redirect(redirectUri, { error, error_description: text, state: query.get('state') })
  const scope = query.get('scope') ?? ''
  const scopes = scope.split(/\s+/)
  const challenge = query.get('code_challenge') ?? ''
  if (query.get('response_type') !== 'code') return refuse('unsupported_response_type', 'response_type must be code')
  if (query.get('aud')?.replace(/\/$/, '') !== site.base) return refuse('invalid_request', 'aud is not this FHIR server')
  if ((query.get('state') ?? '') === '') return refuse('invalid_request', 'state is missing')
  if (query.get('code_challenge_method') !== 'S256') return refuse('invalid_request', 'code_challenge_method must be S256')
  if (!/^[A-Za-z0-9\-_]{43}$/.test(challenge)) return refuse('invalid_request', 'code_challenge is missing or malformed')

  const launch = query.get('launch')
  const isConfined = scopes.some((one) => /^(patient|launch)\//.test(one))
  const context = launch === null ? chosenContext(query, isConfined) : site.grants.launches.get(launch)
  if (launch !== null && context === null) return refuse('invalid_request', 'The launch is unknown or has expired')
  if (launch !== null && !scopes.includes('launch')) return refuse('invalid_scope', 'An EHR launch needs the scope launch')
  if (context === null && !scopes.includes('launch/patient') && !scopes.includes('launch')) {
    return refuse('invalid_scope', 'The scope launch/patient is missing')
  }
  if (context === null) return { kind: 'pick-patient' }
  if (launch === null && context.patientId !== null && scopes.includes('launch/encounter') && query.get('encounter') === null) {
    return { kind: 'pick-encounter', patientId: context.patientId, practitionerId: context.practitionerId }
  }
  const granted = context.grantedScopes ?? grantable(scope, site.manner === 'messaging')
  const nonce = query.get('nonce')
  const code = site.grants.codes.put({ clientId, scope: granted, context, nonce, redirectUri, challenge }, 60)
  return redirect(redirectUri, { code, state: query.get('state') })
}

/** What the picker pages of a standalone launch added to the request; whoever asks for a user's scopes alone needs no patient. */
function chosenContext(query: URLSearchParams, isConfined: boolean): LaunchContext | null {
  const patientId = query.get('patient')
  if (patientId === null && isConfined) return null
  const encounterId = query.get('encounter') ?? ''
  return {
    patientId,
    encounterId: encounterId === '' ? null : encounterId,
    practitionerId: query.get('practitioner') ?? 'dr-rivera',
    grantedScopes: null,
    needPatientBanner: true,
    forbid: [],
    messagingHandle: null,
    appContext: null,
  }
}

function isRegistered(redirectUri: string, appOrigins: readonly string[]): boolean {
  return URL.canParse(redirectUri) && appOrigins.includes(new URL(redirectUri).origin) && !redirectUri.includes('#')
}

function redirect(uri: string, parameters: Readonly<Record<string, string | null>>): AuthorizeAnswer {
  const url = new URL(uri)
  for (const [name, value] of Object.entries(parameters)) if (value !== null) url.searchParams.set(name, value)
  return { kind: 'redirect', to: url.href }
}
