import { randomBytes } from 'node:crypto'

/** What answers 403 whatever the scopes say: a resource type, or one category of it, `Condition?category=problem-list-item`. */
export type Refused = string

/** Who looks at whom: fixed at launch, carried to every token. */
export interface LaunchContext {
  /** Null for a user without a patient. */
  readonly patientId: string | null
  readonly encounterId: string | null
  readonly practitionerId: string
  readonly grantedScopes: string | null
  readonly needPatientBanner: boolean
  readonly forbid: readonly Refused[]
  readonly messagingHandle: string | null
  /** What the launched app gets back in its token answer, as a card wrote it. */
  readonly appContext: string | null
}

export interface Grant {
  readonly clientId: string
  readonly scope: string
  readonly context: LaunchContext
  readonly nonce: string | null
}

interface PendingCode extends Grant {
  readonly redirectUri: string
  readonly challenge: string
}

interface Kept<T> {
  readonly value: T
  readonly expiresAt: number
}

/** Things handed out under a random name and taken back within their time. */
interface Vault<T> {
  put(value: T, seconds: number): string
  get(name: string): T | null
  /** Once only: the second time it is gone. */
  take(name: string): T | null
  clear(): void
}

function createVault<T>(now: () => number): Vault<T> {
  const kept = new Map<string, Kept<T>>()
  const get = (name: string) => {
    const entry = kept.get(name)
    return entry === undefined || entry.expiresAt <= now() ? null : entry.value
  }
  return {
    put(value, seconds) {
      const name = randomBytes(24).toString('base64url')
      kept.set(name, { value, expiresAt: now() + seconds * 1000 })
      return name
    },
    get,
    take(name) {
      const value = get(name)
      kept.delete(name)
      return value
    },
    clear: () => kept.clear(),
  }
}

export interface Grants {
  readonly launches: Vault<LaunchContext>
  readonly codes: Vault<PendingCode>
  readonly accessTokens: Vault<Grant>
  readonly refreshTokens: Vault<Grant>
  clear(): void
}

export function createGrants(now: () => number): Grants {
  const launches = createVault<LaunchContext>(now)
  const codes = createVault<PendingCode>(now)
  const accessTokens = createVault<Grant>(now)
  const refreshTokens = createVault<Grant>(now)
  return {
    launches,
    codes,
    accessTokens,
    refreshTokens,
    clear() {
      for (const vault of [launches, codes, accessTokens, refreshTokens]) vault.clear()
    },
  }
}
