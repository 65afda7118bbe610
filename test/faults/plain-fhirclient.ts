import { AsyncLocalStorage } from 'node:async_hooks'
import { createRequire } from 'node:module'
import type { FhirResource } from 'fhir/r4'
import { FhirError, type FhirErrorKind } from '#fhir/fhir-error.ts'
import type { GatewayOptions } from '#fhir/gateway.ts'
import type { FhirAnswer, Send } from '#fhir/send.ts'

interface Requested {
  readonly response: Response
  readonly body: unknown
}
interface Client {
  request(options: object): Promise<Requested>
}

// fhirclient takes `fetch` from the window when it is loaded; each request finds that of its own session.
const call = new AsyncLocalStorage<typeof fetch>()
const onWire: typeof fetch = (input, init) => (call.getStore() ?? fetch)(input, init)
Object.assign(globalThis, { FHIRCLIENT_PURE: true, window: { fetch: onWire, Response, AbortController, history: {} } })
const { default: PlainClient } = createRequire(import.meta.url)('fhirclient/lib/Client.js') as {
  default: new (environment: object, state: object) => Client
}
const environment = {
  options: {},
  fhir: null,
  getAbortController: () => AbortController,
  getStorage: () => ({ get: async () => null, set: async () => null, unset: async () => true }),
}

/** The gateway's own interface over fhirclient as it comes: `npm run faults:plain` puts it in the gateway's place. */
export function createSend({ base, access, tokenUrl, clientId, patientId, fetch: given }: GatewayOptions): Send {
  const tokenResponse = {
    access_token: access.accessToken,
    refresh_token: access.refreshToken ?? undefined,
    patient: patientId,
    scope: 'offline_access',
  }
  const client = new PlainClient(environment, {
    serverUrl: base,
    tokenUri: tokenUrl,
    clientId,
    tokenResponse,
    expiresAt: Math.floor(Date.now() / 1000) + 3600,
  })
  return ({ body, headers, ...request }) =>
    call.run(given ?? fetch, async (): Promise<FhirAnswer> => {
      const type = body === undefined ? {} : { 'Content-Type': 'application/fhir+json' }
      const asked = {
        ...request,
        headers: { ...type, ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        includeResponse: true,
      }
      const { response, body: answered } = await client.request(asked).catch(asFhirError)
      const location = response.headers.get('Location')
      return { status: response.status, resource: (answered ?? null) as FhirResource | null, ...(location === null ? {} : { location }) }
    })
}

const kinds: Readonly<Record<number, FhirErrorKind>> = {
  400: 'rejected',
  401: 'signed-out',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  410: 'not-found',
  412: 'conflict',
  422: 'rejected',
}

/** Its errors carry the status where there was one; the rest is the network's. */
function asFhirError(error: unknown): never {
  const { status } = error as { readonly status?: unknown }
  throw new FhirError(
    'plain',
    (typeof status === 'number' ? kinds[status] : undefined) ?? 'unavailable',
    typeof status === 'number' ? status : null,
  )
}
