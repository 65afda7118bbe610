/**
 * The content policy of the app's pages, Trusted Types included. The build writes it into each page with `connect` left open,
 * for it does not know the site's EHRs; the site's headers say it again with the origins of its config.json, and with
 * `frame-ancestors`, which works in a header only. A browser obeys both.
 */
export function contentPolicy(connect: readonly string[], headerOnly: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    ["connect-src 'self'", ...connect].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    ...headerOnly,
  ].join('; ')
}
