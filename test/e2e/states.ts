import type { Window, World } from '#test/support/world.ts'
import type { Screen } from './clinic-actions.ts'
import type { State } from './state.ts'
import { ending } from './states-of-ending.ts'
import { beginning, reading } from './states-of-reading.ts'

/** Every state of the screen. */
export const states: readonly State[] = [...beginning, ...reading, ...ending]

/** Brings a fresh window into the state; the EHR is as new before. */
export async function bringAbout(state: State, world: World, window: Window): Promise<Screen> {
  const { launch, manner, act, shows } = state
  await world.ehr.reset()
  await state.prepare?.(world)
  world.app.use({ issuers: [{ ...world.issuer, ...state.site }] })
  for (const fault of state.faults ?? []) world.ehr.misbehave(fault)
  const screen = manner === undefined ? window.page : window.frame
  if (state.address !== undefined) await window.page.goto(state.address(world))
  else if (manner === undefined) await window.launchAlone(launch)
  else await window.launch(launch.patientId, launch.encounterId ?? 'none', launch.practitionerId, manner)
  if (act !== undefined) await screen.getByRole('heading', { level: 1 }).waitFor()
  // What comes later comes once the EHR said what it takes, not while it is being asked.
  if (state.later !== undefined) await screen.getByText(/^saves to /).waitFor()
  for (const fault of state.later ?? []) world.ehr.misbehave(fault)
  await act?.(screen, world)
  await screen.locator('main').getByText(shows).first().waitFor({ state: 'visible' })
  return screen
}
