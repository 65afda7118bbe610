import { expect, test } from 'vitest'
import { openClinic } from './clinic.ts'

const clinic = openClinic()

test('the browser keeps an answer without CORS from a page of another origin', async () => {
  const { window, world } = clinic
  await window.page.goto(`${world.app.url}icon.svg`)
  const blocked = await window.page.evaluate((url) => fetch(url).then(() => false, () => true), `${world.ehrUrl}/`) // prettier-ignore
  expect(blocked).toBe(true)
  expect(window.takeNoise()).toContain('CORS')
})

test('a frame of another site cannot look at the chart around it', async () => {
  const { window } = clinic
  await window.launch('parkinson-a1', 'parkinson-a1-visit')
  await window.frame.getByRole('heading', { level: 1 }).waitFor()
  const seen = await window.frame.locator('body').evaluate(() => {
    try {
      return document.defaultView?.top?.document.title ?? 'nothing'
    } catch (error) {
      return error instanceof DOMException ? error.name : 'another error'
    }
  })
  expect(seen).toBe('SecurityError')
})

test('storage in a frame of another site is partitioned by the chart', async () => {
  const { window, world } = clinic
  const probe = `${world.app.url}icon.svg`
  await window.page.goto(world.app.url)
  await window.page.evaluate(() => localStorage.setItem('canary', 'first party'))
  await window.page.goto(`${world.ehrUrl}/chart/parkinson-a1`)
  await window.page.evaluate((url) => {
    const frame = document.createElement('iframe')
    frame.src = url
    frame.name = 'probe'
    document.body.append(frame)
    return new Promise((loaded) => frame.addEventListener('load', loaded))
  }, probe)
  const framed = window.page.frames().find((frame) => frame.url() === probe)
  expect(framed).toBeDefined()
  expect(await framed?.evaluate(() => localStorage.getItem('canary'))).toBeNull()
})
