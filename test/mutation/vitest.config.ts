import { globSync, readFileSync } from 'node:fs'
import { defineConfig, type Plugin } from 'vitest/config'
import { parseRuleBook } from '#core/parse-rule-book.ts'

/** What Stryker runs for each change of the core: its own tests, without the app, the sandbox and the browser. */
export default defineConfig({
  plugins: [rulesReadBefore()],
  test: {
    include: ['test/core/**/*.test.ts'],
    // Generated charts differ from run to run: what they catch would be luck.
    exclude: ['test/core/properties.test.ts'],
    isolate: false,
    setupFiles: ['test/support/fail-on-noise.ts'],
  },
})

/**
 * Gives the builders of the tests the rules as the unchanged parser reads them. Else a parser that was changed to throw would stop
 * every test file at its import, which Stryker counts as an error; so only a test that parses by itself sees the change, and fails.
 */
function rulesReadBefore(): Plugin {
  const id = '\0rules-read-before'
  const files = globSync('fhir-resources/**/*.json').map((file) => JSON.parse(readFileSync(file, 'utf8')) as unknown)
  const rules = JSON.stringify(parseRuleBook(files))
  return {
    name: 'rules-read-before',
    enforce: 'pre',
    resolveId: (source, importer) =>
      source === '#core/parse-rule-book.ts' && importer?.endsWith('test/support/build.ts') === true ? id : undefined,
    load: (loaded) => (loaded === id ? `export const parseRuleBook = () => (${rules})` : undefined),
  }
}
