import type { SmartEndpoints } from './smart-configuration.ts'

/** The kinds of EHR that this one can play, each at an address of its own over the same charts. */
export const manners = ['standard', 'oracle', 'read-only', 'messaging'] as const

export type Manner = (typeof manners)[number]

export const mannerNames: Readonly<Record<Manner, string>> = {
  standard: 'creates and updates charges through the FHIR API',
  oracle: 'takes charges by ChargeItem/$create only, as Oracle Health does',
  'read-only': 'takes no charges from apps',
  messaging: 'takes drafts on its page by SMART Web Messaging',
}

export function isManner(text: string | undefined): text is Manner {
  return (manners as readonly (string | undefined)[]).includes(text)
}

/** The path before `/fhir` and `/auth`. */
export function rootOf(manner: Manner): string {
  return manner === 'standard' ? '' : `/as/${manner}`
}

export function endpointsOf(origin: string, manner: Manner): SmartEndpoints {
  const root = `${origin}${rootOf(manner)}`
  return { base: `${root}/fhir`, authorize: `${root}/auth/authorize`, token: `${root}/auth/token`, jwks: `${origin}/auth/jwks` }
}
