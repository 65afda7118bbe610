import { describe, expect, test } from 'vitest'
import { confirmOn, decideOn, faultsIn, textOf, verdictOn } from './clinic-actions.ts'
import { openClinic } from './clinic.ts'

const clinic = openClinic()
const patient = 'parkinson-a1'
const charges = () => clinic.world.ehr.charges(patient)
const open = async () => {
  await clinic.window.launchAlone({ patientId: patient, encounterId: `${patient}-visit` })
  await verdictOn(clinic.window.page)
}

test('U01 the whole job is done by the keyboard alone, with the focus always to be seen', async () => {
  const { page } = clinic.window
  await open()
  const unseen: string[] = []
  const reach = async (wanted: ReturnType<typeof confirmOn>) => {
    for (let presses = 0; presses < 80; presses += 1) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return
      await page.keyboard.press('Tab')
      const { outlineStyle, tag } = await page.evaluate(() => {
        const at = document.activeElement ?? document.body
        return { outlineStyle: getComputedStyle(at).outlineStyle, tag: at.tagName }
      })
      if (tag !== 'BODY' && outlineStyle === 'none') unseen.push(tag)
    }
    throw new Error('the keyboard never came there')
  }
  await reach(page.getByRole('checkbox', { name: 'G20.A1' }))
  await page.keyboard.press('Space')
  await reach(page.getByRole('group', { name: /3-D kinematics/ }).getByRole('radio', { name: 'Yes' }))
  await page.keyboard.press('Space')
  await reach(confirmOn(page))
  await page.keyboard.press('Enter')
  await page.getByText('Saved. The charge stands in the EHR as billable.').waitFor()
  expect(unseen).toEqual([])
  expect(await charges()).toHaveLength(1)
})

test('W20 a key held down on Confirm is one press', async () => {
  const { page } = clinic.window
  await open()
  await decideOn(page, 'G20.A1')
  await confirmOn(page).focus()
  for (let repeats = 0; repeats < 8; repeats += 1) await page.keyboard.down('Enter')
  await page.keyboard.up('Enter')
  await page.getByText('Saved. The charge stands in the EHR as billable.').waitFor()
  expect(await charges()).toHaveLength(1)
})

test('U08 at 320 px, which is 1280 px at 400 percent, and with wide text, nothing is lost', async () => {
  const { page } = clinic.window
  await page.setViewportSize({ width: 320, height: 640 })
  await open()
  // The records around the study come last.
  await page.getByText(/items open/).waitFor()
  const before = (await textOf(page)).length
  await page.evaluate(() => {
    const spacing = new CSSStyleSheet()
    spacing.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }')
    document.adoptedStyleSheets.push(spacing)
  })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  expect((await textOf(page)).length).toBe(before)
  await decideOn(page, 'G20.A1')
  await confirmOn(page).click()
  await page.getByText('Saved. The charge stands in the EHR as billable.').waitFor()
})

test.each([{ colorScheme: 'dark' }, { forcedColors: 'active' }, { reducedMotion: 'reduce' }] as const)(
  'U09 with %j the page is usable, and no state is told by colour alone',
  async (media) => {
    const { page } = clinic.window
    await page.emulateMedia(media)
    await open()
    expect(await faultsIn(page)).toEqual([])
    expect(await textOf(page)).toContain('on the list')
    const moving = await page.evaluate(() => document.getAnimations().length)
    expect('reducedMotion' in media ? moving : 0).toBe(0)
  },
)

describe('a screen reader', () => {
  test('U10 hears loading and saved politely, and a refusal at once', async () => {
    const { page } = clinic.window
    const { ehr } = clinic.world
    ehr.misbehave({ method: 'GET', pathPattern: /Encounter\//, answer: { kind: 'delay', ms: 800 } })
    await clinic.window.launchAlone({ patientId: patient, encounterId: `${patient}-visit` })
    await page.getByRole('status').filter({ hasText: 'Reading the chart…' }).waitFor()
    await verdictOn(page)
    ehr.misbehave({ method: 'POST', pathPattern: /\/ChargeItem$/, answer: { kind: 'respond', status: 400 } })
    await decideOn(page, 'G20.A1')
    await confirmOn(page).click()
    const refusal = page.getByRole('alert').filter({ hasText: 'The EHR refused the charge' })
    await refusal.waitFor()
    expect(await refusal.count()).toBe(1)
    await confirmOn(page).click()
    const receipt = page.getByRole('status').filter({ hasText: 'Saved. The charge stands' })
    await receipt.waitFor()
    expect([await receipt.count(), await page.getByRole('alert').count()]).toEqual([1, 0])
    expect(await faultsIn(page)).toEqual([])
    expect(clinic.window.takeNoise()).toMatch(/400/)
  })
})

test('U12 no single key does anything by itself', async () => {
  const { page } = clinic.window
  await open()
  // The records around the study come last.
  await page.getByText(/items open/).waitFor()
  const before = await textOf(page)
  for (const key of 'abcdefghijklmnopqrstuvwxyz0123456789?/') await page.keyboard.press(key)
  expect(await textOf(page)).toBe(before)
  expect(await page.locator('main input:checked:not(footer input)').count()).toBe(0)
  expect(await charges()).toEqual([])
})
