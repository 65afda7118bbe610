import { mkdirSync } from 'node:fs'
import { sandboxPlaces } from '#test/support/issuer.ts'
import { openWindow, openWorld } from '#test/support/world.ts'
import { confirmOn, type Screen } from './clinic-actions.ts'
import type { State } from './state.ts'
import { bringAbout, states } from './states.ts'

const sizes = [
  { width: 400, height: 700 },
  { width: 768, height: 900 },
  { width: 1280, height: 800 },
]
const folder = 'test/e2e/screens'
// `npm run pictures -- saved ready` takes those alone.
const asked = process.argv.slice(2)

/** Waits for what is still being asked, and brings into the picture what the state is about. */
async function compose(screen: Screen, { shows }: State): Promise<void> {
  const main = screen.locator('main')
  await main
    .getByText(/checking who is signed in|still being asked|^asking /)
    .first()
    .waitFor({ state: 'hidden' })
  const subject = main.getByText(shows).first()
  await subject.evaluate((element) => {
    scrollTo(0, 0)
    const isBelow = element.getBoundingClientRect().top > innerHeight * 0.6
    // The panel of the charge stands over the page wherever that is scrolled.
    if (isBelow && element.closest('[data-place="charge"]') === null) element.scrollIntoView({ block: 'center' })
  })
}

/** Takes a picture of every state at each size, of one in the dark, and of the chart with the app beside it. */
const world = await openWorld()
mkdirSync(folder, { recursive: true })
for (const state of states) {
  if (asked.length > 0 && !asked.includes(state.name)) continue
  for (const size of sizes) {
    // In another kind of EHR the app stands beside the chart, which needs its width.
    if (state.manner !== undefined && size.width < 1280) continue
    const window = await openWindow(world, size)
    try {
      await compose(await bringAbout(state, world, window), state)
      await window.page.screenshot({ path: `${folder}/${state.name}-${size.width}.png` })
      if (state.name === 'ready' && size.width === 400) {
        await window.page.emulateMedia({ colorScheme: 'dark' })
        await window.page.screenshot({ path: `${folder}/ready-dark-400.png` })
      }
    } catch (error) {
      await window.page.screenshot({ path: `${folder}/${state.name}-${size.width}-failed.png` })
      process.exitCode = 1
      console.error(`${state.name} at ${size.width}: ${String(error)}`)
    }
    await window.context.close()
  }
}
if (asked.length === 0 || asked.includes('chart')) {
  world.app.use({ issuers: [{ ...world.issuer, locations: sandboxPlaces }] })
  await world.ehr.reset()
  const chart = await openWindow(world)
  await chart.launch('complete-record', 'complete-record-visit')
  await chart.frame.getByRole('checkbox', { name: 'G20.A1' }).check()
  await confirmOn(chart.frame).click()
  await chart.frame.getByText(/^Attestation: stored/).waitFor()
  await chart.page.locator('#charges').getByText('billable').waitFor()
  await chart.frame.locator('body').evaluate(() => scrollTo(0, 0))
  await chart.page.evaluate(() => scrollTo(0, 0))
  await chart.page.screenshot({ path: `${folder}/chart.png` })
}
await world.close()
