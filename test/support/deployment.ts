import { listen } from '#test/sandbox/listen.ts'
import { createSandbox } from '#test/sandbox/sandbox.ts'
import { openBrowser } from './browser.ts'
import { freePort } from './free-port.ts'
import { anIssuer, sandboxPlaces } from './issuer.ts'
import { serveNginx, type Site } from './serve-nginx.ts'
import type { World } from './world.ts'

/** A world whose app stands behind a real nginx, with one config.json for good. */
export interface Deployment extends World {
  readonly nginx: Site
}

export async function openDeployment(): Promise<Deployment> {
  const [browser, port, tlsPort, ehrPort] = [await openBrowser(), await freePort(), await freePort(), await freePort()]
  const ehrUrl = `http://localhost:${ehrPort}`
  const appUrl = `http://127.0.0.1:${port}/`
  const ehr = await createSandbox({ origin: ehrUrl, appOrigins: [new URL(appUrl).origin], appUrl })
  const listener = await listen(ehr, ehrPort)
  const issuer = anIssuer({ issuer: ehr.base, locations: sandboxPlaces })
  const nginx = await serveNginx({ issuers: [issuer] }, port, tlsPort).catch(async (error: unknown) => {
    await Promise.all([browser.close(), listener.close()])
    throw error
  })
  const use = () => {
    throw new Error('A deployed site has one config.json.')
  }
  return {
    nginx,
    ehr,
    ehrUrl,
    issuer,
    browser,
    app: { url: nginx.url, use, close: () => nginx.close() },
    close: async () => void (await Promise.all([browser.close(), nginx.close(), listener.close()])),
  }
}
