import * as v from 'valibot'
import { canonicalUrl } from '#fhir/canonical-url.ts'
import { chartSettings } from '#fhir/config.ts'

/** Asymmetric signatures only: `none` and shared secrets cannot be configured (CDS Hooks 2.0, JWT signing algorithm). */
const algorithms = ['ES256', 'ES384', 'ES512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'EdDSA'] as const

const text = v.pipe(v.string(), v.nonEmpty('must not be empty'))

const plainBase = v.pipe(
  v.string(),
  v.check((url) => canonicalUrl(url) === url, 'must be https (http on this machine only), without trailing slash, query or fragment'),
)

const address = v.pipe(
  v.string(),
  v.check((url) => {
    if (!URL.canParse(url)) return false
    const { username, password, hash, pathname, origin } = new URL(url)
    return username === '' && password === '' && hash === '' && canonicalUrl(`${origin}${pathname}`) !== null
  }, 'must be an https address (http on this machine only)'),
)

const origin = v.pipe(
  v.string(),
  v.check((value) => canonicalUrl(value) === value && new URL(value).origin === value, 'must be an origin'),
)

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer('must be whole'), v.minValue(least, `must be ${least} or more`), v.maxValue(most, `must be ${most} or less`))

const clientSchema = v.strictObject({
  name: text,
  /** The `iss` of its tokens, to the letter. */
  issuer: text,
  /** Where its public keys may be read; a `jku` that is not among them is refused. The first is used where the token names none. */
  keySets: v.pipe(v.array(address), v.nonEmpty('must name at least one key set')),
  /** Null lets any tenant in, and none; a list lets in these only. */
  tenants: v.nullable(v.array(text)),
  /** FHIR bases that this service may call with the token that a hook brings. Empty: prefetch only. */
  fhirServers: v.array(plainBase),
  timeZone: chartSettings.timeZone,
  performedCodes: chartSettings.performedCodes,
  locations: chartSettings.locations,
})

const configSchema = v.pipe(
  v.strictObject({
    /** Where the EHR reaches this service; the audience of every token is an address below it. */
    publicUrl: plainBase,
    listen: v.strictObject({ host: text, port: whole(0, 65_535) }),
    /** The SMART launch address of the app that a card opens. */
    appUrl: address,
    /** What a card names as its source. */
    aboutUrl: address,
    algorithms: v.pipe(v.array(v.picklist(algorithms)), v.nonEmpty('must name at least one')),
    /** `signed` asks for a token even to list the services. */
    discovery: v.picklist(['open', 'signed']),
    /** Origins of EHRs that call from a browser. */
    allowedOrigins: v.array(origin),
    conditionQueries: chartSettings.conditionQueries,
    /** Whether a visit without a recorded study, but with a listed diagnosis, is asked about. */
    visitsWithoutStudy: v.picklist(['ask', 'silent']),
    /** Milliseconds within which an answer is given, with no card where that is too short. */
    budgetMs: whole(50, 5_000),
    limits: v.strictObject({ perSecond: whole(1, 100_000), burst: whole(1, 100_000), bodyBytes: whole(1_000, 50_000_000) }),
    clients: v.pipe(v.array(clientSchema), v.nonEmpty('must name at least one EHR')),
  }),
  v.check(({ clients }) => new Set(clients.map(({ issuer }) => issuer)).size === clients.length, 'two clients have the same issuer'),
)

/** One EHR that may call this service. */
export type Client = v.InferOutput<typeof clientSchema>

export type CdsConfig = v.InferOutput<typeof configSchema>

/** Reads the configuration. Throws an Error whose message names every wrong field; `from` says where it was read. */
export function parseCdsConfig(written: string, from: string): CdsConfig {
  let json: unknown
  try {
    json = JSON.parse(written)
  } catch {
    throw new Error(`${from}: is not JSON`)
  }
  const { success, output, issues } = v.safeParse(configSchema, json)
  if (!success) throw new Error(`${from}: ${issues.map((issue) => `${v.getDotPath(issue) ?? 'file'}: ${issue.message}`).join('; ')}`)
  return output
}
