import type { Sandbox } from '#test/sandbox/sandbox.ts'

interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly form: URLSearchParams
}

/** Reaches the sandbox, and remembers everything that was sent on the way. */
export function aWire(ehr: () => Sandbox) {
  const sent: Sent[] = []
  const call: typeof fetch = async (input, init) => {
    const request = new Request(input, { ...init, redirect: 'manual' })
    const { method, url, headers } = request
    sent.push({ method, url, headers, form: new URLSearchParams(await request.clone().text()) })
    return ehr().handle(request)
  }
  return { sent, call, tokenRequests: () => sent.filter(({ url }) => url.endsWith('/auth/token')) }
}
