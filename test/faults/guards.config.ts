import { resolve } from 'node:path'
import { defineConfig, type Plugin } from 'vitest/config'
import type { Guard } from './guards.ts'

/** Tests as ever, with one guard of the app taken away while its file is loaded: `npm run faults:guards`. */
export default defineConfig({
  plugins: [withoutGuard(JSON.parse(process.env['WITHOUT_GUARD'] ?? 'null') as Guard | null)],
  resolve: { alias: [{ find: /^fhirclient$/, replacement: 'fhirclient/lib/entry/browser.js' }] },
  // What was loaded before, with its guard, must not be taken for what is loaded now.
  test: { fsModuleCache: false, setupFiles: ['test/support/fail-on-noise.ts', 'test/faults/invariants.ts'] },
})

function withoutGuard(guard: Guard | null): Plugin {
  return {
    name: 'without-guard',
    enforce: 'pre',
    transform: (code, id) => (guard !== null && id === resolve(guard.file) ? code.replace(guard.find, () => guard.replace) : undefined),
  }
}
