import { clientId } from './authorize.ts'
import type { Grant, Grants } from './grants.ts'
import type { IdTokenSigner } from './id-token.ts'
import { matchesChallenge } from './pkce.ts'

export interface TokenSite {
  readonly base: string
  readonly grants: Grants
  readonly signer: IdTokenSigner
  readonly accessTokenSeconds: number
  readonly now: () => number
}

/** The token endpoint: single-use codes with PKCE, rotating refresh tokens. */
export async function token(form: URLSearchParams, site: TokenSite): Promise<Response> {
  if (form.get('client_id') !== clientId) return refuse(401, 'invalid_client', 'client_id is missing or unknown')
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return redeemCode(form, site)
    case 'refresh_token':
      return refresh(form, site)
    default:
      return refuse(400, 'unsupported_grant_type', 'grant_type must be authorization_code or refresh_token')
  }
}

async function redeemCode(form: URLSearchParams, site: TokenSite): Promise<Response> {
  const pending = site.grants.codes.take(form.get('code') ?? '')
  if (pending === null) return refuse(400, 'invalid_grant', 'The code is unknown, used or has expired')
  if (pending.redirectUri !== form.get('redirect_uri')) return refuse(400, 'invalid_grant', 'redirect_uri is not the one of the request')
  if (!matchesChallenge(form.get('code_verifier') ?? '', pending.challenge)) {
    return refuse(400, 'invalid_grant', 'code_verifier does not match the challenge')
  }
  const { scope, context, nonce } = pending
  return grantAnswer({ clientId, scope, context, nonce }, site)
}

async function refresh(form: URLSearchParams, site: TokenSite): Promise<Response> {
  const grant = site.grants.refreshTokens.take(form.get('refresh_token') ?? '')
  if (grant === null) return refuse(400, 'invalid_grant', 'The refresh token is unknown, used or has expired')
  return grantAnswer(grant, site)
}

async function grantAnswer(grant: Grant, site: TokenSite): Promise<Response> {
  const { scope, context, nonce } = grant
  const scopes = scope.split(' ')
  const { practitionerId } = context
  const fhirUser = `${site.base}/${practitionerId.includes('/') ? practitionerId : `Practitioner/${practitionerId}`}`
  const isRefreshable = scopes.includes('online_access') || scopes.includes('offline_access')
  const idToken = scopes.includes('openid')
    ? await site.signer.sign({ issuer: site.base, audience: clientId, fhirUser, nonce }, site.now())
    : null
  return noStore({
    access_token: site.grants.accessTokens.put(grant, site.accessTokenSeconds),
    token_type: 'Bearer',
    expires_in: site.accessTokenSeconds,
    scope,
    ...(context.patientId === null ? {} : { patient: context.patientId }),
    ...(context.encounterId === null ? {} : { encounter: context.encounterId }),
    need_patient_banner: context.needPatientBanner,
    ...(context.messagingHandle === null || !scopes.includes('messaging/scratchpad')
      ? {}
      : { smart_web_messaging_handle: context.messagingHandle, smart_web_messaging_origin: new URL(site.base).origin }),
    ...(context.appContext === null ? {} : { appContext: context.appContext }),
    ...(idToken === null ? {} : { id_token: idToken }),
    ...(isRefreshable ? { refresh_token: site.grants.refreshTokens.put(grant, 8 * 3600) } : {}),
  })
}

function refuse(status: number, error: string, text: string): Response {
  return noStore({ error, error_description: text }, status)
}

export function noStore(body: object, status = 200): Response {
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store', Pragma: 'no-cache' } })
}
