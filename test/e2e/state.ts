import type { Issuer } from '#fhir/config.ts'
import type { FaultRule } from '#test/sandbox/faults.ts'
import type { Manner } from '#test/sandbox/manners.ts'
import type { LaunchOptions } from '#test/sandbox/options.ts'
import type { World } from '#test/support/world.ts'
import type { Screen } from './clinic-actions.ts'

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
