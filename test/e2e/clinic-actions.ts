import { AxeBuilder } from '@axe-core/playwright'
import type { FrameLocator, Page } from 'playwright-core'

/** What a spec sees: the app in a frame of the chart, or alone in a window. */
export type Screen = FrameLocator | Page

/** The verdict, once the chart is read. */
export async function verdictOn(screen: Screen): Promise<string> {
  return (await screen.getByRole('heading', { level: 1 }).innerText()).trim()
}

/** Everything the app says now. */
export function textOf(screen: Screen): Promise<string> {
  return screen.locator('main').innerText()
}

/** Chooses the diagnosis with this code and answers that the study was done in a motion laboratory. */
export async function decideOn(screen: Screen, code: string): Promise<void> {
  await screen.getByRole('checkbox', { name: code }).check()
  await screen
    .getByRole('group', { name: /3-D kinematics/ })
    .getByRole('radio', { name: 'Yes' })
    .check()
}

/** Where the EHR does not show all charges, the clinician says that they looked. */
export async function checkCharges(screen: Screen): Promise<void> {
  await screen
    .getByRole('group', { name: /charges/i })
    .getByRole('radio', { name: 'Yes' })
    .check()
}

export function confirmOn(screen: Screen) {
  return screen.getByRole('button', { name: 'Confirm', exact: true })
}

/** What axe finds wrong in the launched app, in its frame or alone. */
export async function faultsIn(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .include((await page.locator('#app').count()) > 0 ? ['#app', 'main'] : 'main')
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}
