import { createRequire } from 'node:module'
import { vi } from 'vitest'
import type { Door, SmartClient } from '#fhir/door.ts'
import { smartClient } from '#fhir/smart-client.ts'

interface Network {
  fetch: typeof fetch
}
const network: Network = { fetch: () => Promise.reject(new TypeError('Failed to fetch')) }

// fhirclient takes `fetch` from the window when it is loaded, and once and for all.
vi.stubGlobal('FHIRCLIENT_PURE', true)
vi.stubGlobal('window', { fetch: ((input, init) => network.fetch(input, init)) as typeof fetch, Response, AbortController, history: {} })
const load = createRequire(import.meta.url)
const { default: BrowserAdapter } = load('fhirclient/lib/adapters/BrowserAdapter.js') as {
  default: new () => { options: object; getSmartApi(): Parameters<typeof smartClient>[0] }
}

export interface Page {
  readonly door: Door
  /** The real fhirclient, freshly loaded as on every page. */
  readonly smart: SmartClient
  readonly requests: string[]
  readonly left: string[]
  address(): string
}

/** Opens a page at an address, over a storage and a network. */
export function openPage(address: string, storage: Storage, call: typeof fetch): Page {
  let href = address
  const left: string[] = []
  const requests: string[] = []
  const counted: typeof fetch = (input, init) => {
    requests.push(`${init?.method ?? 'GET'} ${String(input)}`)
    if (init?.signal?.aborted === true) {
      requests.pop()
      return Promise.reject(new DOMException('aborted', 'AbortError'))
    }
    return call(input, init)
  }
  const location = { get href() { return href }, toString: () => href, assign: (to: string | URL) => void left.push(String(to)) } // prettier-ignore
  const history = { replaceState: (_: unknown, __: string, to?: string | URL | null) => void (href = new URL(String(to), href).href) }
  network.fetch = counted
  vi.stubGlobal('location', location)
  vi.stubGlobal('sessionStorage', storage)
  Object.assign((globalThis as unknown as { window: object }).window, { history, location, sessionStorage: storage })
  const adapter = new BrowserAdapter()
  const smart = smartClient(adapter.getSmartApi(), adapter.options)
  return { door: { location, history, sessionStorage: storage, fetch: counted }, smart, requests, left, address: () => href }
}
