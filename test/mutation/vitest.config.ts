import { defineConfig } from 'vitest/config'

/** What Stryker runs for each change of the core: its own tests, without the app, the sandbox and the browser. */
export default defineConfig({
  test: { include: ['test/core/**/*.test.ts'], setupFiles: ['test/support/fail-on-noise.ts'] },
})
