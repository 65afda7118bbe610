import { AxeBuilder } from '@axe-core/playwright'
import type { Locator } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { confirmOn, decideOn, verdictOn } from './clinic-actions.ts'
import { openClinic } from './clinic.ts'

const clinic = openClinic({ width: 400, height: 700 })

describe.each([320, 400, 480])('in a sidebar %i px wide', (width) => {
  test.each(['parkinson-a1', 'snomed-knee', 'already-charged', 'stroke-dysphagia'])(
    '%s: nothing is cut off, and axe finds no fault',
    async (patient) => {
      const { window } = clinic
      await window.page.setViewportSize({ width, height: 700 })
      await window.launchAlone({ patientId: patient, encounterId: `${patient}-visit` })
      await verdictOn(window.page)
      expect(await window.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      const { violations } = await new AxeBuilder({ page: window.page }).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([])
    },
  )
})

test('Confirm and the chosen diagnosis are on the screen together at 400x700', async () => {
  const { window } = clinic
  await window.page.setViewportSize({ width: 400, height: 700 })
  await window.launchAlone({ patientId: 'parkinson-a1', encounterId: 'parkinson-a1-visit' })
  await decideOn(window.page, 'G20.A1')
  await window.page.evaluate(() => scrollTo(0, 0))
  const seen = async (name: 'checkbox' | 'button', label: string) => {
    const box = await window.page.getByRole(name, { name: label }).boundingBox()
    return box !== null && box.y >= 0 && box.y + box.height <= 700
  }
  expect([await seen('checkbox', 'G20.A1'), await seen('button', 'Confirm')]).toEqual([true, true])
})

describe('at 400x700 the panel with the draft', () => {
  const panel = () => clinic.window.page.getByRole('region', { name: 'Charge', exact: true })
  const boxOf = async (locator: Locator) => (await locator.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const open = async (patientId: string) => {
    await clinic.window.page.setViewportSize({ width: 400, height: 700 })
    await clinic.window.launchAlone({ patientId, encounterId: `${patientId}-visit` })
    await verdictOn(clinic.window.page)
  }

  test('leaves the one open question whole, and says whose charge it is', async () => {
    await open('parkinson-a1')
    const question = await boxOf(clinic.window.page.getByRole('group', { name: /3-D kinematics/ }))
    const { y } = await boxOf(panel())
    expect(question.height).toBeGreaterThan(40)
    expect(question.y + question.height).toBeLessThanOrEqual(y)
    expect(await panel().innerText()).toMatch(/Margaret Hale, born 1954-08-21/)
    expect(await panel().innerText()).toContain('Still open: ')
  })
  test('asks what is open above what the chart settles', async () => {
    await open('parkinson-a1')
    const asked = await boxOf(clinic.window.page.getByRole('group', { name: /3-D kinematics/ }))
    for (const settled of [/^Performed on .* recorded in the chart\.$/, /^Performed by Dr\. Ana Rivera/])
      expect((await boxOf(clinic.window.page.getByText(settled).last())).y).toBeGreaterThan(asked.y + asked.height)
  })
  test('never hides what the keyboard is on', async () => {
    await open('snomed-knee')
    const { page } = clinic.window
    await page.getByText(/^The record leaves open/).click()
    const hidden: string[] = []
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press('Tab')
      const focused = page.locator(':focus')
      if ((await panel().locator(':focus').count()) > 0) break
      const { y, height } = await boxOf(focused)
      if (y < 0 || y + height > (await boxOf(panel())).y) hidden.push(await focused.evaluate((element) => element.outerHTML.slice(0, 80)))
    }
    expect(hidden).toEqual([])
  })
  test('stands whole on one screen once the charge is saved, and so does what can be done with it', async () => {
    const { page } = clinic.window
    await open('parkinson-a1')
    await decideOn(page, 'G20.A1')
    await confirmOn(page).click()
    await page.getByText(/^Attestation: stored/).waitFor()
    await page.getByText('nothing more is asked about this visit').waitFor()
    const whole = await boxOf(panel())
    expect(whole.y).toBeGreaterThan(0)
    expect(whole.y + whole.height).toBeLessThanOrEqual(700)
    const offered = [page.getByRole('button', { name: 'Copy the line' }), page.getByRole('button', { name: 'Print' })]
    for (const one of [...offered, page.getByText('Take back', { exact: true })]) {
      const { y, height } = await boxOf(one)
      expect(height).toBeGreaterThan(0)
      expect(y + height).toBeLessThanOrEqual(whole.y + whole.height)
    }
    await page.getByText('Take back', { exact: true }).click()
    expect(await panel().evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBe(0)
  })
  test.each([
    ['already-charged', 'The charge'],
    ['cancelled-visit', null],
  ])('where nothing can be decided nothing is asked: %s', async (patientId, title) => {
    await open(patientId)
    const { page } = clinic.window
    await page.getByText('nothing more is asked about this visit').waitFor()
    expect(await page.getByRole('radio').count()).toBe(0)
    expect(await panel().getByRole('heading').allInnerTexts()).toEqual(title === null ? [] : [title])
  })
  test('opened for "Not billable" leaves the visit in sight, and its list beside its button', async () => {
    await open('parkinson-a1')
    const button = clinic.window.page.getByText('Not billable', { exact: true })
    await button.click()
    const [summary, list, whole] = [
      await boxOf(button),
      await boxOf(clinic.window.page.getByRole('group', { name: 'Why is there no charge?' })),
      await boxOf(panel()),
    ]
    expect(whole.y).toBeGreaterThan(200)
    expect(list.y - (summary.y + summary.height)).toBeGreaterThanOrEqual(8)
    await clinic.window.page.getByRole('group', { name: 'Why is there no charge?' }).getByRole('radio').last().check()
    await clinic.window.page.getByRole('button', { name: 'Record as not billable' }).click()
    await clinic.window.page.getByText('Saved as not billable, with your reason.').waitFor()
  })
})

test('no number of a resource stands in the evidence, which keeps it for whoever asks', async () => {
  const { window } = clinic
  await window.launchAlone({ patientId: 'parkinson-a1', encounterId: 'parkinson-a1-visit' })
  await verdictOn(window.page)
  expect(await window.page.locator('main').innerText()).not.toContain('Procedure/')
  expect(await window.page.getByTitle('Procedure/parkinson-a1-study').count()).toBeGreaterThan(0)
})

test('while the signed-in user is being checked the screen says so, not that nobody may sign', async () => {
  const { window, world } = clinic
  world.ehr.misbehave({ pathPattern: /\/Practitioner\//, answer: { kind: 'delay', ms: 1500 } })
  await window.launchAlone({ patientId: 'parkinson-a1', encounterId: 'parkinson-a1-visit' })
  await window.page.getByText(/Still open: .*checking who is signed in…/).waitFor()
  expect(await window.page.locator('main').innerText()).not.toContain('a verified practitioner who signs')
  await window.page.getByText(/Still open: (?!.*checking)/).waitFor()
})
