import { createHash } from 'node:crypto'

/** Whether the verifier is the one whose S256 challenge came with the authorization request (RFC 7636). */
export function matchesChallenge(verifier: string, challenge: string): boolean {
  return /^[A-Za-z0-9\-._~]{43,128}$/.test(verifier) && createHash('sha256').update(verifier).digest('base64url') === challenge
}
