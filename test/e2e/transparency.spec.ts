import { expect, test } from 'vitest'
import { verdictOn, type Screen } from './clinic-actions.ts'
import { openClinic } from './clinic.ts'

const clinic = openClinic({ width: 400, height: 700 })

/** The twelve points of one suggestion, by their terms, once it is opened. */
async function pointsOf(screen: Screen, code: string): Promise<Readonly<Record<string, string>>> {
  const details = screen.locator('details', { has: screen.getByText(`Rule, source and evidence for ${code}`, { exact: true }) }).last()
  await details.locator('summary').click()
  await details.getByRole('term').first().waitFor()
  const [terms, texts] = [await details.getByRole('term').allInnerTexts(), await details.getByRole('definition').allInnerTexts()]
  return Object.fromEntries(terms.map((term, index) => [term, texts[index] ?? '']))
}

const terms = [
  'Code',
  'Rule',
  'Source',
  'In the chart',
  'Against it',
  'Missing',
  'Not read',
  'Modifiers',
  'Payer',
  'Sending',
  'Made by',
  'Not used',
]
const nobodyIs = [
  'race',
  'ethnicity',
  'language',
  'sexual orientation',
  'gender identity',
  'sex',
  'date of birth',
  'social determinants of health',
  'health status assessments',
]

test('a suggested diagnosis opens to its twelve points', async () => {
  const { window } = clinic
  await window.launchAlone({ patientId: 'stroke-dysphagia', encounterId: 'stroke-dysphagia-visit', forbid: ['Coverage'] })
  await verdictOn(window.page)
  const points = await pointsOf(window.page, 'I69.391')
  expect(Object.keys(points)).toEqual(terms)
  expect(points['Code']).toMatch(/^I69\.391 \S+/)
  expect(points['Rule']).toMatch(
    /ChargeItemDefinition\/motion-analysis, version \d+\.\d+\.\d+[^]*valid from \d{4}-\d{2}-\d{2}[^]*checked for 2021-01-01 to 2026-09-30/,
  )
  expect(points['Source']).toMatch(/(official|secondary) source ICD-10-CM[^]*Open the rule file[^]*The list itself: Five example/)
  expect(points['In the chart']).toMatch(
    /I69\.391; active, confirmed; day of recording not stated; author not stated; version 1 Condition\/stroke-dysphagia-diagnosis/,
  )
  expect(points['Against it']).toMatch(/dysphagia/i)
  expect(points['Missing']).toBe('Nothing that the list asks of a diagnosis.')
  expect(points['Not read']).toBe('Coverage: the EHR does not let this app see them.')
  expect(points['Modifiers']).toMatch(/each states its own reason/)
  expect(points['Payer']).toMatch(/say nothing about coverage/)
  expect(points['Sending']).toBe('Nothing is sent before a press on a button of the draft, by Dr. Ana Rivera.')
  expect(points['Made by']).toMatch(/Developer: Gait Charge\. Last review: \d{4}-\d{2}-\d{2}\.\s+Funding: \S+[^]*Known limits: \S+/)
  expect(nobodyIs.filter((word) => !points['Not used']?.includes(word))).toEqual([])
  window.takeNoise()
})

test('a modifier that is asked about opens to its twelve points, chart and published indicator apart', async () => {
  const { window } = clinic
  await window.launchAlone({ patientId: 'stopped-in-office', encounterId: 'stopped-in-office-visit' })
  await verdictOn(window.page)
  const points = await pointsOf(window.page, '53')
  expect(Object.keys(points)).toEqual(terms)
  expect(points['Code']).toMatch(/^53 \S+/)
  expect(points['Rule']).toMatch(/modifier-53, version \d+\.\d+\.\d+/)
  expect(points['Source']).toMatch(/(official|secondary) source [^]*Open the rule file/)
  expect(points['In the chart']).toMatch(
    /Recorded as stopped; reason: Patient unable to tolerate the session[^]*Procedure\/stopped-in-office-study/,
  )
  expect(points['Against it']).toMatch(/^Disputed: /)
  expect(points['Missing']).toMatch(/^An answer: .+\?$/)
  expect(points['Not read']).toBe('Everything that was asked for was read to its end.')
  expect(points['Modifiers']).toMatch(/^53: \S[^]*Is it accepted\?/)
  expect(points['Payer']).toMatch(/say nothing about coverage/)
  expect(points['Sending']).toMatch(/^Nothing is sent before a press/)
  expect(points['Made by']).toMatch(/Developer: [^]*Funding: [^]*Known limits: /)
  expect(nobodyIs.filter((word) => !points['Not used']?.includes(word))).toEqual([])
})

test('the rule file opens from the screen, and is the file that ships', async () => {
  const { window, world } = clinic
  await window.launchAlone({ patientId: 'parkinson-a1', encounterId: 'parkinson-a1-visit' })
  await verdictOn(window.page)
  await pointsOf(window.page, 'G20.A1')
  const address = await window.page.getByRole('link', { name: 'Open the rule file' }).first().getAttribute('href')
  const answer = await window.page.request.get(`${world.app.url}${address ?? ''}`)
  expect(await answer.json()).toMatchObject({ resourceType: 'CodeSystem', id: 'icd-10-cm-supplement' })
})

test('whoever opens a fold and tabs on at once finds what is in it', async () => {
  const { window } = clinic
  await window.launchAlone({ patientId: 'parkinson-a1', encounterId: 'parkinson-a1-visit' })
  await verdictOn(window.page)
  const isThere = await window.page.getByText('Not billable', { exact: true }).evaluate(async (summary: HTMLElement) => {
    summary.click()
    // Before the task in which the browser tells that it was opened.
    await Promise.resolve()
    return summary.parentElement?.querySelector('input') !== null
  })
  expect(isThere).toBe(true)
})
