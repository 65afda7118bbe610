import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { sandboxPlaces } from '#test/support/issuer.ts'
import { confirmOn, verdictOn } from './clinic-actions.ts'
import { openClinic } from './clinic.ts'

const clinic = openClinic({ width: 400, height: 700 })

/** What a person did: presses of a control, keys, and characters typed into a field. */
interface Effort {
  readonly activations: number
  readonly keys: number
  readonly characters: number
}

/** Counts in the page itself, whatever drives it; a click on a label counts once, as its input. */
async function countOn(page: Page): Promise<() => Promise<Effort>> {
  await page.addInitScript(() => {
    const effort = { activations: 0, keys: 0, characters: 0 }
    Object.assign(globalThis, { effort })
    addEventListener('click', ({ isTrusted, target }) => {
      if (isTrusted && target instanceof Element && target.closest('button, summary, input') !== null) effort.activations += 1
    }, true) // prettier-ignore
    addEventListener('keydown', ({ key }) => void (['Alt', 'Shift'].includes(key) ? null : (effort.keys += 1)), true)
    addEventListener('input', ({ target }) => {
      if (target instanceof HTMLInputElement && !['checkbox', 'radio'].includes(target.type)) effort.characters += 1
    }, true) // prettier-ignore
  })
  return () => page.evaluate(() => (globalThis as unknown as { readonly effort: Effort }).effort)
}

async function open(patientId: string) {
  const { window, world } = clinic
  const effort = await countOn(window.page)
  world.app.use({ issuers: [{ ...world.issuer, locations: sandboxPlaces }] })
  await window.launchAlone({ patientId, encounterId: `${patientId}-visit` })
  await verdictOn(window.page)
  return { page: window.page, effort }
}

const saved = (page: Page) => page.getByText('Saved. The charge stands in the EHR as billable.').waitFor()
const answerYes = (page: Page, question: RegExp) => page.getByRole('group', { name: question }).getByRole('radio', { name: 'Yes' }).check()

describe('with a mouse', () => {
  test('the complete case takes two activations and no typing: choose the diagnosis, confirm', async () => {
    const { page, effort } = await open('complete-record')
    expect(
      await page
        .getByRole('checkbox', { checked: true })
        .or(page.getByRole('radio', { checked: true }))
        .count(),
    ).toBe(0)
    expect(await confirmOn(page).isDisabled()).toBe(true)
    await page.getByRole('checkbox', { name: 'G20.A1' }).check()
    await confirmOn(page).click()
    await saved(page)
    expect(await effort()).toMatchObject({ activations: 2, characters: 0 })
    expect(await clinic.world.ehr.charges('complete-record')).toMatchObject([{ status: 'billable' }])
  })

  test('one missing fact takes at most four', async () => {
    const { page, effort } = await open('parkinson-a1')
    await page.getByRole('checkbox', { name: 'G20.A1' }).check()
    await answerYes(page, /3-D kinematics/)
    await confirmOn(page).click()
    await saved(page)
    const { activations, characters } = await effort()
    expect([activations <= 4, characters]).toEqual([true, 0])
  })

  test('the everyday chart, a visit and a problem list, takes at most seven', async () => {
    const { page, effort } = await open('everyday-chart')
    await page.getByRole('checkbox', { name: 'M16.11' }).check()
    await answerYes(page, /performed on this patient/)
    await answerYes(page, /3-D kinematics/)
    await page.getByRole('radio', { name: /\(me\)/ }).check()
    await confirmOn(page).click()
    await saved(page)
    const { activations, characters } = await effort()
    expect([activations <= 7, characters]).toEqual([true, 0])
  })
})

