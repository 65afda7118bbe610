import { createLocalJWKSet, decodeJwt, errors, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose'
import { insideBase, isTrustedEndpoint } from './canonical-url.ts'
import type { Issuer } from './config.ts'
import { localReference } from './patient-search.ts'
import type { Identity } from './session.ts'

const toleranceSeconds = 60
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'ES256', 'ES384', 'ES512']

/**
 * Who signed in, from the id_token of the token answer (OpenID Connect Core, 3.1.3.7; SMART 2.2, 5.1): signature,
 * issuer, audience and times. The keys are those that the token's issuer publishes, else those of the SMART settings.
 * Never rejects. No nonce is checked, since fhirclient sends none: code and PKCE bind the answer to this window.
 */
export async function checkIdentity(idToken: unknown, base: string, issuer: Issuer, call: typeof fetch = fetch): Promise<Identity> {
  if (typeof idToken !== 'string' || idToken === '') return { status: 'not-verified', reason: 'no-id-token' }
  const isTrusted = (endpoint: unknown) => isTrustedEndpoint(endpoint, base, issuer.pinnedOrigins)
  const claimed = decoded(idToken)?.iss
  const [discovery, openId] = await Promise.all([
    fetchJson(`${base}/.well-known/smart-configuration`, call),
    isTrusted(claimed) ? openIdOf(claimed, call) : null,
  ])
  const keysUrl = [openId?.jwks_uri, discovery?.jwks_uri].find(isTrusted)
  const keys = typeof keysUrl === 'string' ? await fetchJson(keysUrl, call) : null
  const issuers = [base, `${base}/`, ...(typeof discovery?.issuer === 'string' ? [discovery.issuer] : [])]
  const expected = { issuer: issuers, audience: issuer.clientId, clockTolerance: toleranceSeconds, requiredClaims: ['exp'] }
  if (!Array.isArray(keys?.keys)) {
    if (issuer.identityKeysUnreadable === 'block') return { status: 'not-verified', reason: 'keys-unreadable' }
    const claims = acceptableClaims(idToken, issuers, issuer.clientId)
    return claims === null ? { status: 'not-verified', reason: 'invalid' } : signer(claims, base, 'accepted')
  }
  const claims = await verified(idToken, keys as unknown as JSONWebKeySet, { ...expected, algorithms })
  return claims === null || !isMeantFor(claims, issuer.clientId, issuers)
    ? { status: 'not-verified', reason: 'invalid' }
    : signer(claims, base, 'verified')
}

async function verified(
  idToken: string,
  keys: JSONWebKeySet,
  options: NonNullable<Parameters<typeof jwtVerify>[2]>,
): Promise<JWTPayload | null> {
  try {
    return (await jwtVerify(idToken, createLocalJWKSet(keys), options)).payload
  } catch (error) {
    // Without `kid` several keys may fit: each is tried.
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) return null
    for await (const key of error) {
      const payload = await jwtVerify(idToken, key, options).then(
        (result) => result.payload,
        () => null,
      )
      if (payload !== null) return payload
    }
    return null
  }
}

/** What the token's issuer says of itself; heeded only where it names exactly that issuer (OpenID Connect Discovery, 4.3). */
async function openIdOf(claimed: unknown, call: typeof fetch): Promise<Readonly<Record<string, unknown>> | null> {
  const openId = await fetchJson(`${String(claimed).replace(/\/$/, '')}/.well-known/openid-configuration`, call)
  return openId?.issuer === claimed ? openId : null
}

/** The claims of a token that came over TLS from the token endpoint, its signature unread; the rest is still checked. */
function acceptableClaims(idToken: string, issuers: readonly string[], clientId: string): JWTPayload | null {
  const claims = decoded(idToken)
  if (claims === null || !issuers.includes(claims.iss ?? '') || !isMeantFor(claims, clientId, issuers)) return null
  return (claims.exp ?? 0) + toleranceSeconds > Date.now() / 1000 ? claims : null
}

/** For this app, and for nobody else but the EHR itself (OpenID Connect Core, 3.1.3.7: 3 and 5). */
function isMeantFor({ aud, azp }: JWTPayload, clientId: string, issuers: readonly string[]): boolean {
  const audiences = [aud].flat()
  const isOurs = audiences.includes(clientId) && audiences.every((one) => one === clientId || issuers.includes(one ?? ''))
  return isOurs && (azp === undefined || azp === clientId)
}

function decoded(idToken: string): JWTPayload | null {
  try {
    return decodeJwt(idToken)
  } catch {
    return null
  }
}

/** `fhirUser`, or `profile` of older servers, as a reference relative to the base; an absolute one must lie inside it. */
function signer(claims: JWTPayload, base: string, status: 'verified' | 'accepted'): Identity {
  const written = claims['fhirUser'] ?? claims['profile']
  const isReference = typeof written === 'string' && insideBase(written, base) !== null
  const reference = isReference ? localReference(written) : ''
  if (!/^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/.test(reference)) return { status: 'not-verified', reason: 'no-fhir-user' }
  return /^Practitioner(Role)?\//.test(reference) ? { status, fhirUser: reference } : { status: 'not-a-practitioner' }
}

async function fetchJson(url: string, call: typeof fetch): Promise<Readonly<Record<string, unknown>> | null> {
  try {
    const response = await call(url, {
      headers: { Accept: 'application/json' },
      redirect: 'error',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(15_000),
    })
    const json = (await response.json()) as Readonly<Record<string, unknown>> | null
    return response.ok && typeof json === 'object' ? json : null
  } catch {
    return null
  }
}
