import type { OperationOutcome } from 'fhir/r4'

/** Codes of FHIR's issue-type value set that this service uses. */
type IssueCode = 'invalid' | 'not-found' | 'too-long' | 'not-supported' | 'incomplete' | 'exception' | 'throttled'

/** An error as the specification wants it, in fixed words. */
export function problem(status: number, code: IssueCode, text: string, headers: Readonly<Record<string, string>> = {}): Response {
  const outcome: OperationOutcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics: text }] }
  return new Response(JSON.stringify(outcome), { status, headers: { ...headers, 'Content-Type': 'application/fhir+json' } })
}

export function ok(body: object): Response {
  return Response.json(body)
}

/** No body and no reason: why a token was refused is nobody's business. */
export function unauthorized(): Response {
  return new Response(null, { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } })
}

export function notNow(): Response {
  return new Response(null, { status: 503, headers: { 'Retry-After': '5' } })
}
