import type { SmartClient } from './door.ts'

/** What of fhirclient's `oauth2` is used. */
interface OAuth2 {
  authorize(options: object): Promise<string | void>
  ready(): Promise<unknown>
}

/** fhirclient as the app needs it: one record a launch, PKCE always, nothing from the address but the code. */
export function smartClient(oauth2: OAuth2, settings: object): SmartClient {
  // Each launch keeps to its own `state`: the shared key would let one window show another's patient.
  const configure = () => Object.assign(settings, { fullSessionStorageSupport: false })
  return {
    async authorize(options) {
      configure()
      const signIn = await oauth2.authorize({
        ...options,
        completeInTarget: true,
        noRedirect: true,
        wellKnownRequestOptions: { signal: AbortSignal.timeout(15_000), redirect: 'error', credentials: 'omit' },
        // The fallback to /metadata would go on without PKCE; an aborted request ends it before it is sent.
        conformanceRequestOptions: { signal: AbortSignal.abort() },
      })
      return signIn ?? ''
    },
    ready() {
      configure()
      return oauth2.ready()
    },
  }
}
