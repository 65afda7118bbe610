import { parseArgs } from 'node:util'
import { listen } from '#test/sandbox/listen.ts'
import { createSandbox } from '#test/sandbox/sandbox.ts'
import { openBrowser } from '#test/support/browser.ts'
import { freePort } from '#test/support/free-port.ts'
import { serveBuilt } from '#test/support/serve-built.ts'
import { anIssuer } from '#test/support/issuer.ts'
import { findCharts } from './charts.ts'
import { play, type Stage } from './stage.ts'
import { readingSteps } from './steps.ts'
import { writeStep } from './write-step.ts'

const { values } = parseArgs({
  options: {
    /** Address of a launcher of launch.smarthealthit.org's kind. */
    launcher: { type: 'string', default: 'https://launch.smarthealthit.org' },
    /** Address of an app that is registered with it; without it, `dist/` is served here. */
    app: { type: 'string' },
    /** Confirms one charge, tagged as a test, and takes it back. */
    write: { type: 'boolean', default: false },
    /** Plays against the sandbox of this repository in the launcher's manner. */
    quirks: { type: 'boolean', default: false },
  },
})

process.exitCode = await run()

/** 0 when every step held, 1 when one did not, 2 when the launcher cannot be reached. */
async function run(): Promise<number> {
  const served = values.app === undefined ? await serveBuilt() : null
  const app = values.app ?? served?.url ?? ''
  const local = values.quirks ? await startLocal(app) : null
  const launcher = (local?.url ?? values.launcher).replace(/\/$/, '')
  served?.use({ issuers: [anIssuer({ issuer: `${launcher}/v/r4/fhir` }), anIssuer({ issuer: `${launcher}/v/r4/sim/{sim}/fhir` })] })
  const browser = await openBrowser()
  try {
    const charts = await findCharts(`${launcher}/v/r4/fhir`).catch(() => null)
    if (charts === null) {
      console.error(`${launcher} could not be reached from this machine; nothing was tried.`)
      return 2
    }
    const stage: Stage = { browser, launcher, app, charts }
    const steps = [...readingSteps(stage), ...(values.write ? [writeStep(stage)] : [])]
    console.log(`${steps.length} steps against ${launcher}, ${charts.length} of 3 kinds of chart found`)
    const results = await play(stage, steps, ({ step, why }) => console.log(why === null ? `ok    ${step}` : `FAIL  ${step}: ${why}`))
    const failed = results.filter(({ why }) => why !== null).length
    console.log(`${results.length - failed} of ${results.length} held`)
    return failed === 0 && results.length > 0 ? 0 : 1
  } finally {
    await Promise.all([browser.close(), served?.close(), local?.close()])
  }
}

async function startLocal(app: string) {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  return listen(await createSandbox({ origin, appOrigins: [new URL(app).origin], appUrl: app }), port)
}
