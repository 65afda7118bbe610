import type { Config } from '#fhir/config.ts'
import { caching, otherwise, siteHeaders, strictTransport, type Header } from './site-headers.ts'

/** nginx refuses a longer word in its configuration. */
const longestWord = 4000

/**
 * What goes into the site's own `server` block, beside its `listen`, `server_name` and certificate. No location has an
 * `add_header`, since nginx would then drop those of the server; what differs between files is a variable instead.
 * Throws where the policy names more origins than nginx reads.
 */
export function nginxSnippet(config: Pick<Config, 'issuers'>, root: string): string {
  const [hsts, seconds] = strictTransport
  return `# Gait Charge. Made from config.json by "npm run deploy:headers"; after a change there, run it again and reload nginx.
root ${quoted(root)};
server_tokens off;
charset utf-8;
gzip on;
gzip_vary on;
gzip_types text/css application/javascript text/javascript application/json image/svg+xml;

set $gait_charge_cache ${quoted(otherwise)};
set $gait_charge_hsts "";
# Said only where TLS ends at this nginx; an empty header is not sent. Before a proxy that ends it, the proxy says it.
if ($https = on) {
  set $gait_charge_hsts ${quoted(seconds)};
}

${siteHeaders(config).map(added).join('\n')}
add_header Cache-Control $gait_charge_cache always;
add_header ${hsts} $gait_charge_hsts always;

${caching.flatMap(([value, paths]) => paths.map((path) => location(path, value))).join('\n')}
location / {
  try_files $uri @gait_charge_missing;
}
location @gait_charge_missing {
  set $gait_charge_cache "no-store";
  return 404;
}
`
}

function added([name, value]: Header): string {
  return `add_header ${name} ${quoted(value)} always;`
}

function location(path: string, value: string): string {
  const isFolder = path.endsWith('*')
  return `location ${isFolder ? path.slice(0, -1) : `= ${path}`} {
  set $gait_charge_cache ${quoted(value)};
  try_files ${path === '/' ? '/index.html' : '$uri'} @gait_charge_missing;
${path === '/' || path === '/index.html' ? '  # Its address carries the launch and the code of the sign-in, which belong in no log.\n  access_log off;\n' : ''}}`
}

function quoted(word: string): string {
  if (word.length > longestWord) throw new Error('config.json names more origins than nginx reads in one header. Serve two sites.')
  if (/["\\$\n]/.test(word)) throw new Error(`nginx cannot be told ${word}: a quote, a backslash or a dollar sign stands in it.`)
  return `"${word}"`
}
