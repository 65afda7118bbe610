import type { ChargeItem } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { confirmOn, decideOn, textOf, verdictOn } from './clinic-actions.ts'
import { openClinic } from './clinic.ts'

const clinic = openClinic(undefined, { quirks: { exposedHeaders: [] } })
const patient = 'parkinson-a1'
const open = () => clinic.window.launchAlone({ patientId: patient, encounterId: `${patient}-visit` })
const charges = () => clinic.world.ehr.charges(patient)
const saved = () => clinic.window.page.getByText('Saved. The charge stands in the EHR as billable.')
const confirm = async () => {
  await decideOn(clinic.window.page, 'G20.A1')
  await confirmOn(clinic.window.page).click()
}
const posting = (answer: Parameters<typeof clinic.world.ehr.misbehave>[0]['answer']) =>
  clinic.world.ehr.misbehave({ method: 'POST', pathPattern: /\/ChargeItem$/, answer })

describe('reading', () => {
  test('N17 a first byte after eight seconds: a skeleton at once, a word after three, and then the chart', async () => {
    clinic.world.ehr.misbehave({ method: 'GET', pathPattern: /Encounter\//, answer: { kind: 'delay', ms: 8000 } })
    await open()
    await clinic.window.page.getByText('Reading the chart…').waitFor({ timeout: 2000 })
    await clinic.window.page.getByText('The EHR takes longer than usual; nothing is lost.').waitFor({ timeout: 6000 })
    expect(await verdictOn(clinic.window.page)).toBe('G20.A1 is on the list for 96000.')
  })
  test('N25 an answer that CORS keeps from the page is an outage, never "none"', async () => {
    const headers = { 'Access-Control-Allow-Origin': 'https://other.example' }
    clinic.world.ehr.misbehave({
      method: 'GET',
      pathPattern: /Condition\?/,
      times: 9,
      answer: { kind: 'respond', status: 200, body: '{}', headers },
    })
    await open()
    expect(await verdictOn(clinic.window.page)).toBe('The chart does not tell whether a diagnosis is on the list.')
    expect(await textOf(clinic.window.page)).toContain('Diagnoses: the EHR did not answer.')
    expect(clinic.window.takeNoise()).toMatch(/CORS/)
  })
  test('N16 offline in the middle of a reading, and back: the chart is read by itself, and nothing is written twice', async () => {
    const { page, context } = clinic.window
    // Going offline lets an answer that is under way arrive: the connection of this one breaks.
    await page.route(/\/fhir\/Encounter\//, (route) => route.abort('internetdisconnected'))
    await open()
    await page.getByText('Visit: The EHR does not answer.').waitFor({ timeout: 20_000 })
    await context.setOffline(true)
    await page.waitForFunction(() => !navigator.onLine)
    await page.unroute(/\/fhir\/Encounter\//)
    await context.setOffline(false)
    await expect.poll(() => verdictOn(page), { timeout: 20_000 }).toBe('G20.A1 is on the list for 96000.')
    await confirm()
    await saved().waitFor()
    expect(await charges()).toHaveLength(1)
    expect(clinic.window.takeNoise()).toMatch(/ERR_/)
  })
})

describe('writing', () => {
  test('W31 offline at Confirm: nothing is sent, nothing waits to be sent, and the screen says so', async () => {
    await open()
    await decideOn(clinic.window.page, 'G20.A1')
    await clinic.window.context.setOffline(true)
    await confirmOn(clinic.window.page).click()
    await clinic.window.page.getByText(/^Nothing was sent\./).waitFor({ timeout: 20_000 })
    await clinic.window.context.setOffline(false)
    await clinic.window.page.waitForTimeout(1500)
    expect(await charges()).toEqual([])
    expect(clinic.window.takeNoise()).toMatch(/ERR_INTERNET_DISCONNECTED/)
  })
  test('W04 an EHR that lets the page see no Location: the charge is found, and then saved', async () => {
    posting({ kind: 'commit-then-respond', status: 201 })
    await open()
    await confirm()
    await saved().waitFor()
    expect(await charges()).toHaveLength(1)
  })
  test('W10 what the EHR objects to is listed, has the focus, and leads to where it was chosen; its own words are nowhere', async () => {
    const issue = [
      { severity: 'error', code: 'invalid', expression: ['ChargeItem.reason[0]', 'ChargeItem.subject'], diagnostics: 'CANARY' },
    ]
    posting({ kind: 'respond', status: 422, body: JSON.stringify({ resourceType: 'OperationOutcome', issue }) })
    const { page } = clinic.window
    await open()
    await confirm()
    await page.getByText('The EHR refused the charge; nothing was stored.').waitFor()
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe('What the EHR objects to')
    await page.getByRole('button', { name: 'the diagnoses', exact: true }).click()
    expect(await page.getByRole('region', { name: 'Diagnoses', exact: true }).locator(':focus').count()).toBe(1)
    expect(await page.content()).not.toContain('CANARY')
    expect(clinic.window.takeNoise()).toMatch(/422/)
  })
  test('W09 a charge that changed meanwhile is read again, its difference named, and Confirm asked anew', async () => {
    const { page } = clinic.window
    const { ehr } = clinic.world
    await open()
    await page.getByRole('button', { name: 'Save draft' }).click()
    await page.getByText('Saved as a draft in the EHR.').waitFor()
    await decideOn(page, 'G20.A1')
    ehr.misbehave({ method: 'PUT', pathPattern: /\/ChargeItem\//, answer: { kind: 'respond', status: 409 } })
    const [draft] = await charges()
    await ehr.update({ ...(draft as ChargeItem), quantity: { value: 1 }, note: [{ text: 'checked by billing' }] })
    await confirmOn(page).click()
    await page.getByText('Not stored: the charge changed meanwhile.').waitFor()
    expect(await textOf(page)).toMatch(/What stands now differs from yours in: .*status/)
    await confirmOn(page).click()
    await saved().waitFor()
    expect(await charges()).toMatchObject([{ status: 'billable', note: [{ text: 'checked by billing' }] }])
    expect(clinic.window.takeNoise()).toMatch(/409/)
  })
  test('W24 a charge that was taken back is shown as history, and stands in nobody’s way', async () => {
    const { page } = clinic.window
    await open()
    await confirm()
    await saved().waitFor()
    const [first] = await charges()
    await clinic.world.ehr.update({ ...(first as ChargeItem), status: 'entered-in-error' })
    await page.reload()
    await page.getByText(/^Taken back before: number/).waitFor()
    expect(await textOf(page)).toContain(first?.id ?? '-')
    await confirm()
    await saved().waitFor()
    expect((await charges()).map(({ status }) => status).toSorted()).toEqual(['billable', 'entered-in-error'])
  })
  test('U07 a window closed in the middle of a review sends nothing', async () => {
    await open()
    await decideOn(clinic.window.page, 'G20.A1')
    await clinic.window.page.keyboard.press('Escape')
    await clinic.window.page.goBack().catch(() => null)
    // Back may lead to the launch, which leaves for the sign-in at once and would not let itself be interrupted.
    await expect
      .poll(() =>
        clinic.window.page
          .goto('about:blank')
          .catch(() => null)
          .then(() => clinic.window.page.url()),
      )
      .toBe('about:blank')
    expect(await charges()).toEqual([])
  })
})
