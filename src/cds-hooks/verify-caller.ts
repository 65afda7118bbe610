import { decodeJwt, decodeProtectedHeader, errors, jwtVerify, type JWTPayload, type ProtectedHeaderParameters } from 'jose'
import type { CdsConfig, Client } from './config.ts'
import type { KeySets } from './key-sets.ts'
import type { Seen } from './seen.ts'

/** Who calls. A refusal never says why: that would teach whoever forges tokens. */
export type Caller =
  | { readonly kind: 'known'; readonly client: Client; readonly tenant: string | null }
  | { readonly kind: 'refused' }
  /** It may be a known EHR, but its keys, or room to remember its token, cannot be had at the moment. */
  | { readonly kind: 'not-now' }

interface VerifyMeans {
  readonly config: Pick<CdsConfig, 'algorithms' | 'clients'>
  readonly keySets: KeySets
  readonly replays: Seen
  readonly now: () => number
}

const leewaySeconds = 60
const longestLifeSeconds = 3600
const longestToken = 8000
const refused: Caller = { kind: 'refused' }

/**
 * Verifies the token of a call (CDS Hooks 2.0, Trusting CDS Clients). `endpoint` is the exact address called.
 * Everything that can be refused without the key is refused before any key is fetched; a token serves once.
 */
export async function verifyCaller(authorization: string | null, endpoint: string, means: VerifyMeans): Promise<Caller> {
  const token = tokenIn(authorization)
  const claimed = token === null ? null : decode(token)
  if (token === null || claimed === null) return refused
  const client = clientNamed(claimed, means.config)
  const address = client === null ? null : keySetOf(claimed.header, client)
  if (client === null || address === null || !isFor(claimed.payload, endpoint)) return refused
  const key = await means.keySets.keyFor(address, claimed.header)
  if (key === 'unreachable') return { kind: 'not-now' }
  if (key === 'no-such-key') return refused
  const payload = await verified(token, key, client, endpoint, means)
  if (payload === null || !isShortLived(payload) || !isTenant(payload, client)) return refused
  const { jti, exp, tenant } = payload
  if (typeof jti !== 'string' || jti === '' || jti.length > 256 || exp === undefined) return refused
  switch (await means.replays.claim(JSON.stringify([client.issuer, jti]), (exp + leewaySeconds) * 1000)) {
    case 'first':
      return { kind: 'known', client, tenant: typeof tenant === 'string' ? tenant : null }
    case 'seen-before':
      return refused
    case 'full':
      return { kind: 'not-now' }
  }
}

interface Claimed {
  readonly header: ProtectedHeaderParameters & { readonly alg: string }
  readonly payload: JWTPayload
}

function tokenIn(authorization: string | null): string | null {
  if (authorization === null || authorization.length > longestToken) return null
  return /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1] ?? null
}

/** What the token claims of itself; nothing of it is believed yet. */
function decode(token: string): Claimed | null {
  try {
    const header = decodeProtectedHeader(token)
    return typeof header.alg === 'string' ? { header: { ...header, alg: header.alg }, payload: decodeJwt(token) } : null
  } catch {
    return null
  }
}

function clientNamed({ header, payload }: Claimed, { algorithms, clients }: VerifyMeans['config']): Client | null {
  const { alg, typ, kid } = header
  if (!algorithms.some((allowed) => allowed === alg) || typ !== 'JWT') return null
  if (typeof kid !== 'string' || kid === '' || kid.length > 256) return null
  return clients.find(({ issuer }) => issuer === payload.iss) ?? null
}

function keySetOf({ jku }: Claimed['header'], { keySets }: Client): string | null {
  if (jku === undefined) return keySets[0] ?? null
  return keySets.find((address) => address === jku) ?? null
}

/** The audience is this one address: a token for several services is a token for none. */
function isFor({ aud }: JWTPayload, endpoint: string): boolean {
  return Array.isArray(aud) ? aud.length === 1 && aud[0] === endpoint : aud === endpoint
}

async function verified(
  token: string,
  key: Parameters<typeof jwtVerify>[1],
  client: Client,
  endpoint: string,
  { config, now }: VerifyMeans,
): Promise<JWTPayload | null> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [...config.algorithms],
      issuer: client.issuer,
      audience: endpoint,
      typ: 'JWT',
      clockTolerance: leewaySeconds,
      maxTokenAge: longestLifeSeconds,
      currentDate: new Date(now()),
      requiredClaims: ['exp', 'iat', 'jti'],
    })
    return payload
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

function isShortLived({ iat, exp }: JWTPayload): boolean {
  if (iat === undefined || exp === undefined) return false
  return Number.isFinite(exp) && exp > iat && exp - iat <= longestLifeSeconds
}

function isTenant({ tenant }: JWTPayload, { tenants }: Client): boolean {
  if (tenant !== undefined && typeof tenant !== 'string') return false
  return tenants === null || (typeof tenant === 'string' && tenants.includes(tenant))
}
