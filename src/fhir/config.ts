import * as v from 'valibot'
import { canonicalUrl } from './canonical-url.ts'

const simSegment = '{sim}'

const baseUrl = v.pipe(
  v.string(),
  v.check((issuer) => {
    const concrete = issuer.replace(`/${simSegment}/`, '/sim/')
    return canonicalUrl(concrete) === concrete
  }, 'must be a canonical FHIR base: https (http on this machine only), no trailing slash, query or fragment'),
)

const origin = v.pipe(
  v.string(),
  v.check((value) => URL.canParse(value) && canonicalUrl(value) === value && new URL(value).origin === value, 'must be an origin'),
)

const zone = v.pipe(
  v.string(),
  v.check((name) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== ''
    } catch {
      return false
    }
  }, 'must be an IANA time zone'),
)

const oracleSchema = v.strictObject({
  /** Base of the tenant's proprietary code systems, `https://fhir.cerner.com/<EHR source id>`. */
  codeSystems: v.pipe(v.string(), v.regex(/^https:\/\/[^\s/]+\/[^\s/]+$/, 'must be https://<host>/<EHR source id>')),
  /** Codes of the tenant's bill code schedules (code set 14002). */
  schedules: v.strictObject({ cpt: v.string(), icd: v.string(), modifier: v.string() }),
})

/** What a site says of the charts of one EHR, however they are reached. */
export const chartSettings = {
  /** One query without a category, or one a category. */
  conditionQueries: v.picklist(['all', 'by-category']),
  /** IANA zone for servers that stamp in UTC. */
  timeZone: v.nullable(zone),
  /** Site codes that stand for CPT 96000. */
  performedCodes: v.array(v.pipe(v.string(), v.regex(/^[^|\s]*\|[^|\s]+$/, 'must be system|code'))),
  /** What the site's locations mean for a claim; Encounter.class cannot tell. */
  locations: v.array(
    v.strictObject({
      location: v.pipe(v.string(), v.regex(/^Location\/[A-Za-z0-9\-.]{1,64}$/, 'must be Location/id')),
      claimType: v.picklist(['professional', 'facility']),
      placeOfService: v.nullable(v.pipe(v.string(), v.regex(/^\d{2}$/, 'must be two digits'))),
      /** The site states that studies done there are recorded with video and computerised 3-D kinematics. */
      isMotionLaboratory: v.optional(v.boolean()),
    }),
  ),
}

const issuerFields = v.strictObject({
  name: v.pipe(v.string(), v.nonEmpty('must not be empty')),
  /** Canonical FHIR base; one path segment may be `{sim}`, which stands for a run of letters, digits, `_` and `-`. */
  issuer: baseUrl,
  clientId: v.pipe(v.string(), v.nonEmpty('must not be empty')),
  /** Null derives them from the scope table; a literal string is the fallback for servers of SMART 1. */
  scopes: v.nullable(v.string()),
  /** An address with an issuer and no launch value may start a sign-in that asks for patient and visit. */
  standaloneLaunch: v.optional(v.boolean(), false),
  /** S256 is always sent; `when-not-advertised` goes on although the server does not advertise it. */
  pkce: v.picklist(['required', 'when-not-advertised']),
  conditionQueries: chartSettings.conditionQueries,
  /** In the order in which they are tried; hand-off always stands behind them, so that an empty list means hand-off only. */
  writeChannels: v.array(v.picklist(['standard', 'oracle', 'web-messaging'])),
  /** The tenant of an Oracle Health EHR, for `ChargeItem/$create` and its own search of charges; null elsewhere. */
  oracle: v.optional(v.nullable(oracleSchema), null),
  /** The server honours If-None-Exist, and the site saw it do so. */
  conditionalCreate: v.boolean(),
  /** Further origins of the authorize, token and key endpoints; the issuer's own is always allowed. */
  pinnedOrigins: v.array(origin),
  /** Origins of the pages that frame the app, each of them where one frames another; left out, the issuer's and the pinned ones. */
  frameAncestors: v.optional(v.array(origin)),
  identityKeysUnreadable: v.picklist(['block', 'accept']),
  timeZone: chartSettings.timeZone,
  performedCodes: chartSettings.performedCodes,
  locations: chartSettings.locations,
  /** Minutes without a touch of the keyboard or the pointer after which the page forgets the patient. */
  idleMinutes: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(480)), 15),
})

const issuerSchema = v.pipe(
  issuerFields,
  v.check(
    ({ writeChannels, oracle }) => writeChannels.includes('oracle') === (oracle !== null),
    'oracle must be set exactly where writeChannels lists it',
  ),
)

const configSchema = v.strictObject({
  issuers: v.pipe(v.array(issuerSchema), v.nonEmpty('must name at least one issuer')),
  /** Files beside config.json that lay the site's own payer policies over the rules, in order. */
  ruleOverlays: v.optional(v.array(v.pipe(v.string(), v.regex(/^[\w-]+(\/[\w-]+)*\.json$/, 'must be a file beside config.json')))),
})

/** One EHR that this site lets launch the app. */
export type Issuer = DeepReadonly<v.InferOutput<typeof issuerSchema>>

export interface Config {
  readonly issuers: readonly Issuer[]
  readonly ruleOverlays?: readonly string[] | undefined
}

type DeepReadonly<T> = { readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? readonly E[] : T[K] }

/** A configuration that cannot be used; the message names each wrong field. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(`config.json: ${problems.join('; ')}`)
    this.name = 'ConfigError'
  }
}

/** The configuration of the site, checked whole. Throws ConfigError. */
export function parseConfig(json: unknown): Config {
  const { success, output, issues } = v.safeParse(configSchema, json)
  if (!success) throw new ConfigError(issues.map((issue) => `${v.getDotPath(issue) ?? 'file'}: ${issue.message}`))
  return output
}

/**
 * The configured issuer that an `iss` names, and its canonical base (the `aud` of the launch).
 * Compares parsed origin and path exactly; null for everything else.
 */
export function issuerFor(config: Config, iss: string): { readonly issuer: Issuer; readonly base: string } | null {
  const base = canonicalUrl(iss)
  const issuer = base === null ? undefined : config.issuers.find((candidate) => isSame(candidate.issuer, base))
  return base === null || issuer === undefined ? null : { issuer, base }
}

function isSame(configured: string, base: string): boolean {
  const parts = base.split('/')
  const expected = configured.split('/')
  return (
    parts.length === expected.length &&
    expected.every((part, index) => (part === simSegment ? /^[\w-]+$/.test(parts[index] ?? '') : part === parts[index]))
  )
}
