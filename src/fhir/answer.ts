import type { FhirResource, OperationOutcome } from 'fhir/r4'
import { FhirError, type FhirErrorKind } from './fhir-error.ts'
import type { FhirAnswer } from './send.ts'

/** One try of a request: an answer, or a failure and whether trying again may help. */
export type Attempt =
  | { readonly answer: FhirAnswer }
  | { readonly error: FhirError; readonly isTransient: boolean; readonly retryAfter: number | null }

/** Reads a response to its end and judges it. Rejects only where the connection breaks. */
export async function judge(response: Response, interaction: string, isRead: boolean): Promise<Attempt> {
  const { status } = response
  const fail = (kind: FhirErrorKind, isTransient = false, expressions: readonly string[] = []): Attempt => ({
    error: new FhirError(interaction, kind, status, expressions),
    isTransient,
    retryAfter: retryAfterOf(response),
  })
  if (!response.ok) {
    const isTransient = [429, 500, 502, 503, 504].includes(status)
    const expressions = status === 400 || status === 422 ? expressionsIn(parse((await readText(response)) ?? '')) : []
    return fail(kindOf(status), isTransient, expressions)
  }
  const text = await readText(response)
  if (text === null) return fail('not-fhir')
  const location = response.headers.get('Location')
  const where = location === null ? {} : { location }
  if (text.trim() === '') return isRead ? fail('not-fhir') : { answer: { status, resource: null, ...where } }
  const resource = parse(text)
  // A cut-off JSON body is worth another try; a login page is not.
  if (resource === null) return fail('not-fhir', text.trimStart().startsWith('{'))
  if (isRead && resource.resourceType === 'OperationOutcome') return fail('not-fhir')
  return { answer: { status, resource, ...where } }
}

/** The largest body that is read; a page of 500 Conditions is under 2 MB. */
const mostBytes = 20_000_000

/** The body as text; null where it is larger than any answer this app asks for, or is not UTF-8. */
async function readText(response: Response): Promise<string | null> {
  if (response.body === null) return ''
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const reader = response.body.getReader()
  let text = ''
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    bytes += value?.length ?? 0
    if (bytes > mostBytes) {
      void reader.cancel().catch(() => null)
      return null
    }
    try {
      text += decoder.decode(value, { stream: !done })
    } catch {
      void reader.cancel().catch(() => null)
      return null
    }
    if (done) return text
  }
}

function kindOf(status: number): FhirErrorKind {
  switch (status) {
    case 401:
      return 'signed-out'
    case 403:
      return 'forbidden'
    case 404:
    case 410:
      return 'not-found'
    case 409:
    case 412:
      return 'conflict'
    case 408:
    case 429:
      return 'unavailable'
    default:
      if (status >= 500) return 'unavailable'
      return status >= 400 ? 'rejected' : 'not-fhir'
  }
}

function parse(text: string): FhirResource | null {
  try {
    const json = JSON.parse(text) as FhirResource | null
    return typeof json === 'object' && typeof json?.resourceType === 'string' ? json : null
  } catch {
    return null
  }
}

function expressionsIn(resource: FhirResource | null): readonly string[] {
  if (resource?.resourceType !== 'OperationOutcome') return []
  const issues = (Array.isArray(resource.issue) ? resource.issue : []) as readonly (OperationOutcome['issue'][number] | null)[]
  const written = issues.flatMap((issue) => (Array.isArray(issue?.expression) ? issue.expression : []))
  // Only plain element paths: a server's free text could name the patient.
  return [...new Set(written.filter((path) => /^[A-Z][A-Za-z]{1,40}(\.[a-z][A-Za-z]{0,40}(\[\d{1,3}\])?){0,8}$/.test(path)))]
}

/** Milliseconds that the server asks for, in seconds or as a date (RFC 9110, 10.2.3). */
function retryAfterOf(response: Response): number | null {
  const written = response.headers.get('Retry-After')
  if (written === null) return null
  const ms = /^\d+$/.test(written.trim()) ? Number(written) * 1000 : Date.parse(written) - Date.now()
  return Number.isNaN(ms) ? null : Math.max(0, ms)
}
