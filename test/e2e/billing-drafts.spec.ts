import { readFile } from 'node:fs/promises'
import type { ChargeItem, Claim } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { modifiersOf } from '#core/charge-modifiers.ts'
import { diagnosis } from '#test/sandbox/patients/chart-entries.ts'
import { readHl7 } from '#test/support/read-hl7.ts'
import { checkCharges, confirmOn, decideOn, faultsIn, textOf, type Screen } from './clinic-actions.ts'
import { openClinic } from './clinic.ts'

const clinic = openClinic()
const patient = 'parkinson-a1'
const visit = `${patient}-visit`
const buttonOf = (screen: Screen, name: string) => screen.getByRole('button', { name, exact: true })
const codesOf = (charge: ChargeItem) => (charge.reason ?? []).map(({ coding }) => coding?.[0]?.code)

async function download(screen: Screen, name: string): Promise<Buffer> {
  const [file] = await Promise.all([clinic.window.page.waitForEvent('download'), buttonOf(screen, name).click()])
  expect(file.suggestedFilename()).toMatch(/^gait-charge-[a-z-]+\.(json|hl7)$/)
  expect(file.suggestedFilename()).not.toMatch(/hale|parkinson/i)
  return readFile(await file.path())
}

/** Two diagnoses in an order of the clinician's own, and two modifiers with their picked reasons. */
async function decideMuchOn(screen: Screen): Promise<void> {
  await screen.getByRole('checkbox', { name: 'M17.11' }).check()
  await decideOn(screen, 'G20.A1')
  for (const code of ['59', '52']) {
    const modifier = screen.getByRole('checkbox', { name: new RegExp(`^${code} `) })
    for (const words of [/none is supported|a question is open/, /^The other \d+ modifiers/]) {
      const closed = screen.getByText(words)
      if (!(await modifier.isVisible()) && (await closed.count()) > 0) await closed.click()
    }
    await modifier.check()
    await screen.getByRole('listitem').filter({ has: modifier }).getByRole('radio').first().check()
  }
}

/** Downloads both drafts and reads them back: they must say what the charge says. */
async function expectDraftsOf(screen: Screen, charge: ChargeItem): Promise<void> {
  const day = charge.occurrenceDateTime?.slice(0, 10) ?? ''
  const [modifiers, reference] = [modifiersOf(charge).map(({ code }) => code), charge.identifier?.[0]?.value ?? '']
  expect([codesOf(charge), modifiers]).toEqual([
    ['M17.11', 'G20.A1'],
    ['52', '59'],
  ])

  const claim = JSON.parse((await download(screen, 'Download the draft claim (JSON)')).toString('utf8')) as Claim
  expect([claim.status, claim.use, claim.patient, claim.identifier]).toEqual(['draft', 'claim', charge.subject, charge.identifier])
  expect(claim.diagnosis?.map(({ diagnosisCodeableConcept }) => diagnosisCodeableConcept?.coding?.[0]?.code)).toEqual(codesOf(charge))
  expect(claim.item).toMatchObject([
    { diagnosisSequence: [1, 2], productOrService: charge.code, servicedDate: day, quantity: charge.quantity, encounter: [charge.context] },
  ])
  expect(claim.item?.[0]?.modifier?.map(({ coding }) => coding?.[0]?.code)).toEqual(modifiers)

  const message = readHl7(await download(screen, 'Download the draft charge message (HL7 v2)'))
  expect(message.faults()).toEqual([])
  expect(message.segments).toEqual(['MSH', 'EVN', 'PID', 'PV1', 'FT1', 'NTE'])
  expect([message.firsts('MSH', 11), message.firsts('FT1', 2)]).toEqual([['T'], [reference.slice(-12)]])
  expect(message.occurrences('PID', 5)).toEqual([['Hale', 'Margaret', '', '', '', '', 'L']])
  expect(message.firsts('FT1', 4)).toEqual([day.replaceAll('-', '')])
  expect([message.firsts('FT1', 7), message.firsts('FT1', 10), message.firsts('FT1', 25)]).toEqual([['96000'], ['1'], ['96000']])
  expect([message.firsts('FT1', 19), message.firsts('FT1', 26)]).toEqual([codesOf(charge), modifiers])

  expect(await textOf(screen)).toContain('Download a draft for the billing system, to be checked there. Nothing was sent to it.')
  expect(await faultsIn(clinic.window.page)).toEqual([])
}

describe('the drafts for the billing system', () => {
  test('are downloaded from the receipt, and say what the EHR stored', async () => {
    const { window, world } = clinic
    await world.ehr.create(diagnosis(patient, 'M17.11', 'Osteoarthritis of the right knee', { suffix: 'knee' }))
    await window.launch(patient, visit)
    expect(await buttonOf(window.frame, 'Download the draft claim (JSON)').count()).toBe(0)
    await decideMuchOn(window.frame)
    await confirmOn(window.frame).click()
    await window.frame.getByText(/^Attestation: stored/).waitFor()
    const [stored] = await world.ehr.charges(patient)
    const before = world.ehr.requests.length
    await expectDraftsOf(window.frame, stored as ChargeItem)
    expect(world.ehr.requests.slice(before).filter(({ method }) => method !== 'GET')).toEqual([])
  })

  test('are downloaded from the hand-off, and say what the charge in it says', async () => {
    const { window, world } = clinic
    await world.ehr.create(diagnosis(patient, 'M17.11', 'Osteoarthritis of the right knee', { suffix: 'knee' }))
    await window.launch(patient, visit, 'dr-rivera', 'read-only')
    await window.frame.getByText('nothing is saved from here: hand over').waitFor()
    await decideMuchOn(window.frame)
    await checkCharges(window.frame)
    await buttonOf(window.frame, 'Confirm and hand over').click()
    await window.frame.getByText('Confirmed, and not stored anywhere yet.').waitFor()
    const charge = JSON.parse((await download(window.frame, 'Download the charge (JSON)')).toString('utf8')) as ChargeItem
    await expectDraftsOf(window.frame, charge)
    expect(await world.ehr.charges(patient)).toEqual([])
    // The browser itself reports that this EHR has no ChargeItem.
    expect(window.takeNoise()).toMatch(/^(error: Failed to load resource.*404.*\n?)+$/)
  })
})
