import { holdAccess, type Access, type AccessHolder, type AccessOptions } from './access.ts'
import { judge, type Attempt } from './answer.ts'
import { insideBase } from './canonical-url.ts'
import { delay, type Wait } from './delay.ts'
import { FhirError } from './fhir-error.ts'
import type { FhirRequest, Send } from './send.ts'

export interface GatewayOptions extends Omit<AccessOptions, 'fetch' | 'wait'> {
  /** Canonical FHIR base, without trailing slash. */
  readonly base: string
  readonly fetch?: typeof fetch
  readonly wait?: Wait
}

const mostTries = 3
const attemptMs = 15_000
const budgetMs = 20_000
const patienceMs = 10_000

/**
 * Makes the one function that reaches the EHR. The token goes to addresses inside `base` only, redirects are errors,
 * reads are tried up to three times within 20 s. A write is repeated only after an answer that says that nothing was
 * done: a 401, and once a 429.
 * Throws FhirError, or the reason of the caller's own signal.
 */
export function createSend({ base, fetch: given, wait = delay, ...options }: GatewayOptions): Send {
  const call: typeof fetch = given ?? ((input, init) => fetch(input, init))
  const holder = holdAccess({ ...options, fetch: call, wait })
  return async (request) => {
    const method = request.method ?? 'GET'
    const url = insideBase(request.url, base)
    const interaction = `${method} ${url === null ? 'elsewhere' : typeOf(url, base)}`
    if (url === null) throw new FhirError(interaction, 'refused')
    const deadline = Date.now() + budgetMs
    for (let tries = 1; ; tries += 1) {
      const signal = AbortSignal.any([
        AbortSignal.timeout(Math.max(1, Math.min(attemptMs, deadline - Date.now()))),
        ...(request.signal ? [request.signal] : []),
      ])
      const attempt = await attemptOnce(call, holder, request, url, interaction, signal)
      if ('answer' in attempt) return attempt.answer
      request.signal?.throwIfAborted()
      const isRepeatable = method === 'GET' ? attempt.isTransient && tries < mostTries : attempt.error.status === 429 && tries === 1
      const pause = isRepeatable ? (attempt.retryAfter ?? 300 * 3 ** (tries - 1)) : null
      if (pause === null || pause > patienceMs || Date.now() + pause >= deadline) throw attempt.error
      await wait(pause, request.signal)
    }
  }
}

async function attemptOnce(
  call: typeof fetch,
  holder: AccessHolder,
  request: FhirRequest,
  url: URL,
  interaction: string,
  signal: AbortSignal,
): Promise<Attempt> {
  try {
    const used = holder.current()
    let response = await call(url, asFetch(request, used, signal))
    if (response.status === 401) response = await call(url, asFetch(request, await holder.renewed(used, interaction), signal))
    return await judge(response, interaction, (request.method ?? 'GET') === 'GET')
  } catch (error) {
    if (error instanceof FhirError) return { error, isTransient: false, retryAfter: null }
    return { error: new FhirError(interaction, 'unavailable'), isTransient: true, retryAfter: null }
  }
}

function asFetch({ method = 'GET', headers, body }: FhirRequest, { accessToken }: Access, signal: AbortSignal): RequestInit {
  return {
    method,
    headers: {
      Accept: 'application/fhir+json',
      ...(body === undefined ? {} : { 'Content-Type': 'application/fhir+json' }),
      ...headers,
      Authorization: `Bearer ${accessToken}`,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: 'error',
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    signal,
  }
}

/** The resource type alone: an id has no place in an error message. */
function typeOf(url: URL, base: string): string {
  return /^\/?([A-Za-z]+)/.exec(url.pathname.slice(new URL(base).pathname.length))?.[1] ?? 'base'
}
