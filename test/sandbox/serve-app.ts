import { build, createServer, preview } from 'vite'

interface AppServer {
  close(): Promise<void>
}

interface AppOptions {
  readonly host: string
  readonly port: number
  readonly isBuilt: boolean
  readonly needsBuild: boolean
}

/** Serves the app with Vite: from source, or from `dist`, built first where it is missing. */
export async function serveApp({ host, port, isBuilt, needsBuild }: AppOptions): Promise<AppServer> {
  const where = { host, port, strictPort: true }
  if (!isBuilt) {
    const server = await createServer({ server: where })
    await server.listen()
    return server
  }
  if (needsBuild) await build({ logLevel: 'warn' })
  return preview({ preview: where, logLevel: 'warn' })
}
