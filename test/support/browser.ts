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

/** Starts a real browser that keeps what a hospital's browser keeps: CORS, site isolation and partitioned storage. */
export async function openBrowser(): Promise<Running> {
  const { path, env } = await findBrowser()
  const isRoot = process.getuid?.() === 0
  return chromium.launch({
    executablePath: path,
    env: { ...definedOf(process.env), ...env },
    args: [
      `--disable-features=${disabledFeatures.join(',')}`,
      '--disable-background-networking',
      // A browser run by root, as in a build container, starts only without its own sandbox.
      ...(isRoot ? ['--no-sandbox'] : []),
    ],
  })
}

function definedOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}
