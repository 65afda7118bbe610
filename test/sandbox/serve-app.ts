import { readFileSync } from 'node:fs'
import type { Config } from '#fhir/config.ts'
import { headersAt } from '#deploy/site-headers.ts'
import { build, createServer, preview, type Connect, type Plugin } from 'vite'

interface AppServer {
  close(): Promise<void>
}

interface AppOptions {
  readonly host: string
  readonly port: number
  readonly isBuilt: boolean
  readonly needsBuild: boolean
  /** Origin of the sandbox EHR that the app is configured for. */
  readonly ehr: string
}

/** Serves the app with Vite: from source, or from `dist`, built first where it is missing. */
export async function serveApp({ host, port, isBuilt, needsBuild, ehr }: AppOptions): Promise<AppServer> {
  const where = { host, port, strictPort: true }
  const plugins = [siteConfig(ehr)]
  if (!isBuilt) {
    const server = await createServer({ server: where, plugins })
    await server.listen()
    return server
  }
  if (needsBuild) await build({ logLevel: 'warn' })
  return preview({ preview: where, plugins, logLevel: 'warn' })
}

function siteConfigFor(ehr: string): Config {
  return JSON.parse(readFileSync('public/config.json', 'utf8').replaceAll('http://localhost:4004', ehr)) as Config
}

/** The shipped config.json knows the sandbox on its usual port; a site with another address has another file. */
function siteConfig(ehr: string): Plugin {
  const answer: Connect.NextHandleFunction = (_request, response) => {
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(siteConfigFor(ehr)))
  }
  return {
    name: 'site-config',
    configureServer: ({ middlewares }) => void middlewares.use('/config.json', answer),
    configurePreviewServer({ middlewares }) {
      middlewares.use(({ url = '/' }, response, next) => {
        for (const [name, value] of headersAt(new URL(url, ehr).pathname, siteConfigFor(ehr))) response.setHeader(name, value)
        next()
      })
      middlewares.use('/config.json', answer)
    },
  }
}
