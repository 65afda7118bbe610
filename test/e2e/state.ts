import type { ChargeItem, Patient } from 'fhir/r4'
import type { Issuer } from '#fhir/config.ts'
import type { FaultRule } from '#test/sandbox/faults.ts'
import type { Manner } from '#test/sandbox/manners.ts'
import type { LaunchOptions } from '#test/sandbox/options.ts'
import type { Window, World } from '#test/support/world.ts'
import { confirmOn, decideOn, type Screen } from './clinic-actions.ts'

/** One state of the screen, and how to come to it. */
export interface State {
  readonly name: string
  readonly launch: LaunchOptions
  /** Said on the screen once the state is there. */
  readonly shows: string | RegExp
  /** Changes the EHR before the launch. */
  readonly prepare?: (world: World) => Promise<unknown>
  /** The site’s configuration, where it differs. */
  readonly site?: Partial<Issuer>
  /** What the EHR does wrong from the launch on. */
  readonly faults?: readonly FaultRule[]
  /** What it does wrong once the chart was read. */
  readonly later?: readonly FaultRule[]
  readonly act?: (screen: Screen, world: World) => Promise<unknown>
  /** Another kind of EHR. */
  readonly manner?: Manner
  /** Opens an address instead of a launch. */
  readonly address?: (world: World) => string
}

export const visitOf = (patientId: string, more: Partial<LaunchOptions> = {}): LaunchOptions => ({
  patientId,
  encounterId: `${patientId}-visit`,
  ...more,
})
export const complete = 'parkinson-a1'
export const posted = /\/ChargeItem$/
export const refuse = (pathPattern: RegExp, status: number, method = 'GET', times = 99): FaultRule => ({
  method,
  pathPattern,
  times,
  answer: { kind: 'respond', status },
})
export const slow = (pathPattern: RegExp, ms: number): FaultRule => ({
  method: 'GET',
  pathPattern,
  times: 99,
  answer: { kind: 'delay', ms },
})
export const restricted = { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] }

export async function confirmIn(screen: Screen): Promise<void> {
  await decideOn(screen, 'G20.A1')
  await confirmOn(screen).click()
}

export async function dismissIn(screen: Screen): Promise<void> {
  await screen.getByText('Not billable', { exact: true }).click()
  await screen.getByRole('group', { name: 'Why is there no charge?' }).getByRole('radio').first().check()
  await screen.getByRole('button', { name: 'Record as not billable' }).click()
}

export async function changePatient({ ehr }: World, more: Partial<Patient>): Promise<void> {
  await ehr.update({ ...(await ehr.read<Patient>('Patient', complete)), ...more })
}

export async function saveDraftIn(screen: Screen): Promise<void> {
  await screen.getByRole('button', { name: 'Save draft' }).click()
  await screen.getByText('Saved as a draft in the EHR.').waitFor()
}

/** Before there is a chart to show. */
export function aCharge(status: 'planned' | 'not-billable'): ChargeItem {
  const enterer = { reference: 'Practitioner/dr-okafor', display: 'Dr. Chidi Okafor' }
  return {
    resourceType: 'ChargeItem',
    id: `${complete}-charge`,
    status,
    code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '96000' }] },
    subject: { reference: `Patient/${complete}` },
    context: { reference: `Encounter/${complete}-visit` },
    occurrenceDateTime: new Date().toISOString().slice(0, 10),
    enterer,
    enteredDate: new Date().toISOString(),
    ...(status === 'planned' ? {} : { note: [{ authorReference: enterer, text: 'Not billable: A different service was performed' }] }),
  }
}

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
  for (const fault of state.later ?? []) world.ehr.misbehave(fault)
  await act?.(screen, world)
  await screen.locator('main').getByText(shows).first().waitFor({ state: 'visible' })
  return screen
}
