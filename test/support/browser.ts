import { chromium, type Browser as Running } from 'playwright-core'
import { findBrowser } from './find-browser.ts'

/** Playwright's own list without ThirdPartyStoragePartitioning; Chromium heeds the last list it is given, and the canary test watches it. */
const disabledFeatures = [
  'AvoidCorsURLLoaderRestartOnRedirect',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'MediaRouter',
  'OptimizationHints',
  'PaintHolding',
  'Translate',
]

/** A browser now and then dies while it starts; what it shows once it stands is never tried twice. */
const starts = 3

/**
 * Starts a real browser that keeps what a hospital's browser keeps: CORS, site isolation and partitioned storage.
 * Rejects with Playwright's own error when none of three starts succeeds.
 */
export async function openBrowser(): Promise<Running> {
  const { path, env } = await findBrowser()
  const isRoot = process.getuid?.() === 0
  const start = () =>
    chromium.launch({
      executablePath: path,
      env: { ...definedOf(process.env), ...env },
      args: [
        `--disable-features=${disabledFeatures.join(',')}`,
        '--disable-background-networking',
        // A browser run by root, as in a build container, starts only without its own sandbox.
        ...(isRoot ? ['--no-sandbox'] : []),
      ],
    })
  let running = start()
  for (let again = 1; again < starts; again += 1) running = running.catch(start)
  return running
}

function definedOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}
