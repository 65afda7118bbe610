import { createLocalJWKSet, errors, type CryptoKey, type JSONWebKeySet, type JWSHeaderParameters } from 'jose'

/** The public keys of one address, and when they were read (milliseconds). */
interface KeptKeys {
  readonly keys: JSONWebKeySet
  readonly readAt: number
}

/** Where key sets are kept; several copies of the service may share one. Only this service may write to it: its keys are trusted. */
export interface KeyCache {
  get(address: string): Promise<KeptKeys | null>
  put(address: string, kept: KeptKeys): Promise<void>
}

export function keysInMemory(): KeyCache {
  const kept = new Map<string, KeptKeys>()
  return {
    get: (address) => Promise.resolve(kept.get(address) ?? null),
    put: (address, keys) => Promise.resolve(void kept.set(address, keys)),
  }
}

export interface KeySets {
  /** The key that a token's header names. Never more than one request an address and pause, whatever tokens claim. */
  keyFor(address: string, header: JWSHeaderParameters): Promise<CryptoKey | 'no-such-key' | 'unreachable'>
}

interface KeySetOptions {
  readonly cache: KeyCache
  readonly fetch: typeof fetch
  readonly now: () => number
  /** How long one answer waits for keys; the request for them goes on beside it and serves the next. */
  readonly patienceMs?: number
}

const freshMs = 10 * 60_000
/** How long known keys still serve while their address does not answer. */
const staleMs = 24 * 60 * 60_000
const pauseMs = 30_000
const pauseAfterFailureMs = 5_000
const requestMs = 5_000
const mostBytes = 200_000

/** Reads and keeps the key sets of the EHRs. Only addresses of the configuration may be handed in. */
export function openKeySets({ cache, fetch: call, now, patienceMs = 300 }: KeySetOptions): KeySets {
  const running = new Map<string, Promise<KeptKeys | null>>()
  const nextTry = new Map<string, number>()
  const pickers = new Map<string, { readonly kept: KeptKeys; readonly pick: ReturnType<typeof createLocalJWKSet> }>()

  async function refresh(address: string): Promise<KeptKeys | null> {
    const keys = await fetchKeys(call, address)
    nextTry.set(address, now() + (keys === null ? pauseAfterFailureMs : pauseMs))
    if (keys === null) return null
    const kept = { keys, readAt: now() }
    await cache.put(address, kept)
    return kept
  }

  /** Null where they did not come in time, or were asked for a moment ago. */
  function refreshed(address: string): Promise<KeptKeys | null> {
    let request = running.get(address)
    if (request === undefined) {
      if (now() < (nextTry.get(address) ?? 0)) return Promise.resolve(null)
      request = refresh(address).finally(() => running.delete(address))
      running.set(address, request)
    }
    return Promise.race([request, new Promise<null>((resolve) => void setTimeout(resolve, patienceMs, null).unref())])
  }

  async function pick(address: string, kept: KeptKeys, header: JWSHeaderParameters): Promise<CryptoKey | null> {
    let picker = pickers.get(address)
    if (picker?.kept.readAt !== kept.readAt) {
      picker = { kept, pick: createLocalJWKSet(kept.keys) }
      pickers.set(address, picker)
    }
    try {
      return await picker.pick(header)
    } catch (error) {
      // No key, several keys, or one of the wrong kind: the token names no key that could verify it.
      if (error instanceof errors.JOSEError) return null
      throw error
    }
  }

  return {
    async keyFor(address, header) {
      const known = await cache.get(address)
      const age = known === null ? Infinity : now() - known.readAt
      const newer = age > freshMs ? await refreshed(address) : null
      const current = newer ?? (age <= staleMs ? known : null)
      if (current === null) return 'unreachable'
      const key = await pick(address, current, header)
      if (key !== null) return key
      const rotated = await refreshed(address)
      return rotated === null ? 'no-such-key' : ((await pick(address, rotated, header)) ?? 'no-such-key')
    },
  }
}

async function fetchKeys(call: typeof fetch, address: string): Promise<JSONWebKeySet | null> {
  try {
    const response = await call(address, {
      headers: { Accept: 'application/json' },
      redirect: 'error',
      credentials: 'omit',
      signal: AbortSignal.timeout(requestMs),
    })
    if (!response.ok || Number(response.headers.get('Content-Length') ?? 0) > mostBytes) return null
    const text = await response.text()
    if (text.length > mostBytes) return null
    const json = JSON.parse(text) as { readonly keys?: unknown } | null
    return Array.isArray(json?.keys) ? (json as JSONWebKeySet) : null
  } catch {
    // Unreachable, too slow, or no JSON: all of it means that there are no new keys now.
    return null
  }
}
