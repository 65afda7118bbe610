import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Config } from '#fhir/config.ts'
import { faultsIn } from './clinic-actions.ts'
import { openClinic } from './clinic.ts'

const clinic = openClinic()

/** Opens the health page of a site with this configuration, and gives what it found. */
async function found(config?: unknown): Promise<readonly string[]> {
  const { page } = clinic.window
  if (config !== undefined) clinic.world.app.use(config as Config)
  await page.goto(`${clinic.world.app.url}health.html`)
  await page.getByText(/^(Good|Wrong): /).first().waitFor() // prettier-ignore
  return page.getByText(/^(Good|Wrong): /).allInnerTexts()
}

const sources = globSync('fhir-resources/**/*.json').map((file) => {
  const { version, date } = JSON.parse(readFileSync(file, 'utf8')) as { version: string; date: string }
  return { file: file.replaceAll('\\', '/'), version, date }
})

test('the health page asks no EHR, signs nobody in, and finds the site good', async () => {
  const asked: string[] = []
  clinic.window.context.on('request', (request) => void asked.push(request.url()))
  expect(await found()).toEqual([
    'Good: config.json can be used.',
    'Good: No rules of the site’s own are named.',
    'Good: The server sends the headers that config.json asks for.',
  ])
  expect(asked.filter((url) => !url.startsWith(clinic.world.app.url))).toEqual([])
  expect(await clinic.window.page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0)
  expect(await faultsIn(clinic.window.page)).toEqual([])
})

test('version, commit, and version and date of every rule file can be read without JavaScript', async () => {
  const context = await clinic.world.browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${clinic.world.app.url}health.html`)
  const rows = await page.locator('tbody tr').allInnerTexts()
  const expected = sources.map(({ file, version, date }) => `${file.replace('fhir-resources/', '')}\t${version}\t${date}`)
  expect(new Set(rows)).toEqual(new Set(expected))
  expect(rows).toHaveLength(expected.length)
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  expect(await page.locator('dd').allInnerTexts()).toEqual([version, expect.stringMatching(/^[0-9a-f]{40}(-dirty)?$|^not known/)])
  await context.close()
})

test('health.json says the same to a monitor', async () => {
  const said = (await (await fetch(`${clinic.world.app.url}health.json`)).json()) as { rules: unknown[] }
  expect(said.rules).toHaveLength(sources.length)
  expect(said.rules).toEqual(expect.arrayContaining(sources))
})

test('a wrong field of config.json is named as the app names it', async () => {
  const { issuer } = clinic.world
  expect(await found({ issuers: [{ ...issuer, pkce: 'off' }] })).toEqual([expect.stringContaining('config.json: issuers.0.pkce: ')])
  expect(await found({ issuers: [{ ...issuer, frameAncestors: ['chart'] }] })).toEqual([
    'Wrong: config.json: issuers.0.frameAncestors.0: must be an origin',
  ])
})

test('a configuration that is missing or no JSON is said to be', async () => {
  const { page } = clinic.window
  await page.route('**/config.json', (route) => route.fulfill({ status: 404, body: '' }))
  expect(await found()).toEqual(['Wrong: config.json: the file could not be fetched (404)'])
  await page.unroute('**/config.json')
  await page.route('**/config.json', (route) => route.fulfill({ body: '{' }))
  expect(await found()).toEqual(['Wrong: config.json: the file is not JSON'])
  clinic.window.takeNoise()
})

test('an overlay that the app would refuse is named', async () => {
  const { issuer } = clinic.world
  expect(await found({ issuers: [issuer], ruleOverlays: ['our-payers.json'] })).toContainEqual(
    'Wrong: config.json: ruleOverlays: our-payers.json could not be fetched (404)',
  )
  clinic.window.takeNoise()
})

test('nothing of the health page lies on the way of a launch', () => {
  const page = readFileSync('dist/index.html', 'utf8')
  expect(page).toContain('/first-')
  expect(page).not.toContain('health')
  expect(readFileSync('dist/.vite/manifest.json', 'utf8')).not.toContain('health')
})
