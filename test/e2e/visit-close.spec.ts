import type { QuestionnaireResponse } from 'fhir/r4'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { modifiersOf } from '#core/charge-modifiers.ts'
import { startCdsService, type CdsService } from '#test/sandbox/cds-service.ts'
import { freePort } from '#test/support/free-port.ts'
import { openWindow, openWorld, type Window, type World } from '#test/support/world.ts'
import { confirmOn, decideOn, faultsIn, type Screen } from './clinic-actions.ts'

const patientId = 'visit-to-close'
let world: World
let service: CdsService
let window: Window

beforeAll(async () => {
  const port = await freePort()
  world = await openWorld({ cds: { url: `http://localhost:${port}` } })
  service = startCdsService({ ehr: world.ehrUrl, app: new URL(world.app.url).origin, port })
  expect(await service.isRunning).toBe(true)
})
beforeEach(async () => {
  window = await openWindow(world)
})
afterEach(async () => {
  await window.context.close()
  await world.ehr.reset()
  expect(window.noise).toEqual([])
})
afterAll(async () => {
  await service.stop()
  await world.close()
})

const answer = (screen: Screen, question: RegExp, said: string) =>
  screen.getByRole('group', { name: question }).getByRole('radio', { name: said, exact: true }).check()

/** Closes the visit on the chart's page and waits for the card. */
async function closeVisit(): Promise<void> {
  await window.page.goto(`${world.ehrUrl}/chart/${patientId}`)
  await window.page.getByText('The visit-close service has nothing to say.').waitFor()
  await window.page.getByRole('button', { name: 'Close visit' }).click()
  await window.page.getByRole('heading', { name: /^Motion analysis at this visit: \d+ items of its documentation are open\.$/ }).waitFor()
}

/** Link id, answer and origin of each answer. */
function said({ item = [] }: QuestionnaireResponse): readonly string[] {
  return item.flatMap((one) => [
    ...(one.answer ?? []).map(({ valueCoding, valueDate, valueReference, extension }) => {
      const value = valueCoding?.code ?? valueDate ?? valueReference?.reference
      return [one.linkId, value, extension?.[0]?.extension?.[0]?.valueCode].join(' ')
    }),
    ...said({ item: one.item ?? [] } as QuestionnaireResponse),
  ])
}

test('closing a visit shows one card, the card opens the app, and its answers and the charge with 52 end up in the EHR', async () => {
  await closeVisit()
  const { page, frame } = window
  await page.getByRole('link', { name: 'Open the visit-close check' }).click()
  await answer(frame, /How did the study end/, 'Reduced')
  await answer(frame, /Why was it reduced/, 'Planned so before it began')
  await answer(frame, /list the tasks and trials/, 'Not done')
  await answer(frame, /physician review the video/, 'Cannot determine')
  expect(await frame.getByRole('group', { name: /How did the study end/ }).count()).toBe(1)
  expect(await faultsIn(page)).toEqual([])
  await decideOn(frame, 'M16.11')
  await frame.getByRole('checkbox', { name: /^52 / }).check()
  await confirmOn(frame).click()
  await frame.getByText('Saved. The charge stands in the EHR as billable.').waitFor()
  await frame.getByText(/^The answers stand in the EHR, number /).waitFor()

  expect((await world.ehr.charges(patientId)).map((charge) => [charge.status, modifiersOf(charge).map(({ code }) => code)])).toEqual([
    ['billable', ['52']],
  ])
  const [response, ...more] = await world.ehr.answers(patientId)
  expect(more).toEqual([])
  expect(response).toMatchObject({
    status: 'in-progress',
    encounter: { reference: `Encounter/${patientId}-visit` },
    author: { reference: 'Practitioner/dr-rivera' },
  })
  expect(said(response as QuestionnaireResponse)).toEqual(
    expect.arrayContaining([
      'order-recorded yes auto',
      'consent yes auto',
      'performed yes auto',
      'performer Practitioner/dr-rivera auto',
      'laboratory yes manual',
      'tasks-recorded not-done manual',
      'course reduced manual',
      'reduce-reason planned manual',
      'physician-review cannot-determine manual',
    ]),
  )
  // The chart was read again meanwhile: the answers are still the ones that stand.
  expect(await frame.getByText(/^The answers stand in the EHR/).count()).toBe(1)
})

test('a card that is set aside with a reason is told to the service, and does not come back', async () => {
  await closeVisit()
  const { page } = window
  await page.getByLabel('Why is it set aside?').selectOption({ label: 'Will be documented later' })
  await page.getByRole('button', { name: 'Set aside' }).click()
  await page.getByText('Set aside; the service was told.').waitFor()
  await page.reload()
  await page.getByText('The visit-close service has nothing to say.').waitFor()
  expect(await page.getByText('finished').count()).toBe(1)
})
