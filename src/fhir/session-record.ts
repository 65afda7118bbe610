import type { Access } from './access.ts'

/** The part of fhirclient's stored state that the app reads; one a launch, under the launch's own `state`. */
export interface SessionRecord {
  readonly serverUrl: string
  readonly clientId: string
  readonly scope: string
  readonly authorizeUri?: unknown
  readonly tokenUri?: unknown
  readonly codeChallengeMethods?: unknown
  readonly tokenResponse: Readonly<Record<string, unknown>>
}

/** Under its own state a session never meets that of another launch in the same storage. */
export function readRecord(storage: Storage, state: string): SessionRecord | null {
  // Only keys of our own making: the address must not choose what is read.
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(state)) return null
  try {
    const record = JSON.parse(storage.getItem(state) ?? 'null') as Partial<SessionRecord> | null
    if (typeof record?.serverUrl !== 'string' || typeof record.clientId !== 'string' || typeof record.scope !== 'string') return null
    return { ...(record as SessionRecord), tokenResponse: record.tokenResponse ?? {} }
  } catch {
    return null
  }
}

/** The tokens of a finished sign-in; null before it. */
export function accessOf({ tokenResponse }: SessionRecord): Access | null {
  const { access_token: accessToken, refresh_token: refreshToken } = tokenResponse
  if (typeof accessToken !== 'string' || accessToken === '') return null
  return { accessToken, refreshToken: typeof refreshToken === 'string' ? refreshToken : null }
}

/** Puts refreshed tokens where a reload finds them; the first id_token stays, since a refreshed one may lack its audience. */
export function storeAccess(storage: Storage, state: string, { accessToken, refreshToken }: Access): void {
  const record = readRecord(storage, state)
  if (record === null) return
  const tokenResponse = {
    ...record.tokenResponse,
    access_token: accessToken,
    ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
  }
  try {
    storage.setItem(state, JSON.stringify({ ...record, tokenResponse }))
  } catch {
    // Without storage the session lasts until the page is left.
  }
}
