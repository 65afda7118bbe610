import type { Wait } from './delay.ts'
import { FhirError } from './fhir-error.ts'

/** What the token endpoint gave; the refresh token may be missing. */
export interface Access {
  readonly accessToken: string
  readonly refreshToken: string | null
}

export interface AccessOptions {
  readonly access: Access
  readonly tokenUrl: string
  readonly clientId: string
  /** Null where the session is of a user without a patient. */
  readonly patientId: string | null
  /** Called with every refreshed token, so that a reload keeps working. */
  readonly onAccess: (access: Access) => void
  readonly fetch: typeof fetch
  readonly wait: Wait
}

export interface AccessHolder {
  current(): Access
  /** A newer access token than `used`; any number of callers share one token request. Throws FhirError. */
  renewed(used: Access, interaction: string): Promise<Access>
}

/** Keeps the tokens in memory and refreshes them (RFC 6749, 6). Tokens leave it only to the token endpoint. */
export function holdAccess(options: AccessOptions): AccessHolder {
  let access = options.access
  let running: Promise<Access> | null = null
  return {
    current: () => access,
    async renewed(used, interaction) {
      if (used.accessToken !== access.accessToken) return access
      running ??= refresh(options, access, interaction).finally(() => (running = null))
      access = await running
      return access
    },
  }
}

async function refresh(options: AccessOptions, { refreshToken }: Access, interaction: string): Promise<Access> {
  // The status 401 stands for the EHR's own answer: it did not do what was asked.
  const signedOut = new FhirError(interaction, 'signed-out', 401)
  const unavailable = new FhirError(interaction, 'unavailable', 401)
  if (refreshToken === null) throw signedOut
  let answer = await askForToken(options, refreshToken)
  // The refresh token is still good, since nobody refused it.
  if (answer === 'unavailable') {
    await options.wait(500)
    answer = await askForToken(options, refreshToken)
  }
  if (answer === 'refused') throw signedOut
  if (answer === 'unavailable') throw unavailable
  // A refresh must never move the session to another patient.
  if (options.patientId !== null && answer.patient !== undefined && answer.patient !== options.patientId) throw signedOut
  const access = { accessToken: answer.access_token, refreshToken: answer.refresh_token ?? refreshToken }
  options.onAccess(access)
  return access
}

interface TokenAnswer {
  readonly access_token: string
  readonly refresh_token?: string
  readonly patient?: string
}

async function askForToken(options: AccessOptions, refreshToken: string): Promise<TokenAnswer | 'refused' | 'unavailable'> {
  try {
    const response = await options.fetch(options.tokenUrl, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: options.clientId }),
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(15_000),
    })
    if (!response.ok) return response.status < 500 && response.status !== 429 ? 'refused' : 'unavailable'
    const json = (await response.json()) as Partial<TokenAnswer> | null
    return typeof json?.access_token === 'string' ? (json as TokenAnswer) : 'unavailable'
  } catch {
    return 'unavailable'
  }
}
