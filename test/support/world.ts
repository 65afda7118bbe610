import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core'
import type { Issuer } from '#fhir/config.ts'
import { listen } from '#test/sandbox/listen.ts'
import type { Manner } from '#test/sandbox/manners.ts'
import { oracleTenant } from '#test/sandbox/oracle-charges.ts'
import type { LaunchOptions, SandboxOptions } from '#test/sandbox/options.ts'
import { createSandbox, type Sandbox } from '#test/sandbox/sandbox.ts'
import { openBrowser } from './browser.ts'
import { documentedIssuer } from './documented-issuer.ts'
import { freePort } from './free-port.ts'
import { anIssuer } from './issuer.ts'
import { serveBuilt, type Served } from './serve-built.ts'

/** A sandbox EHR on localhost, the built app on 127.0.0.1, and a real browser between them. */
export interface World {
  readonly ehr: Sandbox
  readonly ehrUrl: string
  readonly app: Served
  readonly issuer: Issuer
  readonly browser: Browser
  close(): Promise<void>
}

export async function openWorld(options: Partial<SandboxOptions> = {}): Promise<World> {
  const [browser, app, port] = await Promise.all([openBrowser(), serveBuilt(), freePort()])
  const ehrUrl = `http://localhost:${port}`
  const ehr = await createSandbox({ origin: ehrUrl, appOrigins: [new URL(app.url).origin], appUrl: app.url, ...options })
  const listener = await listen(ehr, port)
  const issuer = anIssuer({ issuer: ehr.base })
  app.use({ issuers: [issuer] })
  return {
    ehr,
    ehrUrl,
    app,
    issuer,
    browser,
    close: async () => void (await Promise.all([browser.close(), app.close(), listener.close()])),
  }
}

/** The page that documents each kind of EHR, with its entry for config.json. */
const documented: Readonly<Partial<Record<Manner, string>>> = {
  hapi: 'hapi',
  medplum: 'medplum',
  oracle: 'oracle-health',
  epic: 'epic',
  athena: 'athenahealth',
}

/** The sandbox as a site would configure it where it plays another kind of EHR: as its page in docs/ says, where it has one. */
function issuerAs({ ehr }: World, manner: Manner): Issuer {
  const page = documented[manner]
  return anIssuer({
    writeChannels: manner === 'messaging' ? ['standard', 'web-messaging'] : ['standard'],
    conditionalCreate: false,
    ...(page === undefined ? {} : documentedIssuer(page)),
    issuer: ehr.baseAs(manner),
    clientId: 'gait-charge',
    oracle: manner === 'oracle' ? oracleTenant : null,
  })
}

/** One user's window: its own storage, and everything the app said to the console or fetched from elsewhere. */
export interface Window {
  readonly context: BrowserContext
  readonly page: Page
  /** The app in the chart's frame. */
  readonly frame: FrameLocator
  /** Console lines, page errors and requests to a third origin: always empty in a test that passes. */
  readonly noise: readonly string[]
  /** Takes the noise that a test expects of the browser itself. */
  takeNoise(): string
  /** Opens the chart and launches the app inside it as a click there does. */
  launch(patientId: string, visit: string, practitioner?: string, manner?: Manner): Promise<void>
  /** Opens the app in the window itself, with a launch that the EHR made. */
  launchAlone(options: LaunchOptions): Promise<void>
}

export async function openWindow(world: World, size = { width: 1280, height: 800 }): Promise<Window> {
  const context = await world.browser.newContext({ viewport: size })
  const page = await context.newPage()
  const noise: string[] = []
  const origins = [world.ehrUrl, new URL(world.app.url).origin]
  context.on('console', (line) => void noise.push(`${line.type()}: ${line.text()}`))
  context.on('weberror', (fault) => void noise.push(String(fault.error())))
  context.on('request', (request) => {
    const { origin } = new URL(request.url())
    if (!origins.includes(origin) && origin !== 'null') noise.push(`request to ${origin}`)
    const { authorization, referer } = request.headers()
    if (authorization !== undefined && origin !== world.ehrUrl) noise.push(`a token went to ${origin}`)
    if (referer?.startsWith(world.app.url) === true) noise.push(`a referrer went to ${origin}`)
  })
  return {
    context,
    page,
    frame: page.frameLocator('#app'),
    noise,
    takeNoise: () => noise.splice(0).join('\n'),
    launch: async (patientId, visit, practitioner = 'dr-rivera', manner = 'standard') => {
      if (manner !== 'standard') world.app.use({ issuers: [issuerAs(world, manner)] })
      await page.goto(`${world.ehrUrl}/chart/${patientId}?visit=${visit}&practitioner=${practitioner}&ehr=${manner}`)
    },
    launchAlone: async (options) => {
      const query = new URLSearchParams({ iss: world.ehr.base, launch: world.ehr.createLaunch(options) })
      await page.goto(`${world.app.url}?${query.toString()}`)
    },
  }
}
