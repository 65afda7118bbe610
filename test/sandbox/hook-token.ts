import { randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose'

export interface HookSigner {
  /** The token of one call to a CDS service; `endpoint` is the exact address called. */
  sign(endpoint: string): Promise<string>
  /** The public key, for the EHR's key set. */
  key(): Promise<JWK>
}

const kid = 'sandbox-hook-key'

/** Signs calls of CDS Hooks 2.0 with one ES384 key made for this process. `origin` is the EHR's own, `now` milliseconds. */
export function createHookSigner(origin: string, now: () => number): HookSigner {
  const pair = generateKeyPair('ES384', { extractable: true })
  return {
    async sign(endpoint) {
      const seconds = Math.floor(now() / 1000)
      return new SignJWT({ jti: randomUUID() })
        .setProtectedHeader({ alg: 'ES384', typ: 'JWT', kid, jku: `${origin}/auth/jwks` })
        .setIssuer(origin)
        .setAudience(endpoint)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + 300)
        .sign((await pair).privateKey)
    },
    key: async () => ({ ...(await exportJWK((await pair).publicKey)), kid, alg: 'ES384', use: 'sig' }),
  }
}
