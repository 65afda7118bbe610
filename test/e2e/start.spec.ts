import { spawn, type ChildProcess } from 'node:child_process'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openBrowser } from '#test/support/browser.ts'
import { freePort } from '#test/support/free-port.ts'
import { confirmOn, decideOn } from './clinic-actions.ts'

let start: ChildProcess
let browser: Browser
let said = ''
let chart: string

beforeAll(async () => {
  const [ehrPort, appPort, cdsPort] = [await freePort(), await freePort(), await freePort()]
  chart = `http://localhost:${ehrPort}/`
  // Ports of its own, so that a developer's running "npm start" is not in the way.
  const env = { ...process.env, EHR_PORT: String(ehrPort), APP_PORT: String(appPort), CDS_PORT: String(cdsPort) }
  start = spawn(process.execPath, ['test/sandbox/start.ts'], { env })
  start.stdout?.on('data', (text) => (said += String(text)))
  start.stderr?.on('data', (text) => (said += String(text)))
  browser = await openBrowser()
  await vi.waitFor(() => expect(said).toContain(`Visit close  http://localhost:${cdsPort}/cds-services`), {
    timeout: 20_000,
    interval: 100,
  })
})
afterAll(async () => {
  await browser.close()
  start.kill()
})

test('what "npm start" serves leads from the list of patients to a saved charge, and says nothing on its console', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  const faults: string[] = []
  page.on('pageerror', ({ message }) => void faults.push(message))
  await page.goto(chart)
  await page.getByRole('link', { name: /Margaret Hale/ }).first().click() // prettier-ignore
  await page.getByRole('button', { name: 'Launch Gait Charge' }).click()
  const app = page.frameLocator('#app')
  await decideOn(app, 'G20.A1')
  await confirmOn(app).click()
  await app.getByText('Saved. The charge stands in the EHR as billable.').waitFor()
  expect(faults).toEqual([])
  expect(said).not.toMatch(/error/i)
})
