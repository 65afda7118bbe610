import { clientId } from './authorize.ts'
import type { Ehr } from './ehr.ts'
import type { Grant } from './grants.ts'
import type { IdTokenSigner } from './id-token.ts'
import type { LauncherOptions } from './launch-value.ts'
import { matchesChallenge } from './pkce.ts'
import { noStore } from './token.ts'

/** The launcher's token endpoint: codes may be used again, old refresh tokens stay valid, a refreshed id_token names no audience. */
export async function launcherToken(
  form: URLSearchParams,
  sims: Map<string, LauncherOptions>,
  ehr: Ehr,
  base: string,
  signer: IdTokenSigner,
): Promise<Response> {
  const presented = form.get(form.get('grant_type') === 'refresh_token' ? 'refresh_token' : 'code') ?? ''
  const sim = sims.get(presented)
  const answer = async (grant: Grant, audience: string | null) => {
    const body = await answerOf(grant, ehr, base, signer, audience)
    if (sim !== undefined && body.refresh_token !== undefined) sims.set(body.refresh_token, sim)
    return noStore(body)
  }
  if (form.get('grant_type') === 'refresh_token') {
    const grant = ehr.grants.refreshTokens.get(presented)
    if (sim?.error === 'token_expired_refresh_token') return refuse(403, 'invalid_grant', 'Simulated expired refresh token')
    return grant === null ? refuse(401, 'invalid_grant', 'Invalid refresh token') : answer(grant, null)
  }
  const pending = ehr.grants.codes.get(presented)
  if (pending === null) return refuse(401, 'invalid_token', 'Invalid code')
  if (sim?.error === 'token_invalid_token') return refuse(401, 'invalid_client', 'Simulated invalid token')
  const verifier = form.get('code_verifier') ?? ''
  if (verifier === '') return refuse(400, 'invalid_request', 'Missing code_verifier')
  if (!matchesChallenge(verifier, pending.challenge)) return refuse(401, 'invalid_grant', 'Invalid code_verifier')
  return answer(pending, clientId)
}

async function answerOf(grant: Grant, ehr: Ehr, base: string, signer: IdTokenSigner, audience: string | null) {
  const { scope, context, nonce } = grant
  const seconds = ehr.options.accessTokenSeconds ?? 3600
  const fhirUser = `${base}/Practitioner/${context.practitionerId}`
  return {
    access_token: ehr.grants.accessTokens.put(grant, seconds),
    token_type: 'Bearer',
    expires_in: seconds,
    scope,
    ...(context.patientId === null ? {} : { patient: context.patientId }),
    ...(context.encounterId === null ? {} : { encounter: context.encounterId }),
    need_patient_banner: context.needPatientBanner,
    ...(/openid/.test(scope) ? { id_token: await signer.sign({ issuer: base, audience, fhirUser, nonce }, ehr.now()) } : {}),
    ...(/(?:online|offline)_access/.test(scope) ? { refresh_token: ehr.grants.refreshTokens.put(grant, 8 * 3600) } : {}),
  }
}

function refuse(status: number, error: string, text: string): Response {
  return noStore({ error, error_description: text }, status)
}
