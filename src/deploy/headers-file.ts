import type { Config } from '#fhir/config.ts'
import { caching, otherwise, siteHeaders, strictTransport, type Header } from './site-headers.ts'

/** Cloudflare Pages reads no longer line (developers.cloudflare.com/pages/configuration/headers). */
const longestLine = 2000

/**
 * The `_headers` file that static hosts read. They join the values of a header that two rules name, so that no header
 * stands in two rules for one path. Throws where a line is longer than they read.
 */
export function headersFile(config: Pick<Config, 'issuers'>): string {
  const kept = [
    ...caching.map(([value, paths]) => [value, paths.flatMap(spellings)] as const),
    [otherwise, ['/fhir-resources/*', '/icon.svg']] as const,
  ]
  const rules: (readonly [path: string, headers: readonly Header[]])[] = [
    // These hosts end TLS themselves.
    ['/*', [...siteHeaders(config), strictTransport]],
    ...kept.flatMap(([value, paths]) => paths.map((path) => [path, [['Cache-Control', value]]] as const)),
  ]
  const lines = rules.flatMap(([path, headers]) => [path, ...headers.map(([name, value]) => `  ${name}: ${value}`)])
  if (lines.some((line) => line.length > longestLine))
    throw new Error('config.json names more origins than these hosts read in one header. Serve two sites.')
  return `# Made from config.json by "npm run deploy:headers"; after a change there, run it again.\n${lines.join('\n')}\n`
}

/** Some of these hosts lead `/health.html` to `/health`. */
function spellings(path: string): readonly string[] {
  return path.endsWith('.html') ? [path, path.slice(0, -'.html'.length)] : [path]
}
