import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type MiddlewareHandler } from 'hono'
import { compress } from 'hono/compress'
import { createMiddleware } from 'hono/factory'
import { anIssuer, sandboxPlaces } from '#test/support/issuer.ts'
import { freePort } from '#test/support/free-port.ts'
import { headersAt } from '#deploy/site-headers.ts'
import { createSandbox, type Sandbox } from '#test/sandbox/sandbox.ts'
import { listen } from '#test/sandbox/listen.ts'

/** One answer of a server: milliseconds since the epoch, and what was asked. */
export interface Answered {
  readonly began: number
  readonly ended: number
  readonly line: string
}

/** An EHR and the servers of two pages, the app and the floor, each of which answers after the same wait. */
export interface SlowServers {
  readonly ehr: Sandbox
  readonly appUrl: string
  readonly floorUrl: string
  /** Everything answered since the last look, preflights included. */
  readonly takeAnswered: () => readonly Answered[]
  close(): Promise<void>
}

/** `latencyMs` stands for the way there and back; the bandwidth is the browser's part. `floor` is the page beside the app. */
export async function openSlowServers(latencyMs: number, floor: () => string): Promise<SlowServers> {
  const [ehrPort, appPort, floorPort] = [await freePort(), await freePort(), await freePort()]
  const ehrUrl = `http://localhost:${ehrPort}`
  const [appUrl, floorUrl] = [`http://127.0.0.1:${appPort}/`, `http://127.0.0.1:${floorPort}/`]
  const ehr = await createSandbox({
    origin: ehrUrl,
    appOrigins: [appUrl, floorUrl].map((url) => new URL(url).origin),
    appUrl,
  })
  const answered: Answered[] = []
  const slowly = async (method: string, url: string, answer: () => Promise<Response | void>) => {
    const began = Date.now()
    const { pathname, search } = new URL(url)
    await new Promise((resolve) => setTimeout(resolve, latencyMs))
    const response = await answer()
    answered.push({ began, ended: Date.now(), line: `${method} ${pathname}${search}` })
    return response as Response
  }
  const handle = (request: Request) => slowly(request.method, request.url, async () => ehr.handle(request))
  const listener = await listen({ handle }, ehrPort)

  const config = { issuers: [anIssuer({ issuer: ehr.base, locations: sandboxPlaces })] }
  const slow = createMiddleware(async ({ req }, next) => void (await slowly(req.method, req.url, next)))
  const app = new Hono()
  app.use('*', slow, keptCompressed(), compress())
  app.use('*', async (context, next) => {
    await next()
    for (const [name, value] of headersAt(context.req.path, config)) context.header(name, value)
  })
  app.get('/config.json', (context) => context.json(config))
  app.use('*', serveStatic({ root: 'dist' }))
  const floorPage = new Hono()
  floorPage.use('*', slow, keptCompressed(), compress())
  floorPage.get('/', (context) => context.html(floor()))
  const servers = [
    serve({ fetch: app.fetch, port: appPort, hostname: '127.0.0.1' }),
    serve({ fetch: floorPage.fetch, port: floorPort, hostname: '127.0.0.1' }),
  ]
  return {
    ehr,
    appUrl,
    floorUrl,
    takeAnswered: () => answered.splice(0),
    close: async () => {
      for (const server of servers) {
        server.close()
        if ('closeAllConnections' in server) server.closeAllConnections()
      }
      await listener.close()
    },
  }
}

/** As a host that keeps its files compressed: to compress them at each launch would take time of the browser beside it. */
function keptCompressed(): MiddlewareHandler {
  const kept = new Map<string, readonly [body: ArrayBuffer, headers: Headers]>()
  return async (context, next) => {
    const { path } = context.req
    const [body, headers] = kept.get(path) ?? []
    if (body !== undefined) return new Response(body, { headers: new Headers(headers) })
    await next()
    const answer = await context.res.arrayBuffer()
    if (context.res.ok) kept.set(path, [answer, new Headers(context.res.headers)])
    context.res = new Response(answer, context.res)
    return undefined
  }
}
