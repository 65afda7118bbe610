import { mkdirSync } from 'node:fs'
import type { FaultRule } from '#test/sandbox/faults.ts'
import type { Manner } from '#test/sandbox/manners.ts'
import type { LaunchOptions } from '#test/sandbox/options.ts'
import { openWindow, openWorld } from '#test/support/world.ts'
import { confirmOn, decideOn, type Screen } from './clinic-actions.ts'

interface Picture {
  readonly name: string
  readonly launch: LaunchOptions
  readonly act?: (screen: Screen) => Promise<void>
  /** What the EHR does wrong meanwhile. */
  readonly faults?: readonly FaultRule[]
  /** Another kind of EHR; the picture is then of its chart with the app inside. */
  readonly manner?: Manner
}

const atVisit = (patientId: string, more: Partial<LaunchOptions> = {}): LaunchOptions => ({
  patientId,
  encounterId: `${patientId}-visit`,
  ...more,
})

async function confirmIn(screen: Screen): Promise<void> {
  await decideOn(screen, 'G20.A1')
  await confirmOn(screen).click()
}

async function readCheck(screen: Screen): Promise<void> {
  await screen.getByRole('group', { name: 'How did the study end?' }).waitFor()
}

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
  {
    name: 'take-back',
    launch: atVisit('parkinson-a1'),
    act: async (screen) => {
      await confirmIn(screen)
      await screen.getByText('Saved.').waitFor()
      await screen.getByText('Take back', { exact: true }).click()
    },
  },
  {
    name: 'unknown',
    launch: atVisit('parkinson-a1'),
    faults: [{ method: 'POST', pathPattern: /ChargeItem$/, times: 50, answer: { kind: 'drop' } }],
    act: async (screen) => {
      await confirmIn(screen)
      await screen.getByText('It is not known whether').waitFor()
    },
  },
  {
    name: 'refused',
    launch: atVisit('parkinson-a1'),
    faults: [{ method: 'POST', pathPattern: /ChargeItem$/, answer: { kind: 'respond', status: 403 } }],
    act: async (screen) => {
      await confirmIn(screen)
      await screen.getByText('Hand over instead').waitFor()
    },
  },
  { name: 'oracle', launch: atVisit('parkinson-a1'), manner: 'oracle', act: (screen) => screen.getByText('sends to').waitFor() },
  {
    name: 'handed-over',
    launch: atVisit('parkinson-a1'),
    manner: 'read-only',
    act: async (screen) => {
      await decideOn(screen, 'G20.A1')
      await screen
        .getByRole('group', { name: /charges/i })
        .getByRole('radio', { name: 'Yes' })
        .check()
      await screen.getByRole('button', { name: 'Confirm and hand over' }).click()
      await screen.getByText('Confirmed, and not stored').waitFor()
    },
  },
  {
    name: 'placed',
    launch: atVisit('parkinson-a1'),
    manner: 'messaging',
    act: async (screen) => {
      await decideOn(screen, 'G20.A1')
      await screen.getByRole('button', { name: 'Confirm and place the draft' }).click()
      await screen.getByText('The draft stands').waitFor()
    },
  },
  { name: 'visit-close', launch: atVisit('visit-to-close', { appContext: '{"mode":"close"}' }), act: readCheck },
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
  for (const { name, launch, act, faults = [], manner } of pictures) {
    await world.ehr.reset()
    const window = await openWindow(world, size)
    if (manner === undefined) {
      world.app.use({ issuers: [world.issuer] })
      await window.launchAlone(launch)
      await window.page
        .getByRole('heading', { level: 1 })
        .or(window.page.getByRole('heading', { name: 'Choose the visit' }))
        .first()
        .waitFor()
      for (const fault of faults) world.ehr.misbehave(fault)
    } else await window.launch(launch.patientId, launch.encounterId ?? 'none', 'dr-rivera', manner)
    await act?.(manner === undefined ? window.page : window.frame)
    await window.page.evaluate(() => scrollTo(0, 0))
    await window.page.screenshot({ path: `${folder}/${name}-${size.width}.png` })
    await window.context.close()
  }
}
world.app.use({ issuers: [world.issuer] })
const chart = await openWindow(world)
await world.ehr.reset()
await chart.launch('parkinson-a1', 'parkinson-a1-visit')
await decideOn(chart.frame, 'G20.A1')
await confirmOn(chart.frame).click()
await chart.frame.getByText(/^Attestation: stored/).waitFor()
await chart.page.locator('#charges').getByText('billable').waitFor()
await chart.frame.getByText('Saved.').waitFor()
await chart.frame.locator('body').evaluate(() => scrollTo(0, 0))
await chart.page.evaluate(() => scrollTo(0, 0))
await chart.page.screenshot({ path: `${folder}/chart.png` })
await world.close()
