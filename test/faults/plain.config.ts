import { resolve } from 'node:path'
import { defineConfig, type Plugin } from 'vitest/config'

/** Tests as ever, with plain fhirclient in the place of the gateway. */
export default defineConfig({
  plugins: [plainGateway()],
  test: { fsModuleCache: false, testTimeout: 20_000, setupFiles: ['test/support/fail-on-noise.ts', 'test/faults/invariants.ts'] },
})

function plainGateway(): Plugin {
  const gateway = resolve('src/fhir/gateway.ts')
  return {
    name: 'plain-gateway',
    enforce: 'pre',
    transform: (_code, id) =>
      id === gateway ? `export { createSend } from ${JSON.stringify(resolve('test/faults/plain-fhirclient.ts'))}` : undefined,
  }
}
