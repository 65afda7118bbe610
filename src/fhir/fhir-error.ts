/** What went wrong with the world, in kinds the screen can answer. Never carries the server's text. */
export type FhirErrorKind =
  | 'signed-out' // 401 that a refresh did not cure
  | 'forbidden' // 403
  | 'not-found' // 404, 410
  | 'conflict' // 409, 412
  | 'rejected' // 400, 422
  | 'unavailable' // network, timeout, 429, 5xx
  | 'not-fhir' // an answer that is not the FHIR resource asked for
  | 'refused' // our own guard: a URL outside the issuer's base

/** Thrown by the gateway; its message is `<interaction>: <kind>` and nothing more. */
export class FhirError extends Error {
  readonly kind: FhirErrorKind
  /** HTTP status, or null where no answer came. */
  readonly status: number | null
  /** Element paths that the server objected to (`ChargeItem.performer`); never its words. */
  readonly expressions: readonly string[]

  constructor(interaction: string, kind: FhirErrorKind, status: number | null = null, expressions: readonly string[] = []) {
    super(`${interaction}: ${kind}`)
    this.name = 'FhirError'
    this.kind = kind
    this.status = status
    this.expressions = expressions
  }
}
