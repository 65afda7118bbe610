import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import type { SandboxOptions } from '#test/sandbox/options.ts'
import { sweep } from '#test/support/sweep.ts'
import { openWindow, openWorld, type Window, type World } from '#test/support/world.ts'

interface Clinic {
  world: World
  /** A fresh window a test; it must end without a console line, a page error or a request elsewhere. */
  window: Window
}

/** Opens one world for a spec file and a new window for each test. */
export function openClinic(size?: { width: number; height: number }, options: Partial<SandboxOptions> = {}): Clinic {
  const clinic = {} as Clinic
  beforeAll(async () => void (clinic.world = await openWorld(options)))
  beforeEach(async () => void (clinic.window = await openWindow(clinic.world, size)))
  afterEach(async () => {
    const broken = await sweep(clinic.world, clinic.window)
    await clinic.window.context.close()
    const { ehr, app, issuer } = clinic.world
    await ehr.reset()
    app.use({ issuers: [issuer] })
    expect(clinic.window.noise).toEqual([])
    expect(broken, 'invariants').toEqual([])
  })
  afterAll(() => clinic.world.close())
  return clinic
}
