import type { ChargeItem, Condition, Patient } from 'fhir/r4'
import type { Issuer } from '#fhir/config.ts'
import type { FaultRule } from '#test/sandbox/faults.ts'
import type { Manner } from '#test/sandbox/manners.ts'
import type { LaunchOptions } from '#test/sandbox/options.ts'
import { sandboxPlaces } from '#test/support/issuer.ts'
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

const visitOf = (patientId: string, more: Partial<LaunchOptions> = {}): LaunchOptions => ({
  patientId,
  encounterId: `${patientId}-visit`,
  ...more,
})
const complete = 'parkinson-a1'
const posted = /\/ChargeItem$/
const refuse = (pathPattern: RegExp, status: number, method = 'GET', times = 99): FaultRule => ({
  method,
  pathPattern,
  times,
  answer: { kind: 'respond', status },
})
const slow = (pathPattern: RegExp, ms: number): FaultRule => ({ method: 'GET', pathPattern, times: 99, answer: { kind: 'delay', ms } })
const restricted = { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] }

async function confirmIn(screen: Screen): Promise<void> {
  await decideOn(screen, 'G20.A1')
  await confirmOn(screen).click()
}

async function dismissIn(screen: Screen): Promise<void> {
  await screen.getByText('Not billable', { exact: true }).click()
  await screen.getByRole('group', { name: 'Why is there no charge?' }).getByRole('radio').first().check()
  await screen.getByRole('button', { name: 'Record as not billable' }).click()
}

async function changePatient({ ehr }: World, more: Partial<Patient>): Promise<void> {
  await ehr.update({ ...(await ehr.read<Patient>('Patient', complete)), ...more })
}

async function saveDraftIn(screen: Screen): Promise<void> {
  await screen.getByRole('button', { name: 'Save draft' }).click()
  await screen.getByText('Saved as a draft in the EHR.').waitFor()
}

