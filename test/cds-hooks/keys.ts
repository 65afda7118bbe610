import { randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose'

export interface SigningKey {
  readonly kid: string
  readonly alg: string
  readonly privateKey: CryptoKey
  readonly jwk: JWK
}

export async function aKey(kid: string, alg = 'ES384'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } }
}

export const issuer = 'https://ehr.example'
export const keySet = 'https://ehr.example/jwks.json'

/** What a case changes of a good token; undefined leaves a claim out. */
export interface TokenChanges {
  readonly header?: Readonly<Record<string, unknown>>
  readonly payload?: Readonly<Record<string, unknown>>
}

/** A token as an EHR signs one for that endpoint, now (milliseconds), with what a case changes. */
export function sign(key: SigningKey, endpoint: string, now: number, { header = {}, payload = {} }: TokenChanges = {}): Promise<string> {
  const seconds = Math.floor(now / 1000)
  const claims = { iss: issuer, aud: endpoint, iat: seconds, exp: seconds + 300, jti: randomUUID(), ...payload } as JWTPayload
  return new SignJWT(claims).setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT', jku: keySet, ...header }).sign(key.privateKey)
}

/** A token put together by hand, for what no library signs. */
export function assemble(header: object, payload: object, signature = ''): string {
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url')
  return `${part(header)}.${part(payload)}.${signature}`
}
