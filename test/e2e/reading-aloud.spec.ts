import { expect, test } from 'vitest'
import { confirmOn, decideOn, verdictOn } from './clinic-actions.ts'
import { openClinic } from './clinic.ts'

const clinic = openClinic({ width: 400, height: 700 })
const visit = { patientId: 'parkinson-a1', encounterId: 'parkinson-a1-visit' }
/** What assistive technology is given, from loading to the receipt. */
const tree = () => clinic.window.page.locator('main').ariaSnapshot()

test('loading, result, receipt: each says in the accessibility tree what it is, and what comes next', async () => {
  const { window, world } = clinic
  world.ehr.misbehave({ method: 'GET', pathPattern: /\/Condition\?/, answer: { kind: 'delay', ms: 3000 } })
  await window.launchAlone(visit)
  await window.page.getByText('Reading the chart…').waitFor()
  expect(await tree()).toMatch(/- status:\s+- paragraph: Reading the chart…/)
  await verdictOn(window.page)
  await window.page.getByText(/^Still open: (?!.*checking)/).waitFor()
  const result = await tree()
  expect(result).toContain('- heading "G20.A1 is on the list for 96000." [level=1]')
  const order = ['Verdict', 'Diagnoses', 'Modifiers', 'Documentation', 'Payer', 'Charge'].map((name) =>
    result.indexOf(`- region "${name}"`),
  )
  expect(order.toSorted((one, other) => one - other)).toEqual(order)
  expect(order).not.toContain(-1)
  expect(result).toMatch(/- checkbox "G20\.A1 [^"]+"\n/)
  expect(result).toMatch(/- group "Were computerised 3-D kinematics[^]*- radio "Yes"\n[^]*- radio "No"\n[^]*- radio "Cannot determine"\n/)
  expect(result).toMatch(/- status: "?Still open: a diagnosis; video with 3-D kinematics\."?/)
  expect(result).toContain('- button "Confirm" [disabled]')
  await decideOn(window.page, 'G20.A1')
  expect(await tree()).toMatch(/- status: Nothing is open; Confirm sends it\./)
  await confirmOn(window.page).click()
  await window.page.getByText(/^Attestation: stored/).waitFor()
  const saved = await tree()
  expect(saved).toMatch(/heading "Done: the charge is confirmed\." \[level=1\]/)
  expect(saved).toMatch(/- status:\s+- paragraph: Saved\. The charge stands in the EHR as billable\./)
  for (const next of ['Copy the line', 'Print']) expect(saved).toContain(`- button "${next}"`)
  expect(saved).not.toContain('- button "Confirm"')
})

test('an error is an alert with a heading and the one next step', async () => {
  const { window, world } = clinic
  world.ehr.misbehave({ method: 'GET', pathPattern: /Encounter\//, times: 9, answer: { kind: 'respond', status: 404 } })
  await window.launchAlone(visit)
  await window.page.getByRole('alert').waitFor()
  const error = await tree()
  expect(error).toMatch(/- alert:\s+- '?heading "Visit: The EHR does not hold this any more\." \[level=1\]/)
  expect(error).toContain('Nothing was sent. Open the app again from the chart.')
  expect(error).toContain('- button "Read again"')
  expect(window.takeNoise()).toMatch(/404/)
})
