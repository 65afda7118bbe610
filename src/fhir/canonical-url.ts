const loopback: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

/**
 * The canonical spelling of a FHIR base: lower-case host, no default port, no trailing slash.
 * Null for what is no plain base: userinfo, query, fragment, dot segments, escapes, a trailing-dot host,
 * or http to anything but this machine.
 */
export function canonicalUrl(written: string): string | null {
  if (!URL.canParse(written)) return null
  const url = new URL(written)
  // What the parser had to repair (dot segments, backslashes, blanks) is not what an EHR sends.
  const path = /^https?:\/\/[^/?#@\\]+(\/[^?#\\]*)?$/i.exec(written)
  if (path === null || (path[1] ?? '/') !== url.pathname || url.pathname.includes('%')) return null
  if (url.hostname.endsWith('.') || !isSafeTransport(url)) return null
  return `${url.origin}${url.pathname.replace(/\/$/, '')}`
}

/** https, or http to this machine. */
function isSafeTransport({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && loopback.includes(hostname))
}

/** Whether a discovered endpoint may be used: safe transport, and the issuer's own origin or one pinned in config. */
export function isTrustedEndpoint(endpoint: unknown, base: string, pinnedOrigins: readonly string[]): endpoint is string {
  if (typeof endpoint !== 'string' || !URL.canParse(endpoint)) return false
  const url = new URL(endpoint)
  if (url.username !== '' || url.password !== '' || !isSafeTransport(url)) return false
  return [new URL(base).origin, ...pinnedOrigins].includes(url.origin)
}

/** The address of a request inside the base, or null: nothing else ever sees the token. */
export function insideBase(url: string, base: string): URL | null {
  if (url.length > 8000 || !URL.canParse(url, `${base}/`)) return null
  const resolved = new URL(url, `${base}/`)
  const root = new URL(`${base}/`)
  // A next page may be asked of the base itself, as HAPI does: `<base>?_getpages=...`.
  const isInside = resolved.origin === root.origin && `${resolved.pathname}/`.startsWith(root.pathname)
  // An escaped slash or backslash could leave the base once the server decodes it.
  return isInside && resolved.username === '' && resolved.password === '' && !/%2f|%5c/i.test(resolved.pathname) ? resolved : null
}
