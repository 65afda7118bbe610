import { describe, expect, test } from 'vitest'
import { confirmOn, decideOn, textOf, verdictOn } from './clinic-actions.ts'
import { openClinic } from './clinic.ts'

const clinic = openClinic()
const onList = 'G20.A1 is on the list for 96000.'

describe('without a visit in the launch', () => {
  test('L21 the clinician chooses one, and nothing can be confirmed before', async () => {
    const { window, world } = clinic
    await window.launch('two-visits', 'none')
    await window.frame.getByRole('heading', { name: 'Choose the visit' }).waitFor()
    expect(await confirmOn(window.frame).count()).toBe(0)
    const visits = window.frame.getByRole('main').getByRole('button')
    expect(await visits.count()).toBe(2)
    await visits.filter({ hasText: 'Motion laboratory visit' }).click()
    await window.frame.getByText(/^Visit you chose: /).waitFor()
    await decideOn(window.frame, 'G20.A1')
    // The choice stands beside Confirm as well.
    expect(await window.frame.getByRole('region', { name: 'Charge', exact: true }).innerText()).toContain('Motion laboratory visit')
    expect(await world.ehr.charges('two-visits')).toEqual([])
  })

  test('a standalone launch asks for patient and visit, and reads the chart', async () => {
    const { window } = clinic
    await window.launch('parkinson-a1', 'standalone')
    await window.frame.getByRole('button', { name: 'Margaret Hale' }).click()
    await window.frame.getByRole('heading', { name: 'Choose a visit' }).waitFor()
    await window.frame.getByRole('button', { name: /Motion laboratory visit/ }).click()
    await window.frame.getByText('Margaret Hale').first().waitFor()
    expect(await verdictOn(window.frame)).toBe(onList)
  })
})

describe('an EHR that is not listed', () => {
  test('L02 is refused before any request', async () => {
    const { window, world } = clinic
    const before = world.ehr.requests.length
    await window.page.goto(`${world.app.url}?iss=${encodeURIComponent('https://evil.example/fhir')}&launch=x`)
    await window.page.getByText('This EHR is not registered with this app.').waitFor()
    expect(world.ehr.requests).toHaveLength(before)
  })

  test('L01 L15 an address without a launch, or with a sign-in of another window, reads nothing', async () => {
    const { window, world } = clinic
    const before = world.ehr.requests.length
    await window.page.goto(world.app.url)
    await window.page.getByText('Open this app from the chart.').waitFor()
    await window.page.goto(`${world.app.url}?code=stolen&state=6f1e3a52-6f52-4f5e-9d5b-0a8a3c1b2d4e`)
    await window.page.getByText('This sign-in is not known to this window.').waitFor()
    expect(world.ehr.requests).toHaveLength(before)
  })

  test('a configuration that is wrong names the field', async () => {
    const { window, world } = clinic
    world.app.use({ issuers: [{ ...world.issuer, issuer: 'http://ehr.example/fhir/' }] })
    await window.launchAlone({ patientId: 'parkinson-a1', encounterId: 'parkinson-a1-visit' })
    await window.page.getByText('This app is not set up correctly.').waitFor()
    expect(await textOf(window.page)).toContain('issuers.0.issuer')
  })
})

test('L29 L16 a reload restores the session without a second sign-in', async () => {
  const { window, world } = clinic
  await window.launchAlone({ patientId: 'parkinson-a1', encounterId: 'parkinson-a1-visit' })
  expect(await verdictOn(window.page)).toBe(onList)
  await window.page.reload()
  expect(await verdictOn(window.page)).toBe(onList)
  expect(world.ehr.requests.filter(({ url }) => url.endsWith('/auth/token'))).toHaveLength(1)
})

test('the back button after a launch leads to the chart again or back to the page before, never to a blank screen', async () => {
  const { window } = clinic
  await window.page.goto(clinic.world.ehrUrl)
  await window.launchAlone({ patientId: 'parkinson-a1', encounterId: 'parkinson-a1-visit' })
  await verdictOn(window.page)
  await window.page.goBack()
  await window.page.waitForLoadState()
  expect(await window.page.getByRole('heading', { level: 1 }).or(window.page.getByRole('alert')).first().innerText()).not.toBe('')
})

test('L28 two launches in two tabs keep to their own patients', async () => {
  const { window } = clinic
  await window.launchAlone({ patientId: 'parkinson-a1', encounterId: 'parkinson-a1-visit' })
  const second = await window.context.newPage()
  await second.goto(`${clinic.world.ehrUrl}/chart/hip-right/open?visit=hip-right-visit`)
  await verdictOn(second)
  await verdictOn(window.page)
  await second.reload()
  await window.page.reload()
  await verdictOn(window.page)
  expect(await textOf(window.page)).toContain('Margaret Hale')
  await verdictOn(second)
  expect(await textOf(second)).not.toContain('Margaret Hale')
})

test('S04 S05 neither code nor token stays in the address, and no patient data in storage', async () => {
  const { window } = clinic
  await window.launchAlone({ patientId: 'parkinson-a1', encounterId: 'parkinson-a1-visit' })
  await verdictOn(window.page)
  expect(new URL(window.page.url()).search).toMatch(/^\?state=[0-9a-f-]{36}$/)
  const stored = await window.page.evaluate(() => JSON.stringify([...Object.entries(sessionStorage), ...Object.entries(localStorage)]))
  expect(stored).not.toMatch(/Hale|Parkinson|G20|1954/)
  expect(await window.page.title()).toBe('Gait Charge')
})
