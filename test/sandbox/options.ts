import type { Refused } from './grants.ts'

/** Where this EHR differs from a conforming one; the defaults conform. */
export interface Quirks {
  /** Scopes are checked on every call. */
  readonly enforceScopes: boolean
  /** `Location` names this server. */
  readonly rewriteLocation: boolean
  /** The headers that a browser may read. */
  readonly exposedHeaders: readonly string[]
  readonly maxBodyBytes: number
  /** If-None-Exist is honoured. */
  readonly honoursIfNoneExist: boolean
  /** How long a search does not yet show what was written to a ChargeItem. */
  readonly searchLagMs: number
}

export const conforming: Quirks = {
  enforceScopes: true,
  rewriteLocation: true,
  exposedHeaders: ['ETag', 'Location', 'Content-Location', 'Last-Modified'],
  maxBodyBytes: 10_000_000,
  honoursIfNoneExist: true,
  searchLagMs: 0,
}

export interface SandboxOptions {
  /** This EHR's own origin, `http://localhost:4004`. */
  readonly origin: string
  /** Origins whose pages may be redirect URIs and may call from a browser. */
  readonly appOrigins: readonly string[]
  /** The page that a launch opens. */
  readonly appUrl: string
  readonly quirks?: Partial<Quirks>
  /** The visit-close service that this EHR calls (CDS Hooks), and how; none unless told. */
  readonly cds?: { readonly url: string; readonly fetch?: typeof fetch }
  /** Every FHIR answer waits this long. */
  readonly latencyMs?: number
  /** Lifetime of an access token; 300 unless told. */
  readonly accessTokenSeconds?: number
  /** Milliseconds since the epoch; tests move it. */
  readonly now?: () => number
  /** The visit date of the stories, `YYYY-MM-DD`; the real today unless told. */
  readonly today?: string
}

/** What one launch fixes beforehand. */
export interface LaunchOptions {
  readonly patientId: string
  readonly encounterId?: string | null
  /** Who signs in: a practitioner's bare id, or `Patient/id` for somebody else. */
  readonly practitionerId?: string
  /** Replaces the scopes the app asked for in the grant. */
  readonly grantedScopes?: string
  readonly needPatientBanner?: boolean
  /** By which the EHR's page and the app know each other; the chart page draws one for each launch. */
  readonly messagingHandle?: string
  /** The app's own context, as the link of a card carries it. */
  readonly appContext?: string
  /** What answers 403 although granted. */
  readonly forbid?: readonly Refused[]
}
