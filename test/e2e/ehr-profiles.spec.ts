import { readdirSync, readFileSync } from 'node:fs'
import type { Claim, Encounter } from 'fhir/r4'
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { parseConfig } from '#fhir/config.ts'
import { requestedScopes } from '#fhir/requested-scopes.ts'
import { launchAddress } from '#test/e2e-public/stage.ts'
import type { Manner } from '#test/sandbox/manners.ts'
import { diagnosis } from '#test/sandbox/patients/chart-entries.ts'
import { documentedIssuer } from '#test/support/documented-issuer.ts'
import { anIssuer } from '#test/support/issuer.ts'
import { checkCharges, confirmOn, decideOn, textOf, type Screen } from './clinic-actions.ts'
import { openClinic } from './clinic.ts'

const clinic = openClinic()
const patient = 'parkinson-a1'
const visit = `${patient}-visit`
const saved = (screen: Screen) => screen.getByText('Saved. The charge stands in the EHR as billable.')
const charges = () => clinic.world.ehr.charges(patient)
const asked = (type: string) =>
  clinic.world.ehr.requests.filter(({ method, url }) => method === 'GET' && new URL(url).pathname.endsWith(`/fhir/${type}`))

/** A problem list of so many other entries, so that it has several pages. */
async function lengthen(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1)
    await clinic.world.ehr.create(
      diagnosis(patient, 'I10', 'High blood pressure', { suffix: `more-${index}`, category: 'problem-list-item', visit: null }),
    )
}

const launchAs = (manner: Manner) => clinic.window.launch(patient, visit, 'dr-rivera', manner)

async function takeBack(screen: Screen): Promise<void> {
  await screen.getByText('Take back', { exact: true }).click()
  await screen.getByRole('button', { name: 'Mark as entered in error' }).click()
  await expect.poll(async () => (await charges()).map(({ status }) => status)).toEqual(['entered-in-error'])
}

describe('an entry that docs/ehr shows', () => {
  const pages = readdirSync('docs/ehr').filter((file) => file !== 'README.md')
  test.each(pages)('%s is a configuration the app accepts', (file) => {
    const issuer = documentedIssuer(file.replace(/\.md$/, ''))
    expect(
      parseConfig({ issuers: [{ ...issuer, issuer: issuer.issuer.replace(/<[^>]*>/, 'tenant'), oracle: null, writeChannels: [] }] })
        .issuers,
    ).toHaveLength(1)
  })
  test('every scope that is asked for has its line', () => {
    const text = readFileSync('docs/ehr/README.md', 'utf8')
    const all = `${requestedScopes('ehr', null, ['web-messaging'])} ${requestedScopes('standalone', null)}`
    for (const scope of all.split(' ')) expect(text).toMatch(new RegExp(`[\` ]${scope.replaceAll(/[.*/]/g, '\\$&')}[\` ]`))
  })
})

test('smart-sandbox: launch, draft, Confirm, and taken back', async () => {
  const { world, window } = clinic
  const launcher = world.ehrUrl
  world.app.use({ issuers: [{ ...anIssuer(), ...documentedIssuer('smart-sandbox'), issuer: `${launcher}/v/r4/fhir` }] })
  await window.page.goto(launchAddress({ launcher, app: world.app.url }, patient))
  await decideOn(window.page, 'G20.A1')
  await confirmOn(window.page).click()
  await saved(window.page).waitFor()
  expect(await charges()).toMatchObject([{ status: 'billable', code: { coding: [{ code: '96000' }] } }])
  await takeBack(window.page)
})

test('hapi: a problem list over pages of twenty with opaque links is read whole; launch, draft, Confirm, and taken back', async () => {
  const { window, world } = clinic
  await lengthen(45)
  await launchAs('hapi')
  await decideOn(window.frame, 'G20.A1')
  expect(await textOf(window.frame)).toContain('46 entries read')
  expect(world.ehr.requests.filter(({ url }) => url.includes('_getpages=')).length).toBeGreaterThanOrEqual(2)
  await confirmOn(window.frame).click()
  await saved(window.frame).waitFor()
  expect(await charges()).toMatchObject([{ status: 'billable' }])
  await takeBack(window.frame)
})

