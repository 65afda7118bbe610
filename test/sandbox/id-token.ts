import { createHash } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose'

interface IdTokenClaims {
  readonly issuer: string
  /** Null leaves `aud` out, as some servers do on refresh. */
  readonly audience: string | null
  /** Absolute URL of the signed-in user's resource. */
  readonly fhirUser: string
  readonly nonce: string | null
}

export interface IdTokenSigner {
  sign(claims: IdTokenClaims, now: number): Promise<string>
  /** The public keys; `keyId` false leaves `kid` out. */
  keys(): Promise<{ readonly keys: readonly JWK[] }>
}

/** Signs with one RS256 key made for this process. */
export function createSigner(options: { readonly keyId: string | null }): IdTokenSigner {
  const pair = generateKeyPair('RS256', { extractable: true })
  const kid = options.keyId === null ? {} : { kid: options.keyId }
  return {
    async sign({ issuer, audience, fhirUser, nonce }, now) {
      const { privateKey } = await pair
      const seconds = Math.floor(now / 1000)
      const token = new SignJWT({ fhirUser, profile: fhirUser, ...(nonce === null ? {} : { nonce }) })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...kid })
        .setIssuer(issuer)
        .setSubject(createHash('sha256').update(fhirUser).digest('hex').slice(0, 32))
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + 3600)
      return (audience === null ? token : token.setAudience(audience)).sign(privateKey)
    },
    async keys() {
      const { publicKey } = await pair
      return { keys: [{ ...(await exportJWK(publicKey)), ...kid, alg: 'RS256', use: 'sig' }] }
    },
  }
}
