import { readFile } from 'node:fs/promises'
import type { ChargeItem, Claim, Provenance } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { modifiersOf } from '#core/charge-modifiers.ts'
import { checkCharges, decideOn, faultsIn, textOf, type Screen } from './clinic-actions.ts'
import { openClinic } from './clinic.ts'

const clinic = openClinic()
const patient = 'parkinson-a1'
const visit = `${patient}-visit`
const button = (screen: Screen, name: string) => screen.getByRole('button', { name, exact: true })
const writesOf = () =>
  clinic.world.ehr.requests.filter(({ method, url }) => method !== 'GET' && method !== 'OPTIONS' && url.includes('/fhir/'))

/** The browser itself reports that this EHR has no ChargeItem. */
const takeMissing = () => expect(clinic.window.takeNoise()).toMatch(/^(error: Failed to load resource.*404.*\n?)+$/)

describe('an EHR as Oracle Health is', () => {
  test('gets the charge by its own operation, and the screen names the way', async () => {
    const { window, world } = clinic
    await window.launch(patient, visit, 'dr-rivera', 'oracle')
    await window.frame.getByText('sends to the charge service of Oracle Health').waitFor()
    expect(await button(window.frame, 'Save draft').count()).toBe(0)
    await decideOn(window.frame, 'G20.A1')
    await checkCharges(window.frame)
    await button(window.frame, 'Confirm').click()
    await window.frame.getByText('Saved. The charge stands in the EHR as billable.').waitFor()
    await window.frame.getByText(/^Attestation: not stored, this EHR takes none from apps/).waitFor()
    expect(await window.frame.getByText('Take back', { exact: true }).count()).toBe(0)
    const [charge, ...more] = await world.ehr.charges(patient)
    expect(more).toEqual([])
    expect(charge?.code.coding).toMatchObject([{ code: '96000', system: expect.stringContaining('BillCodes-CPT') as string }])
    expect(charge && modifiersOf(charge)).toEqual([])
    expect(writesOf().map(({ url }) => new URL(url).pathname)).toEqual(['/as/oracle/fhir/ChargeItem/$create'])
  })
})

