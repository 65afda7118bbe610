import { describe, expect, test } from 'vitest'
import type { Condition } from 'fhir/r4'
import { confirmOn, decideOn, faultsIn, textOf, verdictOn, type Screen } from './clinic-actions.ts'
import { openClinic } from './clinic.ts'

const clinic = openClinic()
const patient = 'parkinson-a1'
const visit = `${patient}-visit`
const charges = () => clinic.world.ehr.charges(patient)
const saved = (screen: Screen) => screen.getByText('Saved. The charge stands in the EHR as billable.')
const button = (screen: Screen, name: string) => screen.getByRole('button', { name, exact: true })

async function confirmIn(screen: Screen): Promise<void> {
  await decideOn(screen, 'G20.A1')
  await confirmOn(screen).click()
}

describe('taking back', () => {
  test('a charge is taken back from its receipt, and the day can be charged anew', async () => {
    const { window } = clinic
    await window.launch(patient, visit)
    await confirmIn(window.frame)
    await saved(window.frame).waitFor()
    await window.frame.getByText(/^Attestation: stored with the charge/).waitFor()
    await window.frame.getByText('Take back', { exact: true }).click()
    await button(window.frame, 'Mark as entered in error').click()
    await window.frame.getByText(/^Taken back\./).waitFor()
    expect(await charges()).toMatchObject([{ status: 'entered-in-error', note: [{ text: 'Taken back: entered in error' }] }])
    await confirmOn(window.frame).click()
    await saved(window.frame).waitFor()
    expect((await charges()).map(({ status }) => status).toSorted()).toEqual(['billable', 'entered-in-error'])
  })

  test('a charge that billing changed meanwhile is left alone, and the screen says so', async () => {
    const { window, world } = clinic
    await window.launch(patient, visit)
    await confirmIn(window.frame)
    await saved(window.frame).waitFor()
    const [charge] = await charges()
    if (charge === undefined) throw new Error('no charge')
    await world.ehr.update({ ...charge, status: 'billed' })
    await window.frame.getByText('Take back', { exact: true }).click()
    await button(window.frame, 'Mark as entered in error').click()
    await window.frame.getByText(/^Not sent: a charge stands already/).waitFor()
    expect(await charges()).toMatchObject([{ status: 'billed' }])
  })
})

describe('an answer that never came', () => {
  const lost = (times: number) => {
    const { ehr } = clinic.world
    // Chromium sends a request again by itself where a connection broke that it had used before.
    ehr.misbehave({ method: 'POST', pathPattern: /\/ChargeItem$/, times: 50, answer: { kind: 'drop' } })
    ehr.misbehave({ method: 'GET', pathPattern: /ChargeItem\?.*identifier=/, times, answer: { kind: 'respond', status: 403 } })
  }

  test('is said to be unknown, with its reference; a later look finds the charge, and it is one', async () => {
    const { window, world } = clinic
    await window.launch(patient, visit)
    world.ehr.misbehave({ method: 'POST', pathPattern: /\/ChargeItem$/, times: 1, answer: { kind: 'commit-then-drop' } })
    lost(3)
    await confirmIn(window.frame)
    await window.frame.getByText('It is not known whether the charge was stored.').waitFor({ timeout: 20_000 })
    expect(await textOf(window.frame)).toMatch(/Do not enter it again\..*reference [0-9a-f-]{36}/)
    expect(await confirmOn(window.frame).count()).toBe(0)
    expect(await button(window.frame, 'Send again').count()).toBe(0)
    await button(window.frame, 'Look again').click()
    await saved(window.frame).waitFor()
    expect(await charges()).toHaveLength(1)
    expect(window.takeNoise()).toMatch(/ERR_|403/)
  })

  test('W18 W22 a reload does not unlock Confirm while nothing is known, and says what is kept', async () => {
    const { window } = clinic
    await window.launchAlone({ patientId: patient, encounterId: visit })
    lost(9)
    await confirmIn(window.page)
    await window.page.getByText('It is not known whether the charge was stored.').waitFor({ timeout: 20_000 })
    expect(await faultsIn(window.page)).toEqual([])
    await window.page.reload()
    await window.page.getByText('It is not known whether the charge was stored.').waitFor()
    expect(await confirmOn(window.page).count()).toBe(0)
    const kept = await window.page.evaluate(() => sessionStorage.getItem('gait-charge.unsettled') ?? '')
    expect(kept).toMatch(/^\{"[0-9a-f]{64}":\{"stage":"sending","time":\d+\}\}$/)
    expect(await charges()).toEqual([])
    expect(window.takeNoise()).toMatch(/ERR_|403/)
  })
})

test('W25 a diagnosis that was resolved while the page was open is named at Confirm; nothing is sent', async () => {
  const { window, world } = clinic
  await window.launch(patient, visit)
  await decideOn(window.frame, 'G20.A1')
  const condition = await world.ehr.read<Condition>('Condition', `${patient}-diagnosis`)
  const resolved = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'resolved' }] }
  await world.ehr.update({ ...condition, clinicalStatus: resolved })
  await confirmOn(window.frame).click()
  await window.frame.getByText('Not sent: the chart changed since you looked.').waitFor()
  expect(await textOf(window.frame)).toMatch(/Diagnosis “.*”: changed in clinical status\./)
  expect(await confirmOn(window.frame).isDisabled()).toBe(true)
  expect(await charges()).toEqual([])
  expect(await verdictOn(window.frame)).not.toBe('A diagnosis of this chart is on the list for 96000.')
})
