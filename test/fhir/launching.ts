import { beforeAll, beforeEach, expect } from 'vitest'
import type { Config } from '#fhir/config.ts'
import { enter } from '#fhir/launch.ts'
import type { LaunchOutcome } from '#fhir/launch-problem.ts'
import { createSandbox, type Sandbox } from '#test/sandbox/sandbox.ts'
import { openPage, type Page } from './browser.ts'
import { anIssuer } from '#test/support/issuer.ts'
import { aStorage } from './storage.ts'

export const app = 'http://127.0.0.1:5173/'
export const base = 'http://localhost:4004/fhir'
export let ehr: Sandbox
export let storage: Storage
let handle: typeof fetch
export const config = (changes: Parameters<typeof anIssuer>[0] = {}): Promise<Config> => Promise.resolve({ issuers: [anIssuer(changes)] })

export const open = (query: string, call: typeof fetch = handle) => openPage(`${app}${query}`, storage, call)
export const start = ({ smart, door }: Page, site = config()) => enter(smart, door, site)
export const launchQuery = (patientId = 'parkinson-a1') =>
  `?iss=${encodeURIComponent(base)}&launch=${ehr.createLaunch({ patientId, encounterId: `${patientId}-visit` })}`
export const kindOf = (outcome: LaunchOutcome) => (outcome.kind === 'problem' ? outcome.problem.kind : outcome.kind)
export function sessionOf(outcome: LaunchOutcome) {
  if (outcome.kind !== 'session') throw new Error(JSON.stringify(outcome))
  return outcome.session
}

/** Leaves for the sign-in and comes back to the address that it redirects to. */
export async function callback(query = launchQuery()): Promise<string> {
  const page = open(query)
  expect(await start(page)).toEqual({ kind: 'leaving' })
  const answer = await ehr.handle(new Request(page.left[0] ?? ''))
  return new URL(answer.headers.get('Location') ?? '').search
}

/** The sandbox and an empty storage, anew before each test. */
export function openClinic(): void {
  beforeAll(async () => {
    ehr = await createSandbox({ origin: 'http://localhost:4004', appOrigins: ['http://127.0.0.1:5173'], appUrl: app })
  })
  beforeEach(async () => {
    await ehr.reset()
    storage = aStorage()
    handle = (input, init) => ehr.handle(new Request(input, { ...init, redirect: 'manual' }))
  })
}
