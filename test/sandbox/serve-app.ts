import { readFileSync } from 'node:fs'
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

/** The shipped config.json knows the sandbox on its usual port; a site with another address has another file. */
function siteConfig(ehr: string): Plugin {
  const answer: Connect.NextHandleFunction = (_request, response) => {
    const config = readFileSync('public/config.json', 'utf8').replaceAll('http://localhost:4004', ehr)
    response.setHeader('Content-Type', 'application/json').end(config)
  }
  return {
    name: 'site-config',
    configureServer: ({ middlewares }) => void middlewares.use('/config.json', answer),
    configurePreviewServer: ({ middlewares }) => void middlewares.use('/config.json', answer),
  }
}
