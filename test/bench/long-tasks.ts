import { openBrowser } from '#test/support/browser.ts'
import { floorPage } from './floor-page.ts'
import { rounded, type Part } from './part.ts'
import { openSlowServers } from './slow-servers.ts'
import { placesInApp, watchPage } from './watch-page.ts'

const patient = { patientId: 'many-conditions', encounterId: 'many-conditions-visit' }
/** Milliseconds over which a browser calls a task long (W3C Long Tasks). */
const longMs = 50

/**
 * What 10,000 Conditions cost the page at a quarter of this machine's speed: the tasks during which it answers nobody, from the
 * return of the sign-in to the draft, and at a decision after it. `dist/` must be built.
 */
export async function measureLongTasks(): Promise<Part> {
  const servers = await openSlowServers(0, () => floorPage({ scope: '', reads: [] }))
  const browser = await openBrowser()
  try {
    const context = await browser.newContext({ viewport: { width: 400, height: 700 } })
    await context.addInitScript(() => {
      const tasks: number[] = []
      Object.assign(globalThis, { tasks })
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })
    })
    const query = new URLSearchParams({ iss: servers.ehr.base, launch: servers.ehr.createLaunch(patient) })
    const { page } = await watchPage(context, `${servers.appUrl}?${query.toString()}`, placesInApp, { cpu: 4, bitsPerSecond: 1e9 })
    const taken = async () => {
      await page.waitForTimeout(2_000)
      return page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks.splice(0))
    }
    const reading = await taken()
    // Playwright's own way to a box runs a long script in the page; the mouse does not.
    const { x, y } = await page.evaluate(() => document.querySelector('input[type=checkbox]')?.getBoundingClientRect() ?? { x: 0, y: 0 })
    await taken()
    await page.mouse.click(x + 5, y + 5)
    const deciding = await taken()
    if (!(await page.getByRole('checkbox').first().isChecked())) throw new Error('The click met no diagnosis')
    const longest = (tasks: readonly number[]) => rounded(Math.max(longMs, ...tasks), 0)
    const say = (tasks: readonly number[]) => (tasks.length === 0 ? 'none' : tasks.map((ms) => `${Math.round(ms)} ms`).join(', '))
    return {
      lines: [
        `10,000 Conditions at a quarter of the speed, tasks over ${longMs} ms:`,
        `until the draft: ${say(reading)}; at a decision: ${say(deciding)}`,
      ],
      figures: {
        longestTaskReading: longest(reading),
        longestTaskDeciding: longest(deciding),
        longTasks: reading.length + deciding.length,
      },
    }
  } finally {
    await browser.close()
    await servers.close()
  }
}
