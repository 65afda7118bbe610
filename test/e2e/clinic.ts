import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import type { FrameLocator, Page } from 'playwright-core'
import { openWindow, openWorld, type Window, type World } from '#test/support/world.ts'

/** What a spec sees: the app in a frame of the chart, or alone in a window. */
export type Screen = FrameLocator | Page

interface Clinic {
  world: World
  /** A fresh window a test; it must end without a console line, a page error or a request elsewhere. */
  window: Window
}

/** Opens one world for a spec file and a new window for each test. */
export function openClinic(size?: { width: number; height: number }): Clinic {
  const clinic = {} as Clinic
  beforeAll(async () => void (clinic.world = await openWorld()))
  beforeEach(async () => void (clinic.window = await openWindow(clinic.world, size)))
  afterEach(async () => {
    await clinic.window.context.close()
    const { ehr, app, issuer } = clinic.world
    await ehr.reset()
    app.use({ issuers: [issuer] })
    expect(clinic.window.noise).toEqual([])
  })
  afterAll(() => clinic.world.close())
  return clinic
}

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

export function confirmOn(screen: Screen) {
  return screen.getByRole('button', { name: 'Confirm', exact: true })
}
