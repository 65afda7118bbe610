import { existsSync } from 'node:fs'
import { createSandbox } from './sandbox.ts'
import { listen } from './listen.ts'
import { serveApp } from './serve-app.ts'

const appHost = '127.0.0.1'
const appPort = portOf('APP_PORT', 5173)
// Two host names, because an EHR and an app are two sites, not two ports of one.
const ehrHost = 'localhost'
const ehrPort = portOf('EHR_PORT', 4004)

/** Starts the sandbox EHR and the app, on the ports that `EHR_PORT` and `APP_PORT` name, and says where they are. */
export async function run(isBuilt: boolean): Promise<void> {
  const app = `http://${appHost}:${appPort}`
  const ehr = `http://${ehrHost}:${ehrPort}`
  const sandbox = await createSandbox({ origin: ehr, appOrigins: [app], appUrl: `${app}/` })
  const listener = await listen(sandbox, ehrPort, ehrHost).catch(() => giveUp(ehrPort))
  const needsBuild = isBuilt && !existsSync('dist/index.html')
  const server = await serveApp({ host: appHost, port: appPort, isBuilt, needsBuild, ehr }).catch((error: unknown) => {
    if (error instanceof Error && /in use/.test(error.message)) return giveUp(appPort)
    throw error
  })
  console.log(`Sandbox EHR  ${ehr}/   choose a patient, then launch Gait Charge`)
  console.log(`Gait Charge  ${app}/   ${isBuilt ? 'the built app' : 'the app, reloading as you edit'}`)
  const stop = async () => {
    await Promise.all([listener.close(), server.close()])
    process.exit(0)
  }
  process.once('SIGINT', () => void stop())
  process.once('SIGTERM', () => void stop())
}

function portOf(name: string, usual: number): number {
  const written = process.env[name]
  return written === undefined || written === '' ? usual : Number(written)
}

function giveUp(port: number): never {
  console.error(`Port ${port} is in use: stop what runs there, then start again.`)
  process.exit(1)
}
