import { AxeBuilder } from '@axe-core/playwright'
import { describe, expect, test } from 'vitest'
import { decideOn, verdictOn } from './clinic-actions.ts'
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
