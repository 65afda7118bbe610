import { describe, expect, test } from 'vitest'
import { confirmOn, decideOn, verdictOn } from './clinic-actions.ts'
import { openClinic } from './clinic.ts'

const clinic = openClinic({ width: 400, height: 700 })
const visit = { patientId: 'parkinson-a1', encounterId: 'parkinson-a1-visit' }
const styleAsked: string[] = []

/** Launches with a token answer that names this style (SMART App Launch 2.2, `smart_style_url`), and gives the app's own tokens. */
async function launchWith(address: string, style: object): Promise<{ accent: string; radius: string }> {
  const { page } = clinic.window
  styleAsked.length = 0
  await page.route('**/auth/token', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), smart_style_url: address } })
  })
  await page.route('**/style.json', async (route) => {
    styleAsked.push(route.request().url())
    await route.fulfill({ json: style, headers: { 'Access-Control-Allow-Origin': '*' } })
  })
  await clinic.window.launchAlone(visit)
  await verdictOn(page)
  return page.evaluate(() => {
    const { style } = document.documentElement
    return { accent: style.getPropertyValue('--accent'), radius: style.getPropertyValue('--radius') }
  })
}

const readable = { color_background: '#ffffff', color_text: '#111111', color_highlight: '#1a4f8b', dim_border_radius: '2px' }

describe('the look that the EHR names', () => {
  test('is taken over where its colour can be read', async () => {
    await launchWith(`${clinic.world.ehrUrl}/style.json`, readable)
    await expect
      .poll(() => clinic.window.page.evaluate(() => document.documentElement.style.getPropertyValue('--accent')))
      .toBe(readable.color_highlight)
    const button = clinic.window.page.getByRole('button', { name: 'Confirm', exact: true })
    await decideOn(clinic.window.page, 'G20.A1')
    await expect.poll(() => button.evaluate((one) => getComputedStyle(one).backgroundColor)).toBe('rgb(26, 79, 139)')
    expect(await button.evaluate((one) => getComputedStyle(one).borderRadius)).toBe('2px')
  })

  test('leaves a colour out that could not be read on the page', async () => {
    await launchWith(`${clinic.world.ehrUrl}/style.json`, { ...readable, color_highlight: '#dfe6ee' })
    await expect.poll(() => clinic.window.page.evaluate(() => document.documentElement.style.getPropertyValue('--radius'))).toBe('2px')
    expect(await clinic.window.page.evaluate(() => document.documentElement.style.getPropertyValue('--accent'))).toBe('')
  })

  test('is not even asked for at an address that the site does not list', async () => {
    const { accent } = await launchWith('https://elsewhere.example/style.json', readable)
    await clinic.window.page.getByText(/^saves to /).waitFor()
    expect([accent, styleAsked]).toEqual(['', []])
  })
})

test('U11 a saved charge prints on one sheet, with its number, and nothing of the app', async () => {
  const { page } = clinic.window
  await clinic.window.launchAlone(visit)
  await decideOn(page, 'G20.A1')
  await confirmOn(page).click()
  await page.getByText(/^Attestation: stored/).waitFor()
  const [charge] = await clinic.world.ehr.charges(visit.patientId)
  await page.emulateMedia({ media: 'print' })
  const printed = await page.locator('body').innerText()
  for (const said of [charge?.id ?? 'none', 'Margaret Hale', '96000', 'G20.A1', 'Dr. Ana Rivera']) expect(printed).toContain(said)
  expect(printed).not.toMatch(/Copy the line|Take back|About these rules/)
  const sheets = (await page.pdf({ format: 'Letter' })).toString('latin1').match(/\/Type\s*\/Page\b/g)
  expect(sheets).toHaveLength(1)
})
