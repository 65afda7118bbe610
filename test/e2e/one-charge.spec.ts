import { describe, expect, test } from 'vitest'
import { chargeIdentifierSystem } from '#core/codes.ts'
import { diagnosis } from '#test/sandbox/patients/chart-entries.ts'
import { confirmOn, decideOn, textOf, verdictOn, type Screen } from './clinic-actions.ts'
import { openClinic } from './clinic.ts'

const clinic = openClinic()
const patient = 'parkinson-a1'
const visit = 'parkinson-a1-visit'

const saved = (screen: Screen) => screen.getByText('Saved. The charge stands in the EHR as billable.')
const charges = () => clinic.world.ehr.charges(patient)
const tokenRequests = () => clinic.world.ehr.requests.filter(({ url }) => url.endsWith('/auth/token'))

test('from the chart to one billable charge', async () => {
  const { window, world } = clinic
  await window.launch(patient, visit)
  expect(await verdictOn(window.frame)).toBe('G20.A1 is on the list for 96000.')
  expect(await window.frame.getByRole('checkbox', { name: 'G20.A1' }).isChecked()).toBe(false)
  expect(await confirmOn(window.frame).isDisabled()).toBe(true)
  expect(await charges()).toEqual([])
  await decideOn(window.frame, 'G20.A1')
  await confirmOn(window.frame).click()
  await saved(window.frame).waitFor()

  const [charge, ...others] = await charges()
  const encounter = await world.ehr.read('Encounter', visit)
  expect(others).toEqual([])
  expect(charge).toMatchObject({
    status: 'billable',
    subject: { reference: `Patient/${patient}` },
    context: { reference: `Encounter/${visit}` },
    code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '96000' }] },
    occurrenceDateTime: (encounter as { period: { start: string } }).period.start.slice(0, 10),
    quantity: { value: 1 },
    enterer: { reference: 'Practitioner/dr-rivera' },
    performer: [{ actor: { reference: 'Practitioner/dr-rivera' } }],
    reason: [{ coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'G20.A1' }] }],
    identifier: [{ system: chargeIdentifierSystem, value: expect.stringMatching(/^[0-9a-f-]{36}$/) as string }],
  })
  expect(charge?.reason).toHaveLength(1)
  expect(await textOf(window.frame)).toContain(charge?.id)
  expect(tokenRequests()).toHaveLength(1)
  // The chart around the app shows that it arrived.
  await window.page
    .locator('#charges')
    .getByText(charge?.id ?? '')
    .waitFor()
})

test('reasons stand in the order in which they were chosen', async () => {
  const { window, world } = clinic
  await world.ehr.create(diagnosis(patient, 'M17.11', 'Osteoarthritis of the right knee', { suffix: 'knee' }))
  await window.launch(patient, visit)
  await window.frame.getByRole('checkbox', { name: 'M17.11' }).check()
  await decideOn(window.frame, 'G20.A1')
  await confirmOn(window.frame).click()
  await saved(window.frame).waitFor()
  const [charge] = await charges()
  expect(charge?.reason?.map(({ coding }) => coding?.[0]?.code)).toEqual(['M17.11', 'G20.A1'])
})

test('the performer is the one whom the chart records, the enterer the one who is signed in', async () => {
  const { window, world } = clinic
  await window.launch('therapist-study', 'therapist-study-visit', 'dr-okafor')
  await window.frame.getByRole('checkbox').first().check()
  await window.frame
    .getByRole('group', { name: /3-D kinematics/ })
    .getByRole('radio', { name: 'Yes' })
    .check()
  await confirmOn(window.frame).click()
  await saved(window.frame).waitFor()
  expect(await world.ehr.charges('therapist-study')).toMatchObject([
    { enterer: { reference: 'Practitioner/dr-okafor' }, performer: [{ actor: { reference: 'Practitioner/pt-lindgren' } }] },
  ])
})

test('where the chart records no study, the clinician says that it was performed, and by whom', async () => {
  const { window, world } = clinic
  await window.launch('hip-right', 'hip-right-visit')
  await decideOn(window.frame, 'M16.11')
  expect(await confirmOn(window.frame).isDisabled()).toBe(true)
  await window.frame
    .getByRole('group', { name: /performed on this patient/ })
    .getByRole('radio', { name: 'Yes' })
    .check()
  const performers = window.frame.getByRole('group', { name: 'Who performed it?' }).getByRole('radio')
  expect(await performers.and(window.frame.getByRole('radio', { checked: true })).count()).toBe(0)
  await performers.first().check()
  await confirmOn(window.frame).click()
  await saved(window.frame).waitFor()
  expect(await world.ehr.charges('hip-right')).toMatchObject([
    { status: 'billable', performer: [{ actor: { reference: 'Practitioner/dr-rivera' } }] },
  ])
})

