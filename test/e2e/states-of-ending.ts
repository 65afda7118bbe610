import type { ChargeItem, Condition } from 'fhir/r4'
import { checkCharges, confirmOn, decideOn, type Screen } from './clinic-actions.ts'
import { complete, refuse, visitOf, type State } from './state.ts'

const posted = /\/ChargeItem$/

async function confirmIn(screen: Screen): Promise<void> {
  await decideOn(screen, 'G20.A1')
  await confirmOn(screen).click()
}

async function dismissIn(screen: Screen): Promise<void> {
  await screen.getByText('Not billable', { exact: true }).click()
  await screen.getByRole('group', { name: 'Why is there no charge?' }).getByRole('radio').first().check()
  await screen.getByRole('button', { name: 'Record as not billable' }).click()
}

async function saveDraftIn(screen: Screen): Promise<void> {
  await screen.getByRole('button', { name: 'Save draft' }).click()
  await screen.getByText('Saved as a draft in the EHR.').waitFor()
}

/** What becomes of a press. */
export const ending: readonly State[] = [
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
      await checkCharges(screen)
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
