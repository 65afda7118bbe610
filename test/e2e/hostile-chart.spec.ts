import type { Condition, Patient } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { codeSystem } from '#core/codes.ts'
import { confirmOn, textOf, verdictOn } from './clinic-actions.ts'
import { openClinic } from './clinic.ts'

const clinic = openClinic()
const patient = 'parkinson-a1'
const visit = `${patient}-visit`
const open = () => clinic.window.launchAlone({ patientId: patient, encounterId: visit })
const change = async (changes: Partial<Condition>) => {
  const condition = await clinic.world.ehr.read<Condition>('Condition', `${patient}-diagnosis`)
  await clinic.world.ehr.update({ ...condition, ...changes })
}
const saying = (text: string) => change({ code: { coding: [{ system: codeSystem.icd10cm, code: 'G20.A1' }], text } })

describe('text that the chart holds', () => {
  test('D23 markup is shown as it is written, and nothing of it runs', async () => {
    const dialogs: string[] = []
    clinic.window.page.on('dialog', (dialog) => void dialogs.push(dialog.message()))
    await saying('<img src=x onerror=alert(1)><script>alert(2)</script> javascript:alert(3)')
    await open()
    await verdictOn(clinic.window.page)
    expect(await textOf(clinic.window.page)).toContain('<img src=x onerror=alert(1)><script>alert(2)</script> javascript:alert(3)')
    expect([dialogs, await clinic.window.page.locator('main img, main script').count()]).toEqual([[], 0])
  })
  test('D24 a narrative is not shown at all, and loads nothing', async () => {
    const div = '<div xmlns="http://www.w3.org/1999/xhtml">CANARY <img src="https://evil.example/x.png" alt="" /></div>'
    await change({ text: { status: 'generated', div } })
    await open()
    await verdictOn(clinic.window.page)
    expect(await clinic.window.page.content()).not.toMatch(/CANARY|evil\.example/)
  })
  test('D25 other directions, invisible letters and ten thousand of them stay in their own line', async () => {
    await saying(`\u202Eabc\u202C \u200B😀 ${'long '.repeat(2000)}`)
    await clinic.window.page.setViewportSize({ width: 400, height: 700 })
    await open()
    await verdictOn(clinic.window.page)
    expect(await clinic.window.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    expect(await clinic.window.page.locator('bdi', { hasText: '😀' }).first().isVisible()).toBe(true)
    const { height } = (await clinic.window.page.locator('bdi', { hasText: '😀' }).first().boundingBox()) ?? { height: 9999 }
    expect(height).toBeLessThan(400)
  })
})

test('D30 an entry that the chart marks as restricted is neither named nor coded before it is asked for', async () => {
  await change({ meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] } })
  await open()
  expect(await verdictOn(clinic.window.page)).toMatch(/^a restricted diagnosis is on the list/i)
  expect(await clinic.window.page.content()).not.toMatch(/G20|Parkinson/)
  await clinic.window.page.getByRole('button', { name: 'Show it' }).click()
  await clinic.window.page.getByRole('checkbox', { name: 'G20.A1' }).waitFor()
})

test('D35 what is not recorded of the patient says so, and a recorded death stands beside Confirm', async () => {
  const { name: _, birthDate: _born, ...nameless } = await clinic.world.ehr.read<Patient>('Patient', patient)
  await clinic.world.ehr.update({ ...nameless, active: false, deceasedDateTime: '2026-01-02' })
  await open()
  await verdictOn(clinic.window.page)
  const banner = await clinic.window.page.locator('header.banner').innerText()
  for (const said of ['Name not recorded', 'born not recorded', 'recorded as deceased', 'record not active']) expect(banner).toContain(said)
  expect(await clinic.window.page.getByRole('region', { name: 'Charge', exact: true }).innerText()).toContain('recorded as deceased')
})

test('U02 nothing is chosen beforehand, and Confirm stays shut', async () => {
  await open()
  await verdictOn(clinic.window.page)
  // The footer's switch of the keys is a setting of the window, no choice about the visit.
  expect(await clinic.window.page.locator('main input:checked:not(footer input)').count()).toBe(0)
  expect(await confirmOn(clinic.window.page).isDisabled()).toBe(true)
})

test('D19 an entry of another patient is left out, named, and closes Confirm', async () => {
  const foreign = { resourceType: 'Condition', id: 'foreign', subject: { reference: 'Patient/other' }, code: { text: 'CANARY' } }
  const body = JSON.stringify({ resourceType: 'Bundle', type: 'searchset', entry: [{ resource: foreign }] })
  clinic.world.ehr.misbehave({ method: 'GET', pathPattern: /Condition\?/, answer: { kind: 'respond', status: 200, body } })
  await open()
  await verdictOn(clinic.window.page)
  const text = await textOf(clinic.window.page)
  expect(text).toContain('mixed in an entry of another patient')
  expect(text).toMatch(/Still open: .*entries of another patient/)
  expect(text).not.toContain('CANARY')
})
