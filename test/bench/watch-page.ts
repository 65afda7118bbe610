import type { BrowserContext, Page } from 'playwright-core'

/** When a page showed what it is for: milliseconds since its first navigation began. */
export interface Watched {
  /** Milliseconds since the epoch. */
  readonly began: number
  readonly banner: number
  readonly draft: number
}

/** Where the app shows the patient, and the draft. */
export const placesInApp = ['.banner', '#panel-draft-of-the-charge'] as const

interface Slowness {
  /** How many times slower than this machine. */
  readonly cpu: number
  readonly bitsPerSecond: number
}

/**
 * Opens the address in a new tab and waits until both places are there, across the navigations to the sign-in and back. The
 * tab stays open. Through the browser's own protocol: Playwright's way of waiting injects a script that would be measured with the page.
 */
export async function watchPage(
  context: BrowserContext,
  address: string,
  [banner, draft]: readonly [banner: string, draft: string],
  { cpu, bitsPerSecond }: Slowness,
): Promise<{ readonly page: Page; readonly watched: Watched }> {
  const page = await context.newPage()
  const protocol = await context.newCDPSession(page)
  const bytesPerSecond = bitsPerSecond / 8
  await protocol.send('Network.enable')
  await protocol.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  })
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: cpu })
  await protocol.send('Runtime.enable')
  await protocol.send('Runtime.addBinding', { name: 'reportToBench' })
  await protocol.send('Page.enable')
  await protocol.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${watch.toString()})(${JSON.stringify([banner, draft])})` })
  const reported = new Promise<string>((resolve, reject) => {
    protocol.on('Runtime.bindingCalled', ({ payload }) => resolve(payload))
    setTimeout(() => reject(new Error(`${address} did not show ${draft}`)), 60_000)
  })
  await protocol.send('Page.navigate', { url: address })
  const seen = JSON.parse(await reported) as Watched
  return { page, watched: { began: seen.began, banner: Math.round(seen.banner), draft: Math.round(seen.draft) } }
}

/** Runs in each document of the page. */
function watch([banner, draft]: readonly [banner: string, draft: string]): void {
  if (window !== window.top || location.protocol === 'about:') return
  // Kept for the tab over the way to the sign-in and back, which is on another origin.
  const began = Number(sessionStorage.getItem('bench') ?? performance.timeOrigin)
  sessionStorage.setItem('bench', String(began))
  let bannerAt: number | undefined
  const look = () => {
    const now = performance.timeOrigin + performance.now() - began
    if (document.querySelector(banner) !== null) bannerAt ??= now
    if (document.querySelector(draft) === null) return void requestAnimationFrame(look)
    const { reportToBench } = globalThis as unknown as { readonly reportToBench: (text: string) => void }
    reportToBench(JSON.stringify({ began, banner: bannerAt ?? now, draft: now }))
  }
  requestAnimationFrame(look)
}
