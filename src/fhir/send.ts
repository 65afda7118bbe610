import type { FhirResource } from 'fhir/r4'

export interface FhirRequest {
  readonly method?: 'GET' | 'POST' | 'PUT'
  /** Relative to the issuer's base (`Patient/1`), or absolute inside it. */
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: FhirResource
  readonly signal?: AbortSignal
}

export interface FhirAnswer {
  readonly status: number
  /** The parsed resource; null for an empty body. */
  readonly resource: FhirResource | null
  /** `Location` as the server wrote it, where it can be read; not yet known to lie inside the base. */
  readonly location?: string
}

/**
 * The one function that reaches the EHR after the token: it adds the token to the issuer's own base only.
 * Resolves for 2xx; throws FhirError for everything else.
 */
export type Send = (request: FhirRequest) => Promise<FhirAnswer>
