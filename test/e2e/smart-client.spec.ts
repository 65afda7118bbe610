import type { Condition, Patient } from 'fhir/r4'
import { expect } from 'vitest'
import { codeSystem } from '#core/codes.ts'
import { requirement } from '#test/fhir/smart-client/requirement.ts'
import { confirmOn, decideOn, verdictOn } from './clinic-actions.ts'
import { openClinic } from './clinic.ts'

const clinic = openClinic()
const patient = 'parkinson-a1'
const visit = { patientId: patient, encounterId: `${patient}-visit` }

requirement(5, async () => {
  const { world, window } = clinic
  const { page } = window
  const code = '\';window.ran=1;//"><img src=x onerror="window.ran=1"><script>window.ran=1</script>${window.ran=1}'
  const everywhere = ['iss', 'launch', 'code', 'state', 'error', 'error_description', 'error_uri', 'fhirServiceUrl', 'anything']
  const ran = () => page.evaluate(() => (window as { ran?: unknown }).ran ?? 'nothing')
  const addresses = [
    ...everywhere.map((name) => new URLSearchParams({ [name]: code })),
    new URLSearchParams(everywhere.map((name) => [name, code])),
    new URLSearchParams({ iss: 'javascript:window.ran=1', launch: 'javascript:window.ran=1' }),
  ]
  for (const query of addresses) {
    await page.goto(`${world.app.url}?${query.toString()}#${encodeURIComponent(code)}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect([query.toString(), await ran()]).toEqual([query.toString(), 'nothing'])
  }
  const chart = world.ehr
  await chart.update({ ...(await chart.read<Patient>('Patient', patient)), name: [{ family: code, given: [code] }] })
  const coding = [{ system: codeSystem.icd10cm, code: 'G20.A1', display: code }]
  await chart.update({ ...(await chart.read<Condition>('Condition', `${patient}-diagnosis`)), code: { coding, text: code } })
  await window.launchAlone(visit)
  await verdictOn(page)
  expect(await page.locator('main').innerText()).toContain('window.ran=1')
  expect(await ran()).toBe('nothing')
  expect(window.noise).toEqual([])
  // Should a way be found after all, the page's own policy runs no text as code; later, since the test's own call is exempt.
  const outcome = await page.evaluate(
    () =>
      new Promise((resolve) => {
        setTimeout(() => {
          try {
            const text = Object.getPrototypeOf(() => {}) as { constructor: new (body: string) => () => unknown }
            resolve(new text.constructor('return 1')())
          } catch (error) {
            resolve((error as Error).name)
          }
        })
      }),
  )
  expect(outcome).toBe('EvalError')
  expect(window.takeNoise()).toMatch(/TrustedScript/)
})

requirement(7, async () => {
  const { window } = clinic
  const cookies: string[] = []
  window.context.on('request', (request) => void request.allHeaders().then(({ cookie }) => cookie !== undefined && cookies.push(cookie), () => null)) // prettier-ignore
  await window.launchAlone(visit)
  await decideOn(window.page, 'G20.A1')
  await confirmOn(window.page).click()
  await window.page.getByText('Saved. The charge stands in the EHR as billable.').waitFor()
  expect(await window.page.evaluate(() => document.cookie)).toBe('')
  expect([await window.context.cookies(), cookies]).toEqual([[], []])
})

requirement(50, async () => {
  const { window, world } = clinic
  const asked: string[] = []
  window.context.on('request', (request) => {
    if (request.url().startsWith(`${world.ehrUrl}/auth/authorize`))
      asked.push(`${request.method()} ${request.isNavigationRequest() ? 'navigation' : 'script'}`)
  })
  await window.launchAlone(visit)
  await verdictOn(window.page)
  expect(asked).toEqual(['GET navigation'])
})
