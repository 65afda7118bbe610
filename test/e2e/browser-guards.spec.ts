import { globSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { relative } from 'node:path'
import { expect, test } from 'vitest'
import { scan } from '#test/house/scan.ts'
import { confirmOn, decideOn, textOf, verdictOn } from './clinic-actions.ts'
import { openClinic } from './clinic.ts'

const clinic = openClinic()
const patient = 'parkinson-a1'
const open = () => clinic.window.launchAlone({ patientId: patient, encounterId: `${patient}-visit` })

test('S03 S06 S07 the whole story says nothing to the console, asks nobody else, and breaks no content policy', async () => {
  await open()
  await decideOn(clinic.window.page, 'G20.A1')
  await confirmOn(clinic.window.page).click()
  await clinic.window.page.getByText('Saved. The charge stands in the EHR as billable.').waitFor()
  // A broken policy is a line on the console, and so is every request to elsewhere: the clinic checks both after each test.
  expect(clinic.window.noise).toEqual([])
})

test('S07 a script that writes markup is refused by the page itself', async () => {
  await open()
  await verdictOn(clinic.window.page)
  const refusal = await clinic.window.page.evaluate(() => {
    try {
      document.querySelector('main')?.insertAdjacentHTML('beforeend', '<p>injected</p>')
      return 'written'
    } catch (error) {
      return error instanceof TypeError ? 'refused' : String(error)
    }
  })
  expect(refusal).toBe('refused')
  expect(clinic.window.takeNoise()).toMatch(/TrustedHTML|Trusted Types|^$/i)
})

test('S02 a page that is not the EHR’s cannot frame the app', async () => {
  const stranger = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html').end(`<iframe id="app" src="${clinic.world.app.url}"></iframe>`)
  })
  await new Promise<void>((resolve) => stranger.listen(0, 'localhost', resolve))
  const { port } = stranger.address() as AddressInfo
  const page = await clinic.window.context.newPage()
  await page.goto(`http://localhost:${port}/`)
  await expect.poll(() => clinic.window.noise.join('\n'), { timeout: 10_000 }).toMatch(/frame-ancestors/)
  expect(await page.frameLocator('#app').locator('main').count()).toBe(0)
  await page.close()
  stranger.closeAllConnections()
  stranger.close()
  clinic.window.takeNoise()
})

test('S10 after fifteen minutes without a touch the patient leaves screen and storage', async () => {
  const { page } = clinic.window
  await page.clock.install()
  await open()
  await verdictOn(page)
  await page.clock.runFor('14:00')
  expect(await textOf(page)).toContain('Margaret Hale')
  await page.keyboard.press('Tab')
  await page.clock.runFor('14:00')
  expect(await textOf(page)).toContain('Margaret Hale')
  await page.clock.runFor('02:00')
  await page.getByText('Closed after 15 minutes without a touch.').waitFor()
  expect(await page.content()).not.toContain('Hale')
  expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual([])
  await page.reload()
  await page.getByText('Open this app from the chart.').waitFor()
})

test('L27 a browser that blocks storage is named, on no white screen', async () => {
  await clinic.window.context.addInitScript(() => {
    if (location.port === '' || window.top === window) return
    Object.defineProperty(window, 'sessionStorage', {
      get() {
        throw new DOMException('blocked', 'SecurityError')
      },
    })
  })
  await clinic.window.page.goto(`${clinic.world.ehrUrl}/chart/${patient}?visit=${patient}-visit`)
  const said = clinic.window.frame.getByText('The browser forbids this app to keep its sign-in.')
  await said.waitFor()
  expect(await said.isVisible()).toBe(true)
  await clinic.window.page.goto('about:blank')
})

test('L12 an error with markup in its description is told in our own words', async () => {
  const { page } = clinic.window
  await open()
  await verdictOn(page)
  const state = new URL(page.url()).searchParams.get('state') ?? ''
  await page.evaluate((key) => sessionStorage.setItem(key, JSON.stringify({ serverUrl: 'x', clientId: 'y', scope: 'z' })), state)
  await page.goto(`${clinic.world.app.url}?error=access_denied&error_description=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&state=${state}`)
  await page.getByText('Access was declined.').waitFor()
  expect(await page.locator('img').count()).toBe(0)
  expect(new URL(page.url()).search).toBe('')
})

test('S09 the built files hold no patient of ours, no source map, no secret and no tool of developers', () => {
  const files = globSync('dist/**/*.*').map((name) => ({
    name: relative('dist', name).replaceAll('\\', '/'),
    text: readFileSync(name, 'utf8'),
  }))
  expect(files.length).toBeGreaterThan(30)
  expect(scan(files)).toEqual([])
})

test('a fault of our own ends on a screen that says what to do, and its words stand neither there nor on the console', async () => {
  const { page, context } = clinic.window
  await open()
  await verdictOn(page)
  await context.addInitScript(() => {
    Reflect.set(Array.prototype, 'toSorted', () => {
      throw new Error('CANARY')
    })
  })
  await page.reload()
  await page.getByText('This app stopped because of a fault of its own.').waitFor()
  expect(await page.content()).not.toContain('CANARY')
  expect(clinic.window.takeNoise()).not.toContain('CANARY')
})
