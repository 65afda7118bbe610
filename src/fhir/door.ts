/** The two calls of fhirclient that the app uses. */
export interface SmartClient {
  /** Discovers, stores the launch under `stateKey` and answers with the address of the sign-in page. */
  authorize(options: AuthorizeOptions): Promise<string>
  /** Redeems the code in the address and stores the token answer. */
  ready(): Promise<unknown>
}

interface AuthorizeOptions {
  readonly iss: string
  readonly launch?: string
  readonly clientId: string
  readonly scope: string
  readonly redirectUri: string
  readonly pkceMode: 'required' | 'unsafeV1'
  readonly stateKey: string
}

/** What of the browser a launch touches; `window` is one. */
export interface Door {
  readonly location: Pick<Location, 'href' | 'assign'>
  readonly history: Pick<History, 'replaceState'>
  /** Throws where storage is blocked. */
  readonly sessionStorage: Storage
  readonly fetch: typeof fetch
}
