import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { confirmOn, decideOn, faultsIn, textOf, verdictOn } from './clinic-actions.ts'
import { openClinic } from './clinic.ts'

const clinic = openClinic({ width: 1280, height: 800 })
const patient = 'parkinson-a1'
const row = (name: string) => clinic.window.page.getByRole('row').filter({ hasText: name })
const openPractice = async () => {
  const { window, world } = clinic
  await window.page.goto(`${world.app.url}?${new URLSearchParams({ iss: world.ehr.base, practice: '' }).toString()}`)
  await window.page.getByRole('heading', { level: 1, name: /^Visits of / }).waitFor()
  await expect.poll(() => textOf(window.page), { timeout: 60_000 }).not.toContain('Reading…')
}

test('the visits of today with where each stands; one is opened, charged, and stands as charged in the list', async () => {
  const { window, world } = clinic
  const { page } = window
  await openPractice()
  expect(await row('Margaret Hale').first().innerText()).toMatch(/Open: a study is recorded, and no charge/)
  expect(await textOf(page)).toMatch(/Nothing to do/)
  expect(await textOf(page)).toMatch(/Charge stands/)
  expect(await faultsIn(page)).toEqual([])
  await row('Margaret Hale').first().getByRole('button').click()
  await expect.poll(() => verdictOn(page)).toBe('G20.A1 is on the list for 96000.')
  expect(await page.locator('.banner').innerText()).toContain('Margaret Hale')
  await decideOn(page, 'G20.A1')
  await confirmOn(page).click()
  await page.getByText('Saved. The charge stands in the EHR as billable.').waitFor()
  expect(await world.ehr.charges(patient)).toMatchObject([{ status: 'billable' }])
  await page.getByRole('button', { name: 'Back to the visits' }).click()
  await expect.poll(() => row('Margaret Hale').first().innerText()).toMatch(/Charge stands/)
  expect(await page.evaluate(() => document.activeElement?.id)).toBe(`visit-${patient}-visit`)
})

test('mine are those that I attend; the list is saved as it stands on the screen', async () => {
  const { page } = clinic.window
  await openPractice()
  const all = await page.getByRole('row').count()
  await page.getByRole('radio', { name: 'Mine' }).check()
  await expect.poll(() => page.getByRole('row').count()).toBeLessThan(all)
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save the list (CSV)' }).click()])
  expect(file.suggestedFilename()).toMatch(/^gait-charge-visits-\d{4}-\d{2}-\d{2}\.csv$/)
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n')
  expect(lines).toHaveLength(await page.getByRole('row').count())
  expect(lines.filter((line) => line.includes('"parkinson-a1-visit"'))).toHaveLength(1)
})

test('a chart whose charges cannot be read is "cannot tell", never "nothing to do"; a list that broke off says so', async () => {
  const { window, world } = clinic
  world.ehr.misbehave({ method: 'GET', pathPattern: /\/ChargeItem\?/, times: 999, answer: { kind: 'respond', status: 403 } })
  await openPractice()
  expect(await row('Margaret Hale').first().innerText()).toMatch(/Cannot tell/)
  expect(await textOf(window.page)).not.toMatch(/Charge stands/)
  expect(clinic.window.takeNoise()).toMatch(/403/)
})