describe('an EHR that takes no charges', () => {
  test('W01 gets none: the charge is copied, printed on one page, and downloaded with its claim and its attestation', async () => {
    const { window, world } = clinic
    await window.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await window.launch(patient, visit, 'dr-rivera', 'read-only')
    await window.frame.getByText('nothing is saved from here: hand over').waitFor()
    await window.frame.getByText('Saving through the FHIR API: the EHR does not offer it.').waitFor()
    await decideOn(window.frame, 'G20.A1')
    await checkCharges(window.frame)
    await button(window.frame, 'Confirm and hand over').click()
    await window.frame.getByText('Confirmed, and not stored anywhere yet.').waitFor()
    expect(await textOf(window.frame)).not.toMatch(/\bSaved\b/)
    expect(await faultsIn(window.page)).toEqual([])
    await button(window.frame, 'Copy the line').click()
    await window.frame.getByText('Copied.').waitFor()
    const line = await window.page.evaluate(() => navigator.clipboard.readText())
    expect(line).toMatch(/^\d{4}-\d{2}-\d{2}; CPT 96000; units 1; Dx 1 G20\.A1; performer Dr\. Ana Rivera; ref [0-9a-f-]{36}$/)

    const download = async <T>(what: string) => {
      const [file] = await Promise.all([window.page.waitForEvent('download'), button(window.frame, `Download the ${what} (JSON)`).click()])
      expect(file.suggestedFilename()).not.toMatch(/hale|parkinson/i)
      return JSON.parse(await readFile(await file.path(), 'utf8')) as T
    }
    const charge = await download<ChargeItem>('charge')
    const claim = await download<Claim>('draft claim')
    const record = await download<Provenance>('attestation')
    expect(charge).toMatchObject({
      status: 'billable',
      subject: { reference: `Patient/${patient}` },
      identifier: [{ value: expect.stringMatching(/^[0-9a-f-]{36}$/) as string }],
    })
    expect(claim.item).toMatchObject([{ diagnosisSequence: [1], servicedDate: charge.occurrenceDateTime, quantity: { value: 1 } }])
    expect(record).toMatchObject({
      agent: [{ who: { reference: 'Practitioner/dr-rivera' } }, {}],
      contained: [{ identifier: charge.identifier }],
    })
    expect(record.entity?.map(({ what }) => what.reference)).toContain(`Condition/${patient}-diagnosis/_history/1`)
    expect(await world.ehr.charges(patient)).toEqual([])
    expect(writesOf()).toEqual([])
    takeMissing()
  })

  test('U11 the printed page holds the charge and nothing of the app, on one sheet', async () => {
    const { window } = clinic
    await window.launch(patient, visit, 'dr-rivera', 'read-only')
    await decideOn(window.frame, 'G20.A1')
    await checkCharges(window.frame)
    await button(window.frame, 'Confirm and hand over').click()
    await window.frame.getByText('Confirmed, and not stored anywhere yet.').waitFor()
    const [app] = window.page.frames().filter((frame) => frame.url().startsWith(clinic.world.app.url))
    await window.page.emulateMedia({ media: 'print' })
    const printed = (await app?.locator('body').innerText()) ?? ''
    expect(printed).toContain('Margaret Hale')
    expect(printed).toContain('Confirmed by')
    expect(printed).not.toMatch(/Copy the line|About these rules|Still open/)
    expect(await app?.evaluate(() => document.body.scrollHeight)).toBeLessThan(1000)
    takeMissing()
  })

  test('"not billable" is noted for the window, and said to be no more', async () => {
    const { window } = clinic
    await window.launch(patient, visit, 'dr-rivera', 'read-only')
    await checkCharges(window.frame)
    await window.frame.getByText('Not billable', { exact: true }).click()
    await window.frame.getByRole('group', { name: 'Why is there no charge?' }).getByRole('radio').first().check()
    await button(window.frame, 'Record as not billable').click()
    await window.frame.getByText('Noted as not billable, for this window only.').waitFor()
    expect(writesOf()).toEqual([])
    takeMissing()
  })
})

describe('an EHR that takes drafts on its page', () => {
  test('gets the draft by message, once, and shows it in its own chart', async () => {
    const { window, world } = clinic
    await window.launch(patient, visit, 'dr-rivera', 'messaging')
    await window.frame.getByText('places a draft in Sandbox EHR').waitFor()
    await decideOn(window.frame, 'G20.A1')
    await button(window.frame, 'Confirm and place the draft').click()
    await window.frame.getByText('The draft stands on the EHR’s page, as you confirmed it.').waitFor()
    expect(world.ehr.drafts(patient)).toMatchObject([{ status: 'planned', code: { coding: [{ code: '96000' }] } }])
    await window.page.locator('#charges').getByText('in the scratchpad').waitFor()
    expect(await world.ehr.charges(patient)).toEqual([])
    expect(writesOf()).toEqual([])
  })

  test('opened in a tab of its own, without a page that could answer, it hands over', async () => {
    const { window, world } = clinic
    await window.launch(patient, visit, 'dr-rivera', 'messaging')
    const launch = world.ehr.createLaunch({ patientId: patient, encounterId: visit, messagingHandle: 'nobody' })
    const query = new URLSearchParams({ iss: world.ehr.baseAs('messaging'), launch })
    await window.page.goto(`${world.app.url}?${query.toString()}`)
    await window.page.getByText('nothing is saved from here: hand over').waitFor({ timeout: 15_000 })
    await window.page.getByText('Placing a draft on the EHR’s page: the EHR’s page did not answer.').waitFor()
    expect(await button(window.page, 'Confirm and hand over').count()).toBe(1)
    expect(world.ehr.drafts(patient)).toEqual([])
  })
})