describe('by keyboard alone', () => {
  test('the complete case takes at most 12 keys with Tab, Space and Enter', async () => {
    const { page, effort } = await open('complete-record')
    const reach = async (isThere: () => Promise<boolean>) => {
      for (let presses = 0; presses < 20 && !(await isThere()); presses += 1) await page.keyboard.press('Tab')
    }
    await reach(async () => (await page.getByRole('checkbox', { name: 'G20.A1' }).and(page.locator(':focus')).count()) > 0)
    await page.keyboard.press('Space')
    // Keys count from the moment at which there is something to reach: the EHR was asked what it takes.
    await expect.poll(() => confirmOn(page).isEnabled()).toBe(true)
    await reach(async () => (await confirmOn(page).and(page.locator(':focus')).count()) > 0)
    await page.keyboard.press('Enter')
    await saved(page)
    const { activations, keys, characters } = await effort()
    expect({ activations, characters, isShort: keys <= 12 ? 'at most 12' : keys }).toEqual({
      activations: 2,
      characters: 0,
      isShort: 'at most 12',
    })
  })

  test('with the shortcuts it takes four keys, and a shortcut by itself chooses and sends nothing', async () => {
    const { page, effort } = await open('complete-record')
    await page.keyboard.press('Alt+Shift+D')
    await page.keyboard.press('Alt+Shift+C')
    await page.keyboard.press('Alt+Shift+D')
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0)
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT')
    await page.getByText('Still open: a diagnosis.', { exact: true }).waitFor()
    const before = await effort()
    await page.keyboard.press('Space')
    await page.keyboard.press('Alt+Shift+C')
    expect(await confirmOn(page).and(page.locator(':focus')).count()).toBe(1)
    await page.keyboard.press('Enter')
    await saved(page)
    expect(await effort()).toEqual({ activations: 2, keys: before.keys + 3, characters: 0 })
  })

  test('while Confirm is closed its shortcut leads to what is open, never on to another button', async () => {
    const { page } = await open('parkinson-a1')
    await page.keyboard.press('Alt+Shift+C')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Charge')
    await page.keyboard.press('Enter')
    expect(await clinic.world.ehr.charges('parkinson-a1')).toEqual([])
  })

  test('a shortcut leads to the open question; switched off, none does; a letter alone never does', async () => {
    const { page } = await open('parkinson-a1')
    const focused = () => page.evaluate(() => document.activeElement?.closest('fieldset')?.querySelector('legend')?.textContent ?? null)
    await page.keyboard.press('o')
    expect(await focused()).toBeNull()
    await page.keyboard.press('Alt+Shift+O')
    expect(await focused()).toMatch(/3-D kinematics/)
    await page.getByText('Keyboard', { exact: true }).click()
    await page.getByRole('checkbox', { name: /Shortcuts on/ }).uncheck()
    await page.keyboard.press('Alt+Shift+O')
    expect(await focused()).toBeNull()
  })

  test('after Confirm the focus is on the charge, and each message is spoken once', async () => {
    const { page } = await open('complete-record')
    await page.evaluate(() => {
      const spoken: string[] = []
      Object.assign(globalThis, { spoken })
      new MutationObserver((changes) => {
        for (const { target } of changes) {
          const region = (target instanceof Element ? target : target.parentElement)?.closest('[role=status], [role=alert]')
          const text = region?.querySelector('.notice-title')?.textContent ?? region?.textContent
          if (text !== undefined && text !== null && text !== '' && spoken.at(-1) !== text) spoken.push(text)
        }
        for (const added of changes.flatMap(({ addedNodes }) => [...addedNodes]))
          if (added instanceof Element)
            for (const region of added.matches('[role=status], [role=alert]')
              ? [added]
              : added.querySelectorAll('[role=status], [role=alert]'))
              if (region.querySelector('.notice-title') !== null) spoken.push(region.querySelector('.notice-title')?.textContent ?? '')
      }).observe(document.body, { subtree: true, childList: true, characterData: true })
    })
    await page.getByRole('checkbox', { name: 'G20.A1' }).focus()
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Confirm', exact: true, disabled: false }).waitFor()
    await page.keyboard.press('Alt+Shift+C')
    await page.keyboard.press('Enter')
    await saved(page)
    await page.getByText(/^Attestation: stored/).waitFor()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Charge')
    const spoken = await page.evaluate(() => (globalThis as unknown as { readonly spoken: readonly string[] }).spoken)
    const title = 'Saved. The charge stands in the EHR as billable.'
    expect(spoken.filter((text) => text === title).length).toBeGreaterThan(0)
    expect(spoken.filter((text) => text.includes('Nothing is open'))).toHaveLength(1)
  })
})

test('chosen diagnoses change their order on the claim line by keyboard, and the focus stays on the button', async () => {
  const { world, window } = clinic
  const { diagnosis } = await import('#test/sandbox/patients/chart-entries.ts')
  await world.ehr.create(diagnosis('complete-record', 'M17.11', 'Osteoarthritis of the right knee', { suffix: 'knee' }))
  const { page } = await open('complete-record')
  await page.getByRole('checkbox', { name: 'G20.A1' }).check()
  await page.getByRole('checkbox', { name: 'M17.11' }).check()
  const line = () => window.page.getByRole('region', { name: 'Charge', exact: true }).innerText()
  expect(await line()).toMatch(/1 G20\.A1\s+2 M17\.11/)
  await page.getByRole('button', { name: 'Move M17.11 up' }).focus()
  await page.keyboard.press('Enter')
  expect(await line()).toMatch(/1 M17\.11\s+2 G20\.A1/)
  expect(await page.locator(':focus').innerText()).toContain('Move M17.11 up')
  await page.keyboard.press('Enter')
  expect(await line()).toMatch(/1 M17\.11\s+2 G20\.A1/)
  await page.getByRole('button', { name: 'Move M17.11 down' }).press('Enter')
  await confirmOn(page).click()
  await saved(page)
  const [charge] = await world.ehr.charges('complete-record')
  expect(charge?.reason?.map(({ coding }) => coding?.[0]?.code)).toEqual(['G20.A1', 'M17.11'])
})