test('medplum: a draft of its own is met and confirmed in place, with the modifiers that were confirmed and no other', async () => {
  const { window, world } = clinic
  const url = 'http://hl7.org/fhir/StructureDefinition/chargeitem-modifier'
  const foreign = { url: 'urn:example:note', valueString: 'of billing' }
  const extension = [{ url, valueCodeableConcept: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '52' }] } }, foreign]
  const { id } = await world.ehr.create({
    resourceType: 'ChargeItem',
    status: 'planned',
    extension,
    code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '96000' }] },
    subject: { reference: `Patient/${patient}` },
    context: { reference: `Encounter/${visit}` },
    occurrenceDateTime: ((await world.ehr.read<Encounter>('Encounter', visit)) as { period: { start: string } }).period.start,
  })
  await launchAs('medplum')
  await decideOn(window.frame, 'G20.A1')
  await window.frame.getByText('It carries modifier 52, not chosen here: Confirm stores what is chosen here').waitFor()
  await confirmOn(window.frame).click()
  await saved(window.frame).waitFor()
  const [charge, ...more] = await charges()
  expect(more).toEqual([])
  expect(charge).toMatchObject({ id, status: 'billable', extension: [foreign] })
})

test('oracle: launch, draft, Confirm by the operation, and read back', async () => {
  const { window } = clinic
  await launchAs('oracle')
  await window.frame.getByText(/^sends to the charge service/).waitFor()
  await decideOn(window.frame, 'G20.A1')
  await checkCharges(window.frame)
  await confirmOn(window.frame).click()
  await saved(window.frame).waitFor()
  expect(await charges()).toMatchObject([{ status: 'billable' }])
  expect(await window.frame.getByText('Take back', { exact: true }).count()).toBe(0)
})

async function handOver(): Promise<Claim> {
  const { window } = clinic
  await window.frame.getByRole('button', { name: 'Confirm and hand over' }).click()
  await window.frame.getByText('Confirmed, and not stored anywhere yet.').waitFor()
  const [file] = await Promise.all([
    window.page.waitForEvent('download'),
    window.frame.getByRole('button', { name: 'Download the draft claim (JSON)' }).click(),
  ])
  return JSON.parse(await readFile(await file.path(), 'utf8')) as Claim
}

/** The browser itself reports that this EHR has no ChargeItem. */
const takeMissing = () => expect(clinic.window.takeNoise()).toMatch(/^(error: Failed to load resource.*404.*\n?)+$/)

test('epic: Conditions are asked for by category over pages of a hundred; launch, draft, Confirm, and handed over', async () => {
  const { window } = clinic
  await lengthen(130)
  await launchAs('epic')
  await window.frame.getByText('nothing is saved from here: hand over').waitFor()
  await decideOn(window.frame, 'G20.A1')
  await checkCharges(window.frame)
  expect(await textOf(window.frame)).toContain('131 entries read')
  expect(asked('Condition').filter(({ url }) => !new URL(url).searchParams.has('category'))).toEqual([])
  expect(asked('Condition').length).toBeGreaterThanOrEqual(3)
  expect(await handOver()).toMatchObject({ status: 'draft', item: [{ diagnosisSequence: [1] }] })
  expect(await charges()).toEqual([])
  takeMissing()
})

test('athena: S256 is sent although it is not advertised; launch, draft, Confirm, and handed over', async () => {
  const { window } = clinic
  await launchAs('athena')
  await window.frame.getByText('nothing is saved from here: hand over').waitFor()
  await decideOn(window.frame, 'G20.A1')
  await checkCharges(window.frame)
  expect(await handOver()).toMatchObject({ status: 'draft', item: [{ diagnosisSequence: [1] }] })
  expect(await charges()).toEqual([])
  takeMissing()
})

test('athena: where the site insists on an advertised S256, the launch is refused and says why', async () => {
  const { window, world } = clinic
  world.app.use({ issuers: [anIssuer({ issuer: world.ehr.baseAs('athena'), pkce: 'required' })] })
  const query = new URLSearchParams({
    iss: world.ehr.baseAs('athena'),
    launch: world.ehr.createLaunch({ patientId: patient, encounterId: visit }),
  })
  await window.page.goto(`${world.app.url}?${query.toString()}`)
  await expect.poll(() => window.page.locator('main').innerText()).toMatch(/S256|PKCE/)
})
