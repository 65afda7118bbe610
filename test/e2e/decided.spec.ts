import type { Encounter, Procedure } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { clinician } from '#test/sandbox/patients/people.ts'
import { at, daysBefore } from '#test/sandbox/patients/story.ts'
import { confirmOn, decideOn, textOf, verdictOn } from './clinic-actions.ts'
import { openClinic } from './clinic.ts'

const clinic = openClinic()
const draftPanel = () => clinic.window.frame.getByRole('region', { name: 'Charge', exact: true })
const enabledInputs = () => clinic.window.frame.locator('main input:enabled:not(footer input)').count()

describe('once the case is over', () => {
  test('the charge that stands is shown, and nothing can be chosen any more', async () => {
    const { window } = clinic
    await window.launch('parkinson-a1', 'parkinson-a1-visit')
    await decideOn(window.frame, 'G20.A1')
    await confirmOn(window.frame).click()
    await window.frame.getByText('Saved. The charge stands in the EHR as billable.').waitFor()
    await window.frame.getByText('nothing more is asked about this visit').click()
    expect(await window.frame.getByRole('checkbox', { name: 'G20.A1' }).isDisabled()).toBe(true)
    expect(await enabledInputs()).toBe(0)
    expect(await draftPanel().innerText()).toMatch(/The charge[^]*G20\.A1/)
  })
  test('a charge of somebody else is shown as it stands, not as a draft', async () => {
    const { window } = clinic
    await window.launch('already-charged', 'already-charged-visit')
    await verdictOn(window.frame)
    expect(await draftPanel().innerText()).toMatch(/The charge[^]*M17\.11[^]*Dr\. Ana Rivera/)
    expect(await draftPanel().innerText()).not.toContain('none chosen')
    expect(await enabledInputs()).toBe(0)
  })
  test('a saved draft leaves the choices open', async () => {
    const { window } = clinic
    await window.launch('parkinson-a1', 'parkinson-a1-visit')
    await window.frame.getByRole('button', { name: 'Save draft' }).click()
    await window.frame.getByText('Saved as a draft in the EHR.').waitFor()
    expect(await window.frame.getByRole('checkbox', { name: 'G20.A1' }).isEnabled()).toBe(true)
    expect(await draftPanel().innerText()).toContain('Draft of the charge')
  })
})

test('U05 a code specified in the app that is off the list says so, and asks why before Confirm', async () => {
  const { window, world } = clinic
  await window.launch('snomed-knee', 'snomed-knee-visit')
  await window.frame.getByText(/^The record leaves open/).click()
  await window.frame.getByRole('radio', { name: /^M17\.12/ }).check()
  for (const question of [/performed on this patient/, /3-D kinematics/])
    await window.frame.getByRole('group', { name: question }).getByRole('radio', { name: 'Yes' }).check() // prettier-ignore
  await window.frame.getByRole('radio', { name: /\(me\)/ }).check()
  expect(await textOf(window.frame)).toContain('near the list, not on it')
  expect(await confirmOn(window.frame).isDisabled()).toBe(true)
  await window.frame.getByRole('group', { name: /^Why this diagnosis\?/ }).getByRole('radio').first().check() // prettier-ignore
  await confirmOn(window.frame).click()
  await window.frame.getByText('Saved. The charge stands in the EHR as billable.').waitFor()
  const [charge] = await world.ehr.charges('snomed-knee')
  expect(charge?.reason?.[0]?.extension?.map(({ valueString }) => valueString)).toEqual([
    expect.stringMatching(/^manual: specified by Dr\. Ana Rivera/),
    expect.stringMatching(/^off-list: /),
  ])
})

test('of two recorded performers one can be named, and nobody is named beforehand', async () => {
  const { window, world } = clinic
  const study = await world.ehr.read<Procedure>('Procedure', 'parkinson-a1-study')
  await world.ehr.update({ ...study, performer: [{ actor: clinician('pt-lindgren') }, { actor: clinician('dr-okafor') }] })
  await window.launch('parkinson-a1', 'parkinson-a1-visit')
  await decideOn(window.frame, 'G20.A1')
  const performers = window.frame.getByRole('group', { name: 'Who performed it?' }).getByRole('radio')
  expect(await performers.and(window.frame.getByRole('radio', { checked: true })).count()).toBe(0)
  expect(await confirmOn(window.frame).isDisabled()).toBe(true)
  await window.frame.getByRole('radio', { name: 'Maja Lindgren, PT' }).check()
  await confirmOn(window.frame).click()
  await window.frame.getByText('Saved. The charge stands in the EHR as billable.').waitFor()
  expect(await world.ehr.charges('parkinson-a1')).toMatchObject([
    { performer: [{ actor: { reference: 'Practitioner/pt-lindgren', display: 'Maja Lindgren, PT' } }] },
  ])
})

test('a visit open for 40 days offers today in a date field, and takes no day outside it', async () => {
  const { window, world } = clinic
  const stay = await world.ehr.read<Encounter>('Encounter', 'visit-over-several-days-visit')
  const today = (stay.period?.end ?? '').slice(0, 10)
  await world.ehr.update({ ...stay, status: 'in-progress', period: { start: at(daysBefore(today, 40), '09:00') } })
  await window.launch('visit-over-several-days', 'visit-over-several-days-visit')
  const day = window.frame.getByLabel('On which day was it performed?')
  expect(await day.inputValue()).toBe('')
  await day.fill(daysBefore(today, 41))
  expect(await draftPanel().innerText()).toContain('the day of the service')
  await day.fill(today)
  expect(await draftPanel().innerText()).toContain(today)
  expect(await draftPanel().innerText()).not.toContain('the day of the service')
})