describe('one click, one charge', () => {
  test('W20 a double click on Confirm leaves one', async () => {
    const { window } = clinic
    await window.launch(patient, visit)
    await decideOn(window.frame, 'G20.A1')
    await confirmOn(window.frame).dblclick()
    await saved(window.frame).waitFor()
    expect(await charges()).toHaveLength(1)
  })

  test('W22 a reload while the charge is under way leaves one, and the screen then says that it stands', async () => {
    const { window, world } = clinic
    await window.launchAlone({ patientId: patient, encounterId: visit })
    await decideOn(window.page, 'G20.A1')
    world.ehr.misbehave({ method: 'POST', pathPattern: /\/ChargeItem$/, times: 1, answer: { kind: 'delay', ms: 1500 } })
    await confirmOn(window.page).click()
    await window.page.getByRole('button', { name: 'Sending…' }).waitFor()
    await window.page.reload()
    await window.page.getByRole('heading', { level: 1 }).waitFor()
    await expect.poll(async () => (await charges()).length, { timeout: 5000 }).toBe(1)
    // It may have been found before it was there, or after.
    await window.page.getByText(/^The charge that this window sent before stands|^Already charged that day/).waitFor()
    await window.page.reload()
    await window.page.getByRole('heading', { name: /^(Already charged that day|Done: the charge is confirmed)\.$/ }).waitFor()
    expect(await window.page.getByRole('button', { name: 'Confirm', exact: true }).count()).toBe(0)
    expect(await charges()).toHaveLength(1)
    expect(tokenRequests()).toHaveLength(1)
  })

  test('W14 a connection that breaks after the EHR stored the charge ends in "Saved", not in a second one', async () => {
    const { window, world } = clinic
    await window.launch(patient, visit)
    await decideOn(window.frame, 'G20.A1')
    world.ehr.misbehave({ method: 'POST', pathPattern: /\/ChargeItem$/, times: 1, answer: { kind: 'commit-then-drop' } })
    await confirmOn(window.frame).click()
    await saved(window.frame).waitFor()
    expect(await charges()).toHaveLength(1)
    // Chromium repeats a request on a connection that broke while idle, a POST too; else it reports the break.
    expect(window.takeNoise()).toMatch(/^$|ERR_/)
  })

  test('W21 the same visit in a second tab finds the charge of the first', async () => {
    const { window } = clinic
    await window.launch(patient, visit)
    const second = await window.context.newPage()
    await second.goto(`${clinic.world.ehrUrl}/chart/${patient}?visit=${visit}&practitioner=dr-okafor`)
    const frames = [window.frame, second.frameLocator('#app')]
    for (const frame of frames) await decideOn(frame, 'G20.A1')
    await Promise.all(frames.map((frame) => confirmOn(frame).click()))
    await Promise.all(frames.map((frame) => frame.getByText(/^(Saved\.|Not sent: a charge stands already)/).waitFor()))
    const ended = (await Promise.all(frames.map(textOf))).join('\n')
    expect(ended).toContain('Saved. The charge stands in the EHR as billable.')
    expect(await charges()).toHaveLength(1)
  })
})

test('a draft is saved, confirmed later, and stays the same charge', async () => {
  const { window } = clinic
  await window.launch(patient, visit)
  await window.frame.getByRole('button', { name: 'Save draft' }).click()
  await window.frame.getByText('Saved as a draft in the EHR.').waitFor()
  const [draft] = await charges()
  expect(draft?.status).toBe('planned')
  await window.launch(patient, visit, 'dr-okafor')
  await window.frame.getByText('A draft stands in the EHR').waitFor()
  await decideOn(window.frame, 'G20.A1')
  await confirmOn(window.frame).click()
  await saved(window.frame).waitFor()
  expect(await charges()).toMatchObject([{ id: draft?.id, status: 'billable', enterer: { reference: 'Practitioner/dr-okafor' } }])
})

test('a saved draft may be confirmed at once in the same window', async () => {
  const { window } = clinic
  await window.launch(patient, visit)
  await window.frame.getByRole('button', { name: 'Save draft' }).click()
  await window.frame.getByText('Saved as a draft in the EHR.').waitFor()
  await decideOn(window.frame, 'G20.A1')
  await confirmOn(window.frame).click()
  await saved(window.frame).waitFor()
  expect(await charges()).toMatchObject([{ status: 'billable', meta: { versionId: '2' } }])
})

test('U06 "not billable" is recorded with its reason, stays so for this visit, and can be reopened', async () => {
  const { window } = clinic
  await window.launch(patient, visit)
  await window.frame.getByText('Not billable', { exact: true }).click()
  const reasons = window.frame.getByRole('group', { name: 'Why is there no charge?' }).getByRole('radio')
  await reasons.first().check()
  await window.frame.getByRole('button', { name: 'Record as not billable' }).click()
  await window.frame.getByText('Saved as not billable, with your reason.').waitFor()
  expect(await charges()).toMatchObject([
    { status: 'not-billable', note: [{ text: expect.stringMatching(/^Not billable: .+/) as string }] },
  ])
  // It stays dismissed: whoever opens the visit again is asked nothing before they reopen it.
  await window.launch(patient, visit)
  expect(await verdictOn(window.frame)).toBe('Not billable, as recorded for this visit.')
  expect(await textOf(window.frame)).toContain('Not billable: ')
  expect(await window.frame.locator('main input:visible').count()).toBe(0)
  expect(await window.frame.getByRole('button', { name: /confirm/i }).count()).toBe(0)
  await window.frame.getByRole('button', { name: 'Reopen', exact: true }).click()
  await decideOn(window.frame, 'G20.A1')
  await window.frame.getByRole('button', { name: 'Reopen and confirm' }).click()
  await saved(window.frame).waitFor()
  expect(await charges()).toMatchObject([{ status: 'billable' }])
})
