import { existsSync } from 'node:fs'
import { startCdsService } from './cds-service.ts'
import { createSandbox } from './sandbox.ts'
import { listen } from './listen.ts'
import { serveApp } from './serve-app.ts'

const appHost = '127.0.0.1'
const appPort = portOf('APP_PORT', 5173)
// Two host names, because an EHR and an app are two sites, not two ports of one.
const ehrHost = 'localhost'
const ehrPort = portOf('EHR_PORT', 4004)
const cdsPort = portOf('CDS_PORT', 4010)

/** Starts the sandbox EHR, the app and the visit-close service, on the ports that `EHR_PORT`, `APP_PORT` and `CDS_PORT` name, and says where they are. */
export async function run(isBuilt: boolean): Promise<void> {
  const app = `http://${appHost}:${appPort}`
  const ehr = `http://${ehrHost}:${ehrPort}`
  const sandbox = await createSandbox({ origin: ehr, appOrigins: [app], appUrl: `${app}/`, cds: { url: `http://localhost:${cdsPort}` } })
  const listener = await listen(sandbox, ehrPort, ehrHost).catch(() => giveUp(ehrPort))
  const needsBuild = isBuilt && !existsSync('dist/index.html')
  const server = await serveApp({ host: appHost, port: appPort, isBuilt, needsBuild, ehr }).catch((error: unknown) => {
    if (error instanceof Error && /in use/.test(error.message)) return giveUp(appPort)
    throw error
  })
  console.log(`Sandbox EHR  ${ehr}/   choose a patient, then launch Gait Charge`)
  console.log(`Gait Charge  ${app}/   ${isBuilt ? 'the built app' : 'the app, reloading as you edit'}`)
  const cds = startCdsService({ ehr, app, port: cdsPort })
  const isAdvising = await cds.isRunning
  console.log(
    isAdvising
      ? `Visit close  ${cds.url}/cds-services   the service that the EHR asks when a visit closes`
      : `Visit close  not running: port ${cdsPort} may be in use (CDS_PORT names another)`,
  )
  const stop = async () => {
    await Promise.all([listener.close(), server.close(), cds.stop()])
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
