import type { Config } from '#fhir/config.ts'
import { contentPolicy } from './content-policy.ts'

export type Header = readonly [name: string, value: string]

/** What a browser may keep of a file; a path that ends in `*` stands for all that begins like it. */
export const caching: readonly (readonly [value: string, paths: readonly string[]])[] = [
  // The page of a patient's visit, and what must be current at each launch.
  ['no-store', ['/', '/index.html', '/config.json', '/health.html', '/health.json']],
  // Names with a hash: another content is another file.
  ['public, max-age=31536000, immutable', ['/assets/*']],
]

/** Of everything else: kept, and asked for again before each use. */
export const otherwise = 'no-cache'

/** A year, for this host only: its neighbours are not ours to decide for. To be sent over TLS. */
export const strictTransport: Header = ['Strict-Transport-Security', 'max-age=31536000']

/**
 * What a site's server says of every file, by its own config.json: the app talks to the EHRs that are listed there, and is
 * framed by their pages only. Cross-Origin-Opener-Policy is left out on purpose: any value but the default takes from a
 * window that the EHR opens its way back to the EHR, which SMART Web Messaging needs; in a frame it does nothing.
 */
export function siteHeaders({ issuers }: Pick<Config, 'issuers'>): readonly Header[] {
  const ancestors = unique(issuers.flatMap((issuer) => issuer.frameAncestors ?? originsOf(issuer)))
  return [
    [
      'Content-Security-Policy',
      contentPolicy(unique(issuers.flatMap(originsOf)), [`frame-ancestors ${ancestors.length === 0 ? "'none'" : ancestors.join(' ')}`]),
    ],
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'no-referrer'],
    [
      'Permissions-Policy',
      'camera=(), clipboard-write=(self), display-capture=(), geolocation=(), microphone=(), payment=(), serial=(), usb=()',
    ],
  ]
}

/** The same with what the browser may keep of the file at this path. */
export function headersAt(path: string, config: Pick<Config, 'issuers'>): readonly Header[] {
  const isMeant = (meant: string) => (meant.endsWith('*') ? path.startsWith(meant.slice(0, -1)) : path === meant)
  const value = caching.find(([, paths]) => paths.some(isMeant))?.[0] ?? otherwise
  return [...siteHeaders(config), ['Cache-Control', value]]
}

function originsOf({ issuer, pinnedOrigins }: Config['issuers'][number]): readonly string[] {
  return [new URL(issuer.replace('{sim}', 'sim')).origin, ...pinnedOrigins]
}

function unique(origins: readonly string[]): readonly string[] {
  return [...new Set(origins)]
}
