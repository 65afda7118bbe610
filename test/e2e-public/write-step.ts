import type { ChargeItem } from 'fhir/r4'
import type { Page } from 'playwright-core'
import { expectText, launchAddress, type Stage, type Step } from './stage.ts'

const testTag = { system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'HTEST', display: 'test health data' }

/** Confirms one charge, tagged as a test from its first byte, and takes it back (entered-in-error) whatever happened. */
export function writeStep(stage: Stage): Step {
  return [
    'confirm one charge, and take it back',
    async (page) => {
      const chart = stage.charts.find(({ visit, snomed }) => visit !== null && snomed === '239873007')
      if (chart?.visit === null || chart === undefined) throw new Error('no patient has a visit since ICD-10-CM came into use')
      const base = `${stage.launcher}/v/r4/fhir`
      const isTagged = await tagWrites(page)
      try {
        await page.goto(launchAddress(stage, chart.patientId, { encounter: chart.visit.id ?? 'AUTO' }))
        await confirm(page)
        await expectText(page, 'Saved. The charge stands in the EHR as billable.')
        const live = (await testCharges(base, chart.patientId)).filter(({ status }) => status === 'billable')
        if (!isTagged() || live.length !== 1) throw new Error(`${live.length} tagged billable charges instead of one`)
      } finally {
        await takeBack(base, chart.patientId)
      }
    },
  ]
}

async function confirm(page: Page): Promise<void> {
  await page.getByText(/^The record leaves open/).first().click() // prettier-ignore
  await page.getByRole('radio', { name: /^M17\.11/ }).check()
  for (const question of [/performed on this patient/, /3-D kinematics/]) {
    await page.getByRole('group', { name: question }).getByRole('radio', { name: 'Yes' }).check()
  }
  await page.getByRole('radio', { name: /\(me\)/ }).check()
  await page.getByRole('button', { name: 'Confirm', exact: true }).click()
}

async function tagWrites(page: Page): Promise<() => boolean> {
  let isTagged = false
  await page.route(/\/ChargeItem$/, (route) => {
    const request = route.request()
    if (request.method() !== 'POST') return route.continue()
    isTagged = true
    const charge = request.postDataJSON() as ChargeItem
    return route.continue({ postData: JSON.stringify({ ...charge, meta: { ...charge.meta, tag: [testTag] } }) })
  })
  return () => isTagged
}

async function testCharges(base: string, patientId: string): Promise<readonly ChargeItem[]> {
  const answer = await fetch(`${base}/ChargeItem?subject=Patient/${patientId}&_count=100`)
  if (!answer.ok) throw new Error(`the charges could not be read back: ${answer.status}`)
  const { entry = [] } = (await answer.json()) as { entry?: { resource: ChargeItem }[] }
  return entry.map(({ resource }) => resource).filter(({ meta }) => (meta?.tag ?? []).some(({ code }) => code === testTag.code))
}

async function takeBack(base: string, patientId: string): Promise<void> {
  const headers = { 'Content-Type': 'application/fhir+json' }
  for (const charge of await testCharges(base, patientId)) {
    if (charge.status === 'entered-in-error') continue
    const body = JSON.stringify({ ...charge, status: 'entered-in-error' })
    const answer = await fetch(`${base}/ChargeItem/${charge.id ?? ''}`, { method: 'PUT', headers, body })
    if (!answer.ok) throw new Error(`ChargeItem/${charge.id ?? ''} could not be taken back: ${answer.status}. Withdraw it by hand.`)
  }
}
