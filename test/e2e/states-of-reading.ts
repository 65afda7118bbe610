import type { Condition, Patient } from 'fhir/r4'
import { sandboxPlaces } from '#test/support/issuer.ts'
import type { World } from '#test/support/world.ts'
import { decideOn } from './clinic-actions.ts'
import { complete, refuse, slow, visitOf, type State } from './state.ts'

const restricted = { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] }

async function changePatient({ ehr }: World, more: Partial<Patient>): Promise<void> {
  await ehr.update({ ...(await ehr.read<Patient>('Patient', complete)), ...more })
}

/** Before there is a chart to show. */
export const beginning: readonly State[] = [
  { name: 'reading', launch: visitOf(complete), faults: [slow(/\/Condition\?/, 2500)], shows: 'Reading the chart…' },
  { name: 'slow', launch: visitOf('many-conditions'), faults: [slow(/\/Condition\?/, 900)], shows: /entries with diagnoses read so far/ },
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
  {
    name: 'practice',
    launch: visitOf(complete),
    address: ({ app, ehr }) => `${app.url}?${new URLSearchParams({ iss: ehr.base, practice: '' }).toString()}`,
    act: async (screen) => {
      const lines = screen.getByRole('row')
      await lines.nth(1).waitFor()
      while ((await lines.filter({ hasText: 'Reading…' }).count()) > 0) await new Promise((resolve) => setTimeout(resolve, 200))
    },
    shows: /^Visits of \d{4}/,
  },
]

/** What the chart says, and what it does not. */
export const reading: readonly State[] = [
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
  { name: 'many-conditions', launch: visitOf('many-conditions'), shows: '10,000 entries read' },
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