/** Before there is a chart to show. */
const beginning: readonly State[] = [
  { name: 'reading', launch: visitOf(complete), faults: [slow(/Condition/, 2500)], shows: 'Reading the chart…' },
  { name: 'slow', launch: visitOf('many-conditions'), faults: [slow(/Condition/, 900)], shows: /entries with diagnoses read so far/ },
  { name: 'no-launch', launch: visitOf(complete), address: ({ app }) => app.url, shows: 'Open this app from the chart.' },
  {
    name: 'issuer-unknown',
    launch: visitOf(complete),
    address: ({ app }) => `${app.url}?iss=https%3A%2F%2Fehr.example%2Ffhir&launch=x`,
    shows: 'This EHR is not registered with this app.',
  },
  { name: 'config-broken', launch: visitOf(complete), site: { timeZone: 'Mars/Base' }, shows: 'This app is not set up correctly.' },
  {
    name: 'visit-not-there',
    launch: visitOf(complete),
    faults: [refuse(/Encounter\//, 404)],
    shows: /The EHR does not hold this any more/,
  },
  {
    name: 'signed-out-reading',
    launch: visitOf(complete),
    faults: [refuse(/Encounter\//, 401)],
    shows: /The EHR session ended/,
  },
  { name: 'choose-visit', launch: { patientId: 'two-visits', encounterId: null }, shows: 'Choose the visit' },
]

/** What the chart says, and what it does not. */
const reading: readonly State[] = [
  {
    name: 'complete-record',
    launch: visitOf('complete-record'),
    site: { locations: sandboxPlaces },
    shows: /^Done in a motion laboratory/,
  },
  { name: 'on-list', launch: visitOf(complete), shows: 'G20.A1 is on the list for 96000.' },
  { name: 'everyday', launch: visitOf('everyday-chart'), shows: /Who performed it/ },
  {
    name: 'partly-unreadable',
    launch: visitOf(complete),
    site: { conditionQueries: 'by-category' },
    faults: [refuse(/Condition.*problem-list-item/, 403)],
    shows: 'Not everything could be read.',
  },
  {
    name: 'incomplete-paging',
    launch: visitOf('many-conditions'),
    faults: [refuse(/Condition\?.*(page|offset|cursor)/, 410)],
    shows: /the list broke off/,
  },
  { name: 'all-refused', launch: visitOf(complete, { forbid: ['Condition'] }), shows: 'Not everything could be read.' },
  { name: 'not-on-list', launch: visitOf('knee-left'), shows: /No diagnosis on|Possible|not on the list|near the list/ },
  { name: 'cerebral-palsy', launch: visitOf('cerebral-palsy'), shows: 'No diagnosis on this app’s list.' },
  { name: 'no-diagnosis', launch: visitOf('no-diagnosis'), shows: 'No coded diagnosis found in this chart.' },
  { name: 'disputed', launch: visitOf('stroke-dysphagia'), shows: /but the listing is disputed/ },
  {
    name: 'near-miss',
    launch: visitOf('snomed-knee'),
    act: (screen) => screen.getByText(/^The record leaves open/).click(),
    shows: /What does the record/,
  },
  {
    name: 'specified-off-list',
    launch: visitOf('snomed-knee'),
    act: async (screen) => {
      await screen.getByText(/^The record leaves open/).click()
      await screen.getByRole('radio', { name: /^M17\.12/ }).check()
    },
    shows: /Why this diagnosis/,
  },
  { name: 'cannot-tell', launch: visitOf('text-only'), shows: /Code it in the chart/ },
  { name: 'warnings', launch: visitOf('replaced-knee'), act: (screen) => decideOn(screen, 'M17.11'), shows: /artificial joint/ },
  { name: 'stopped', launch: visitOf('stopped-in-office'), site: { locations: sandboxPlaces }, shows: /Why was it stopped/ },
  { name: 'same-day', launch: visitOf('same-day-procedures'), shows: /Published pair edit 96000\/97116/ },
  { name: 'payer', launch: visitOf('payer-aetna'), act: (screen) => screen.getByText(/^Aetna · /).click(), shows: /Policies last read/ },
  { name: 'many-conditions', launch: visitOf('many-conditions'), shows: '10,000 read' },
  { name: 'several-days', launch: visitOf('visit-over-several-days'), shows: /On which day/ },
  { name: 'cancelled', launch: visitOf('cancelled-visit'), shows: /this visit was cancelled/ },
  {
    name: 'deceased',
    launch: visitOf(complete),
    prepare: (world) => changePatient(world, { deceasedDateTime: '2026-11-25' }),
    shows: /recorded as deceased/,
  },
  {
    name: 'restricted',
    launch: visitOf(complete),
    prepare: async (world) => {
      await changePatient(world, { meta: restricted })
      const condition = await world.ehr.read<Condition>('Condition', `${complete}-diagnosis`)
      await world.ehr.update({ ...condition, meta: restricted })
    },
    shows: 'A diagnosis that the EHR labels as restricted.',
  },
  { name: 'not-a-practitioner', launch: visitOf(complete, { practitionerId: `Patient/${complete}` }), shows: /signed in as somebody else/ },
  {
    name: 'evidence',
    launch: visitOf(complete),
    act: (screen) => screen.getByText('Rule, source and evidence for G20.A1').click(),
    shows: 'Made by',
  },
  { name: 'about', launch: visitOf(complete), act: (screen) => screen.getByText('About these rules').click(), shows: 'It does not' },
]

/** What becomes of a press. */
const ending: readonly State[] = [
  { name: 'ready', launch: visitOf(complete), act: (screen) => decideOn(screen, 'G20.A1'), shows: 'Draft of the charge' },
  { name: 'saved', launch: visitOf(complete), act: confirmIn, shows: /^Attestation: stored/ },
  {
    name: 'take-back',
    launch: visitOf(complete),
    act: async (screen) => {
      await confirmIn(screen)
      await screen.getByText('Take back', { exact: true }).click()
    },
    shows: /It will be marked as entered in error/,
  },
  { name: 'draft-saved', launch: visitOf(complete), act: saveDraftIn, shows: 'Saved as a draft in the EHR.' },
  {
    name: 'draft-exists',
    launch: visitOf(complete),
    prepare: ({ ehr }) => ehr.create(aCharge('planned')),
    shows: /^A draft stands in the EHR/,
  },
  { name: 'already-charged', launch: visitOf('already-charged'), shows: 'Already charged that day.' },
  {
    name: 'not-billable-reasons',
    launch: visitOf(complete),
    act: (screen) => screen.getByText('Not billable', { exact: true }).click(),
    shows: 'Why is there no charge?',
  },
  { name: 'dismissed', launch: visitOf(complete), act: dismissIn, shows: 'Saved as not billable, with your reason.' },
  {
    name: 'dismissed-before',
    launch: visitOf(complete),
    prepare: ({ ehr }) => ehr.create(aCharge('not-billable')),
    shows: 'Not billable, as recorded for this visit.',
  },
  {
    name: 'evidence-changed',
    launch: visitOf(complete),
    act: async (screen, { ehr }) => {
      await decideOn(screen, 'G20.A1')
      const condition = await ehr.read<Condition>('Condition', `${complete}-diagnosis`)
      await ehr.update({ ...condition, onsetDateTime: '2020-01-01' })
      await confirmOn(screen).click()
    },
    shows: 'Not sent: the chart changed since you looked.',
  },
  {
    name: 'conflict',
    launch: visitOf(complete),
    prepare: ({ ehr }) => ehr.create(aCharge('planned')),
    later: [refuse(/ChargeItem\//, 412, 'PUT')],
    act: confirmIn,
    shows: /^Not stored: the charge changed meanwhile/,
  },
  {
    name: 'unknown',
    launch: visitOf(complete),
    later: [{ method: 'POST', pathPattern: posted, times: 50, answer: { kind: 'drop' } }],
    act: confirmIn,
    shows: 'It is not known whether the charge was stored.',
  },
  {
    name: 'signed-out',
    launch: visitOf(complete),
    later: [refuse(/fhir\//, 401), refuse(/auth\/token/, 400, 'POST')],
    act: confirmIn,
    shows: /The EHR session ended/,
  },
  { name: 'refused', launch: visitOf(complete), later: [refuse(posted, 403, 'POST')], act: confirmIn, shows: 'Hand over instead' },
  { name: 'oracle', launch: visitOf(complete), manner: 'oracle', shows: /^sends to the charge service/ },
  {
    name: 'handed-over',
    launch: visitOf(complete),
    manner: 'read-only',
    act: async (screen) => {
      await decideOn(screen, 'G20.A1')
      await screen
        .getByRole('group', { name: /charges/i })
        .getByRole('radio', { name: 'Yes' })
        .check()
      await screen.getByRole('button', { name: 'Confirm and hand over' }).click()
    },
    shows: /^Confirmed, and not stored/,
  },
  {
    name: 'placed',
    launch: visitOf(complete),
    manner: 'messaging',
    act: async (screen) => {
      await decideOn(screen, 'G20.A1')
      await screen.getByRole('button', { name: 'Confirm and place the draft' }).click()
    },
    shows: /^The draft stands/,
  },
]

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
  for (const fault of state.later ?? []) world.ehr.misbehave(fault)
  await act?.(screen, world)
  await screen.locator('main').getByText(shows).first().waitFor({ state: 'visible' })
  return screen
}

function aCharge(status: 'planned' | 'not-billable'): ChargeItem {
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
