import type { SmartEndpoints } from './smart-configuration.ts'

/** The kinds of EHR that this one can play, each at an address of its own over the same charts. */
export const manners = ['standard', 'hapi', 'medplum', 'oracle', 'epic', 'athena', 'read-only', 'messaging'] as const

export type Manner = (typeof manners)[number]

/** What one kind of EHR does otherwise than the standard says, or leaves out. */
interface Habits {
  /** As the chart page offers it: "This EHR ...". */
  readonly name: string
  /** How charges go in and out: the FHIR API, Oracle's operation, reading alone, or not at all. */
  readonly charges: 'api' | 'operation' | 'read-only' | 'none'
  readonly takesProvenance: boolean
  readonly conditionalCreate: boolean
  /** S256 is checked either way; some do not say so. */
  readonly advertisesS256: boolean
  /** A search for Conditions without a category is refused. */
  readonly needsCategory: boolean
  /** Entries of a page at most, whatever `_count` asks for. */
  readonly mostPerPage: number
  /** The link to the next page names a search that the server remembers, not the question. */
  readonly opaquePages: boolean
}

const standard: Habits = {
  name: 'creates and updates charges through the FHIR API',
  charges: 'api',
  takesProvenance: true,
  conditionalCreate: true,
  advertisesS256: true,
  needsCategory: false,
  mostPerPage: 500,
  opaquePages: false,
}
const withoutCharges: Habits = { ...standard, charges: 'none', takesProvenance: false }

export const habitsOf: Readonly<Record<Manner, Habits>> = {
  standard,
  hapi: { ...standard, name: 'pages as a HAPI server does', mostPerPage: 20, opaquePages: true },
  medplum: { ...standard, name: 'pages as Medplum does', mostPerPage: 20 },
  oracle: {
    ...standard,
    name: 'takes charges by ChargeItem/$create only, as Oracle Health does',
    charges: 'operation',
    takesProvenance: false,
    conditionalCreate: false,
  },
  epic: {
    ...withoutCharges,
    name: 'has no charges, and asks for a category, as Epic does',
    conditionalCreate: false,
    needsCategory: true,
    mostPerPage: 100,
  },
  athena: {
    ...withoutCharges,
    name: 'has no charges, and does not advertise S256, as athenahealth does',
    conditionalCreate: false,
    advertisesS256: false,
  },
  'read-only': { ...withoutCharges, name: 'takes no charges from apps' },
  messaging: {
    ...standard,
    name: 'takes drafts on its page by SMART Web Messaging',
    charges: 'read-only',
    takesProvenance: false,
  },
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
