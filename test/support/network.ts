import { http } from 'msw'
import { setupServer } from 'msw/node'
import type { Sandbox } from '#test/sandbox/sandbox.ts'

/** Puts the sandbox behind the real `fetch`; a request to anywhere else fails the test. */
export function networkOf(ehr: () => Sandbox) {
  return setupServer(http.all('http://localhost:4004/*', ({ request }) => ehr().handle(request)))
}
