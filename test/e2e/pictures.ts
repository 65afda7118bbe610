import { mkdirSync } from 'node:fs'
import type { LaunchOptions } from '#test/sandbox/options.ts'
import { openWindow, openWorld } from '#test/support/world.ts'
import { confirmOn, decideOn, type Screen } from './clinic-actions.ts'

interface Picture {
  readonly name: string
  readonly launch: LaunchOptions
  readonly act?: (screen: Screen) => Promise<void>
}

const atVisit = (patientId: string, more: Partial<LaunchOptions> = {}): LaunchOptions => ({
  patientId,
  encounterId: `${patientId}-visit`,
  ...more,
})

const pictures: readonly Picture[] = [
  { name: 'on-list', launch: atVisit('parkinson-a1') },
  { name: 'ready', launch: atVisit('parkinson-a1'), act: (screen) => decideOn(screen, 'G20.A1') },
  {
    name: 'saved',
    launch: atVisit('parkinson-a1'),
    act: async (screen) => {
      await decideOn(screen, 'G20.A1')
      await confirmOn(screen).click()
      await screen.getByText('Saved.').waitFor()
    },
  },
  {
    name: 'specify-code',
    launch: atVisit('snomed-knee'),
    act: async (screen) => screen.getByText(/^The record leaves open/).click(),
  },
  {
    name: 'specified-off-list',
    launch: atVisit('snomed-knee'),
    act: async (screen) => {
      await screen.getByText(/^The record leaves open/).click()
      await screen.getByRole('radio', { name: /^M17\.12/ }).check()
    },
  },
  {
    name: 'not-billable',
    launch: atVisit('parkinson-a1'),
    act: async (screen) => screen.getByText('Not billable', { exact: true }).click(),
  },
  { name: 'text-only', launch: atVisit('text-only') },
  { name: 'disputed', launch: atVisit('stroke-dysphagia') },
  { name: 'not-on-list', launch: atVisit('knee-left') },
  { name: 'no-diagnosis', launch: atVisit('no-diagnosis') },
  { name: 'unread', launch: atVisit('parkinson-a1', { forbid: ['Condition'] }) },
  { name: 'already-charged', launch: atVisit('already-charged') },
  { name: 'many-conditions', launch: atVisit('many-conditions') },
  { name: 'choose-visit', launch: { patientId: 'two-visits', encounterId: null } },
  { name: 'several-days', launch: atVisit('visit-over-several-days') },
]

const sizes = [
  { width: 400, height: 700 },
  { width: 1280, height: 800 },
]
const folder = 'test/e2e/screens'

/** Takes a picture of every state at both sizes, and of the chart with the app beside it. */
const world = await openWorld()
mkdirSync(folder, { recursive: true })
for (const size of sizes) {
  for (const { name, launch, act } of pictures) {
    await world.ehr.reset()
    const window = await openWindow(world, size)
    await window.launchAlone(launch)
    await window.page
      .getByRole('heading', { level: 1 })
      .or(window.page.getByRole('heading', { name: 'Choose the visit' }))
      .first()
      .waitFor()
    await act?.(window.page)
    await window.page.evaluate(() => scrollTo(0, 0))
    await window.page.screenshot({ path: `${folder}/${name}-${size.width}.png` })
    await window.context.close()
  }
}
const chart = await openWindow(world)
await world.ehr.reset()
await chart.launch('parkinson-a1', 'parkinson-a1-visit')
await decideOn(chart.frame, 'G20.A1')
await confirmOn(chart.frame).click()
await chart.page.locator('#charges').getByText('billable').waitFor()
await chart.frame.getByText('Saved.').waitFor()
await chart.frame.locator('body').evaluate(() => scrollTo(0, 0))
await chart.page.evaluate(() => scrollTo(0, 0))
await chart.page.screenshot({ path: `${folder}/chart.png` })
await world.close()
