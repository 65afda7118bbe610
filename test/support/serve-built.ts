import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { headersAt } from '#deploy/site-headers.ts'
import type { Config } from '#fhir/config.ts'

export interface Served {
  /** Address of the app, with trailing slash. */
  readonly url: string
  /** What the app reads as its config.json from now on: the site's part of a deployment. */
  use(config: Config): void
  close(): Promise<void>
}

/** Serves `dist/` on a free port of 127.0.0.1, which is another site than the sandbox EHR on localhost. */
export async function serveBuilt(): Promise<Served> {
  let config: Config = { issuers: [] }
  const app = new Hono()
  app.get('/config.json', (context) => context.json(config))
  app.use('*', async (context, next) => {
    await next()
    for (const [name, value] of headersAt(context.req.path, config)) context.header(name, value)
  })
  app.use('*', serveStatic({ root: 'dist' }))
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) =>
      resolve({
        url: `http://127.0.0.1:${port}/`,
        use: (next) => void (config = next),
        close: () =>
          new Promise((closed) => {
            server.close(() => closed())
            if ('closeAllConnections' in server) server.closeAllConnections()
          }),
      }),
    )
  })
}
