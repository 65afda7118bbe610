import type { ChargeItem } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { modifiersOf } from '#core/charge-modifiers.ts'
import { places } from '#test/sandbox/patients/people.ts'
import { confirmOn, decideOn, textOf, verdictOn, type Screen } from './clinic-actions.ts'
import { openClinic } from './clinic.ts'

const clinic = openClinic()

/** Opens the story with the site's map of its two laboratories. */
async function openAt(patientId: string): Promise<Screen> {
  const { world, window } = clinic
  const locations = [
    { location: `Location/${places.hospital}`, claimType: 'facility' as const, placeOfService: '22' },
    { location: `Location/${places.office}`, claimType: 'professional' as const, placeOfService: '11' },
  ]
  world.app.use({ issuers: [{ ...world.issuer, locations }] })
  await window.launchAlone({ patientId, encounterId: `${patientId}-visit` })
  await verdictOn(window.page)
  return window.page
}

const answer = (screen: Screen, question: RegExp, said: string) =>
  screen.getByRole('group', { name: question }).getByRole('radio', { name: said, exact: true }).check()
const modifier = (screen: Screen, code: string) => screen.getByRole('checkbox', { name: new RegExp(`^${code} `) })
const row = (screen: Screen, code: string) => screen.getByRole('listitem').filter({ has: modifier(screen, code) })
const saidOf = (screen: Screen, code: string) => row(screen, code).innerText()
const stored = async (patientId: string): Promise<readonly ChargeItem[]> => clinic.world.ehr.charges(patientId)

describe('a study that was stopped', () => {
  test('on a professional claim for the patient’s sake supports 53, and the charge carries what was chosen', async () => {
    const screen = await openAt('stopped-in-office')
    await decideOn(screen, 'G20.B1')
    expect(await saidOf(screen, '53')).toMatch(/ask/)
    await answer(screen, /Why was it stopped/, 'The patient could not tolerate it')
    expect(await saidOf(screen, '53')).toMatch(/supported/)
    await modifier(screen, '53').check()
    await confirmOn(screen).click()
    await screen.getByText('Saved.').waitFor()
    expect((await stored('stopped-in-office')).map((charge) => [charge.status, modifiersOf(charge)])).toEqual([
      ['billable', [{ system: 'http://www.ama-assn.org/go/cpt', code: '53' }]],
    ])
  })
  test('on a facility claim does not take 53, says so, and supports 52', async () => {
    const screen = await openAt('stopped-in-hospital')
    await answer(screen, /Why was it stopped/, 'The safety of the patient')
    expect(await saidOf(screen, '52')).toMatch(/supported/)
    await screen.getByText(/^The other \d+ modifiers/).click()
    expect(await saidOf(screen, '53')).toMatch(/not accepted[\s\S]*52/)
  })
  test('shows its reason as the chart words it beside the question, and nothing is chosen by it', async () => {
    const screen = await openAt('stopped-session')
    expect(await textOf(screen)).toContain('Patient unable to tolerate the session')
    expect(await screen.getByRole('checkbox', { checked: true }).count()).toBe(0)
  })
})

test('services of the same day with a pair edit are named, and 59 is asked about', async () => {
  const screen = await openAt('same-day-procedures')
  expect(await textOf(screen)).toMatch(/Published pair edit 96000\/97116/)
  expect(await saidOf(screen, '59')).toMatch(/ask/)
})

test('a modifier that the rules do not accept can be added with a picked reason, which travels with the charge', async () => {
  const screen = await openAt('parkinson-a1')
  await decideOn(screen, 'G20.A1')
  await screen.getByText(/none is supported/).click()
  await modifier(screen, '22').check()
  expect(await confirmOn(screen).isDisabled()).toBe(true)
  const reasons = row(screen, '22').getByRole('radio')
  await reasons.first().check()
  await confirmOn(screen).click()
  await screen.getByText('Saved.').waitFor()
  const [line] = modifiersOf((await stored('parkinson-a1'))[0] as ChargeItem)
  expect([line?.code, line?.reason === undefined]).toEqual(['22', false])
})

test('a rule shows its version, its dates, its source and the evidence of the chart when it is opened', async () => {
  const screen = await openAt('stopped-in-office')
  await screen.getByText('Rule, source and evidence for 53').click()
  await expect.poll(() => saidOf(screen, '53')).toMatch(/modifier-53, version \d+\.\d+\.\d+/)
  expect(await saidOf(screen, '53')).toMatch(/Recorded as stopped; reason: Patient unable to tolerate the session/)
})

test('what a payer publishes stands apart from the list, with its source, and is no word on coverage', async () => {
  const screen = await openAt('payer-aetna')
  await screen.getByText(/^Aetna · /).click()
  const text = await textOf(screen)
  expect(text).toContain('A match with the list says nothing about coverage.')
  expect(text).toMatch(/secondary source|official source/)
})

test('a diagnosis beside an artificial joint of that side, and a sign beside its cause, are asked about and block nothing', async () => {
  const screen = await openAt('replaced-knee')
  await screen.getByRole('checkbox', { name: 'R26.89' }).check()
  await decideOn(screen, 'M17.11')
  const text = await textOf(screen)
  expect(text).toMatch(/artificial joint \(Z96\.651\)/)
  expect(text).toMatch(/R26\.89 is a sign or symptom beside M17\.11/)
  expect(await confirmOn(screen).isEnabled()).toBe(true)
})
