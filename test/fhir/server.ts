import { vi } from 'vitest'
import { createSend } from '#fhir/gateway.ts'
import { watchLine } from '#test/faults/witness.ts'

export const base = 'https://good.ehr/fhir'

type Answer = Response | (() => Response | Promise<Response>)

/** A server that gives its answers in turn, the last one again and again, and remembers what it was asked. */
export function aServer(...answers: readonly Answer[]) {
  const calls: { readonly url: string; readonly init: RequestInit }[] = []
  const call = (async (input: RequestInfo | URL, init: RequestInit = {}) => {
    const url = input instanceof Request ? input.url : String(input)
    const answer = answers[Math.min(calls.length, answers.length - 1)]
    calls.push({ url, init })
    if (answer === undefined) throw new TypeError('Failed to fetch')
    return typeof answer === 'function' ? answer() : answer.clone()
  }) as typeof fetch
  const waits: number[] = []
  const { line, fetch } = watchLine(call, base, 'https://good.ehr/token')
  // A test of the gateway is itself who asks for a write.
  line.presses.push(0)
  const onAccess = vi.fn()
  const send = createSend({
    base,
    access: { accessToken: 'access-1', refreshToken: 'refresh-1' },
    tokenUrl: 'https://good.ehr/token',
    clientId: 'gait-charge',
    patientId: 'p1',
    onAccess,
    fetch,
    wait: async (ms) => void waits.push(ms),
  })
  return { send, fetch: call, calls, waits, onAccess }
}

export function fhir(resource: object, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(resource), { status, headers: { 'Content-Type': 'application/fhir+json', ...headers } })
}

export function broken(): never {
  throw new TypeError('Failed to fetch')
}
