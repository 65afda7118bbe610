import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { CdsConfig } from '#cds-hooks/config.ts'

interface CdsPlace {
  /** Origin of the sandbox EHR. */
  readonly ehr: string
  /** Origin of the app. */
  readonly app: string
  readonly port: number
}

export interface CdsService {
  readonly url: string
  /** True once it listens; false where it ended before, as on a port that is taken. */
  readonly isRunning: Promise<boolean>
  stop(): Promise<void>
}

/** Starts the visit-close service as `npm run cds` does, for a sandbox on these ports. */
export function startCdsService(place: CdsPlace): CdsService {
  const config = configFor(place)
  const child = spawn(process.execPath, ['src/cds-hooks/main.ts'], {
    env: { ...process.env, CDS_HOOKS_CONFIG: JSON.stringify(config) },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  process.once('exit', () => child.kill())
  const ended = new Promise<false>((resolve) => child.once('exit', () => resolve(false)))
  // Its first line says that it listens; the others are read so that it never waits for a reader.
  const listens = new Promise<true>((resolve) => child.stdout.on('data', () => resolve(true)))
  return {
    url: config.publicUrl,
    isRunning: Promise.race([listens, ended]),
    async stop() {
      child.kill()
      await ended
    },
  }
}

/** The shipped configuration names the sandbox's usual ports. */
function configFor({ ehr, app, port }: CdsPlace): CdsConfig {
  const written = readFileSync('cds-hooks.json', 'utf8')
    .replaceAll('http://localhost:4004', ehr)
    .replaceAll('http://127.0.0.1:5173', app)
    .replaceAll('http://localhost:4010', `http://localhost:${port}`)
  const config = JSON.parse(written) as CdsConfig
  // A busy machine of a developer answers later than a site's server.
  return { ...config, listen: { ...config.listen, port }, budgetMs: 3000 }
}
