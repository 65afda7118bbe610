import type { Config } from '#fhir/config.ts'

/**
 * What a site's server says of the page, by its own config.json: it talks to the EHRs that are listed there and is framed
 * by nobody else. The README shows the same lines to whoever deploys.
 */
export function securityHeaders({ issuers }: Pick<Config, 'issuers'>): readonly (readonly [string, string])[] {
  const origins = [
    ...new Set(issuers.flatMap(({ issuer, pinnedOrigins }) => [new URL(issuer.replace('{sim}', 'sim')).origin, ...pinnedOrigins])),
  ]
  const framedBy = origins.length === 0 ? "'none'" : origins.join(' ')
  return [
    ['Content-Security-Policy', `connect-src 'self' ${origins.join(' ')}; frame-ancestors ${framedBy}`],
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'no-referrer'],
  ]
}
