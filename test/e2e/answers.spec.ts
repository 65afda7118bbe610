import { readFile } from 'node:fs/promises'
import type { CapabilityStatement, QuestionnaireResponse } from 'fhir/r4'
import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { confirmOn, decideOn, type Screen } from './clinic-actions.ts'
import { openClinic } from './clinic.ts'

const clinic = openClinic()
const patient = 'parkinson-a1'
const visit = `${patient}-visit`

/** Opens the check at visit close and answers one of its questions. */
async function answerOn(screen: Screen): Promise<void> {
  await screen.getByText(/^\d+ of \d+ items open$/).click()
  await screen
    .getByRole('group', { name: /physician review the video/ })
    .getByRole('radio', { name: 'Yes' })
    .check()
}

async function downloadOn(screen: Screen | Locator): Promise<QuestionnaireResponse> {
  const button = screen.getByRole('button', { name: 'Download the answers (JSON)' }).first()
  const [file] = await Promise.all([clinic.window.page.waitForEvent('download'), button.click()])
  expect(file.suggestedFilename()).not.toMatch(/hale|parkinson/i)
  return JSON.parse(await readFile(await file.path(), 'utf8')) as QuestionnaireResponse
}

const review = { linkId: 'physician-review', answer: [{ valueCoding: { code: 'yes' } }] }
const holding = (response: QuestionnaireResponse) =>
  response.item?.flatMap(({ item = [] }) => item).find(({ linkId }) => linkId === 'physician-review')

/** Lets the EHR say that it takes neither charges nor answers from apps. */
async function offerNothing(): Promise<void> {
  const { ehr } = clinic.world
  const statement = (await (await fetch(`${ehr.base}/metadata`)).json()) as CapabilityStatement
  const refused = new Set(['ChargeItem', 'QuestionnaireResponse'])
  const rest = statement.rest?.map((one) => ({ ...one, resource: one.resource?.filter(({ type }) => !refused.has(type)) }))
  const headers = { 'Content-Type': 'application/fhir+json' }
  ehr.misbehave({
    pathPattern: /\/metadata/,
    times: 9,
    answer: { kind: 'respond', status: 200, body: JSON.stringify({ ...statement, rest }), headers },
  })
}

test('an EHR that takes no answers: they are kept by downloading, beside the check and in the hand-over', async () => {
  const { window, world } = clinic
  await offerNothing()
  await window.launchAlone({ patientId: patient, encounterId: visit })
  await answerOn(window.page)
  await window.page.getByText('The EHR cannot hold these answers: this EHR takes none from apps. Keep them by downloading.').waitFor()
  expect(await window.page.getByRole('button', { name: 'Save the answers' }).count()).toBe(0)
  expect(holding(await downloadOn(window.page))).toMatchObject(review)
  await decideOn(window.page, 'G20.A1')
  await window.page.getByRole('button', { name: 'Confirm and hand over' }).click()
  await window.page.getByText('Confirmed, and not stored anywhere yet.').waitFor()
  expect(holding(await downloadOn(window.page.getByRole('region', { name: 'Charge', exact: true })))).toMatchObject(review)
  expect(await world.ehr.answers(patient)).toEqual([])
})

test('an EHR that refuses the answers says so beside a charge that stands', async () => {
  const { window, world } = clinic
  world.ehr.misbehave({ method: 'POST', pathPattern: /\/QuestionnaireResponse$/, times: 9, answer: { kind: 'respond', status: 422 } })
  await window.launchAlone({ patientId: patient, encounterId: visit })
  await answerOn(window.page)
  await decideOn(window.page, 'G20.A1')
  await confirmOn(window.page).click()
  await window.page.getByText('Saved. The charge stands in the EHR as billable.').waitFor()
  await window.page
    .getByText('The answers were not saved: the EHR did not take them. The charge does not depend on them; keep them by downloading.')
    .waitFor()
  expect(holding(await downloadOn(window.page))).toMatchObject(review)
  expect(await world.ehr.charges(patient)).toMatchObject([{ status: 'billable' }])
  expect(await world.ehr.answers(patient)).toEqual([])
  expect(window.takeNoise()).toMatch(/422/)
})

const reads =
  'launch openid fhirUser online_access patient/Patient.r patient/Encounter.rs patient/Condition.rs patient/Procedure.rs patient/Coverage.rs user/Practitioner.r'

test('a grant without the answers says so, keeps them by downloading, and leaves the charge to be confirmed', async () => {
  const { window, world } = clinic
  const grantedScopes = `${reads} patient/ChargeItem.crus patient/Provenance.c`
  await window.launchAlone({ patientId: patient, encounterId: visit, grantedScopes })
  await answerOn(window.page)
  await window.page
    .getByText('The EHR cannot hold these answers: the EHR did not grant this app access to them. Keep them by downloading.')
    .waitFor()
  expect(await window.page.getByRole('button', { name: 'Save the answers' }).count()).toBe(0)
  expect(holding(await downloadOn(window.page))).toMatchObject(review)
  await decideOn(window.page, 'G20.A1')
  await confirmOn(window.page).click()
  await window.page.getByText('Saved. The charge stands in the EHR as billable.').waitFor()
  expect(await world.ehr.charges(patient)).toHaveLength(1)
  expect(await world.ehr.answers(patient)).toEqual([])
})

test('a grant that only reads: charge and answers leave together in the hand-over', async () => {
  const { window, world } = clinic
  await window.launchAlone({ patientId: patient, encounterId: visit, grantedScopes: `${reads} patient/ChargeItem.rs` })
  await answerOn(window.page)
  await decideOn(window.page, 'G20.A1')
  await window.page.getByRole('button', { name: 'Confirm and hand over' }).click()
  await window.page.getByText('Confirmed, and not stored anywhere yet.').waitFor()
  expect(holding(await downloadOn(window.page.getByRole('region', { name: 'Charge', exact: true })))).toMatchObject(review)
  expect([await world.ehr.charges(patient), await world.ehr.answers(patient)]).toEqual([[], []])
})
