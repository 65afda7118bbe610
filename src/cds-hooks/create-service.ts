import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { secureHeaders } from 'hono/secure-headers'
import { notNow, ok, problem, unauthorized } from './answers.ts'
import { answerFeedback } from './answer-feedback.ts'
import { answerHook, type HookMeans } from './answer-hook.ts'
import { parseFeedback, parseHookRequest } from './hook-request.ts'
import { openKeySets, type KeyCache } from './key-sets.ts'
import { placeOfFault, type Log } from './log.ts'
import { limitRate } from './rate-limit.ts'
import type { Seen } from './seen.ts'
import { discoveryAnswer, services, type HookService } from './services.ts'
import { verifyCaller, type Caller } from './verify-caller.ts'

export interface ServiceMeans extends HookMeans {
  readonly keyCache: KeyCache
  /** Tokens that were used. */
  readonly replays: Seen
  readonly log: Log
}

interface Env {
  Variables: { began: number; client: string; outcome: string; caller: Extract<Caller, { kind: 'known' }> }
}

type Called = Context<Env>

/** The visit-close service behind one function; it keeps nothing but what its `means` keep. */
export function createService(means: ServiceMeans): { handle(request: Request): Promise<Response> } {
  const { config, now, log } = means
  const keySets = openKeySets({ cache: means.keyCache, fetch: means.fetch, now })
  const mayPass = limitRate(config.limits, now)
  const app = new Hono<Env>()

  app.use(async (context, next) => {
    const began = now()
    context.set('began', began)
    await next()
    context.header('Cache-Control', 'no-store')
    const { client = null, outcome = null } = context.var as Partial<Env['Variables']>
    log({ event: 'answered', service: serviceOf(context)?.id ?? null, status: context.res.status, outcome, client, ms: now() - began })
  })
  app.use(secureHeaders())
  if (config.allowedOrigins.length > 0)
    app.use(cors({ origin: config.allowedOrigins, allowMethods: ['GET', 'POST'], allowHeaders: ['Authorization', 'Content-Type'] }))
  app.use(async (_, next) =>
    mayPass() ? next() : problem(429, 'throttled', 'Too many requests; try again in a second.', { 'Retry-After': '1' }),
  )

  const signed = async (context: Called, next: () => Promise<void>) => {
    const endpoint = `${config.publicUrl}${context.req.path}`
    const caller = await verifyCaller(context.req.header('Authorization') ?? null, endpoint, { ...means, keySets })
    if (caller.kind === 'refused') return unauthorized()
    if (caller.kind === 'not-now') return notNow()
    context.set('caller', caller)
    context.set('client', caller.client.name)
    return next()
  }
  const jsonOnly = async (context: Called, next: () => Promise<void>) =>
    /^application\/json\s*(;|$)/i.test(context.req.header('Content-Type') ?? '')
      ? next()
      : problem(415, 'not-supported', 'The body must be application/json.')
  const { bodyBytes } = config.limits
  const tooLong = () => problem(413, 'too-long', `The body is larger than ${bodyBytes} bytes.`)
  const counted = bodyLimit({ maxSize: bodyBytes, onError: tooLong })
  // Node hands over no more than the announced length: only a body without one has to be counted as it comes, which costs a stream.
  const bounded = async (context: Called, next: () => Promise<void>) => {
    const announced = lengthOf(context)
    return announced === null ? counted(context, next) : announced > bodyBytes ? tooLong() : next()
  }

  const discovery = discoveryAnswer(config.conditionQueries)
  if (config.discovery === 'signed') app.use('/cds-services', signed)
  app.get('/cds-services', () => ok(discovery))

  const hookCall = async (context: Called) => {
    const service = serviceOf(context) ?? services[0]
    const json = await bodyOf(context)
    if (json === undefined || service === undefined) return problem(400, 'invalid', 'The body is not JSON.')
    const request = parseHookRequest(json, service.hook)
    if (typeof request === 'string') return problem(400, 'invalid', `Missing or wrong: ${request}.`)
    const { began, caller } = context.var
    const deadline = AbortSignal.timeout(Math.max(1, config.budgetMs - (now() - began)))
    const { response, outcome } = await answerHook(request, service, caller, means, deadline)
    context.set('outcome', outcome)
    return response
  }
  const feedbackCall = async (context: Called) => {
    const json = await bodyOf(context)
    if (json === undefined) return problem(400, 'invalid', 'The body is not JSON.')
    const feedback = parseFeedback(json)
    return typeof feedback === 'string' ? problem(400, 'invalid', `Missing or wrong: ${feedback}.`) : answerFeedback(feedback, means)
  }
  app.post('/cds-services/:id', knownService, signed, jsonOnly, bounded, (context) => hookCall(context))
  app.post('/cds-services/:id/feedback', knownService, signed, jsonOnly, bounded, (context) => feedbackCall(context))

  app.notFound(() => problem(404, 'not-found', 'There is no such service.'))
  app.onError((error) => {
    log({ event: 'fault', ...placeOfFault(error) })
    return problem(500, 'exception', 'The service could not answer.')
  })
  return { handle: async (request) => app.fetch(request) }
}

function knownService(context: Called, next: () => Promise<void>): Promise<Response | void> {
  return serviceOf(context) === undefined ? Promise.resolve(problem(404, 'not-found', 'There is no such service.')) : next()
}

function serviceOf({ req }: Called): HookService | undefined {
  return services.find(({ id }) => id === req.path.split('/')[2])
}

/** The length that a body announces, and is held to; null where it comes in chunks or without one. */
function lengthOf({ req }: Called): number | null {
  const announced = req.header('Content-Length') ?? ''
  return req.header('Transfer-Encoding') === undefined && /^\d+$/.test(announced) ? Number(announced) : null
}

/** The JSON of the body; undefined where it is none. */
async function bodyOf({ req }: Called): Promise<unknown> {
  try {
    return (await req.json()) as unknown
  } catch {
    return undefined
  }
}
