import { readdirSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { get } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { headersAt, strictTransport } from '#deploy/site-headers.ts'
import { watchPolicy, type Watched } from '#test/support/watch-policy.ts'
import { anIssuer } from '#test/support/issuer.ts'
import { openDeployment, type Deployment } from '#test/support/deployment.ts'
import { openWindow, type Window } from '#test/support/world.ts'
import { confirmOn, decideOn, verdictOn } from './clinic-actions.ts'

/* The built app as a site serves it: behind a real nginx, with the headers that `npm run deploy:headers` makes of its config.json. */

let site: Deployment
let window: Window
let watched: Watched
let stranger: Server
let strangerUrl: string
let strangersCalls = 0

beforeAll(async () => {
  site = await openDeployment()
  stranger = createServer((_request, response) => {
    strangersCalls += 1
    response.setHeader('Access-Control-Allow-Origin', '*').end('{}')
  })
  await new Promise<void>((resolve) => stranger.listen(0, 'localhost', resolve))
  strangerUrl = `http://localhost:${(stranger.address() as AddressInfo).port}/`
})
beforeEach(async () => {
  window = await openWindow(site)
  watched = await watchPolicy(window.context)
})
afterEach(async () => {
  await window.context.close()
  await site.ehr.reset()
})
afterAll(async () => {
  stranger.close()
  await site.close()
})

test('framed by the chart of another site, from launch to a saved charge, the policy is broken nowhere and the console stays empty', async () => {
  await window.launch('parkinson-a1', 'parkinson-a1-visit')
  await decideOn(window.frame, 'G20.A1')
  await confirmOn(window.frame).click()
  await window.frame.getByText('Saved. The charge stands in the EHR as billable.').waitFor()
  const charges = await site.ehr.charges()
  expect(charges.filter(({ subject }) => subject.reference === 'Patient/parkinson-a1').map(({ status }) => status)).toEqual(['billable'])
  expect(watched.violations()).toEqual([])
  expect(window.noise).toEqual([])
})

test('neither the launch nor the code of the sign-in reaches the log of nginx', async () => {
  await window.launch('parkinson-a1', 'parkinson-a1-visit')
  await verdictOn(window.frame)
  expect(site.nginx.log()).toContain('GET /assets/')
  expect(site.nginx.log()).not.toMatch(/launch=|code=|state=|iss=/)
})

test('an EHR that config.json does not name is blocked before any request, and counted', async () => {
  await window.page.goto(`${site.app.url}health.html`)
  const answer = await window.page.evaluate((url) => fetch(url).then(() => 'answered', () => 'blocked'), strangerUrl) // prettier-ignore
  expect(answer).toBe('blocked')
  expect(strangersCalls).toBe(0)
  await expect.poll(() => watched.violations()).toEqual([`connect-src ${strangerUrl}`])
  expect(watched.lines()).not.toEqual([])
})

test('what writes markup is refused by Trusted Types, and counted', async () => {
  await window.page.goto(`${site.app.url}health.html`)
  const written = await window.page.evaluate(() => {
    try {
      document.body.insertAdjacentHTML('beforeend', '<p>injected</p>')
      return 'written'
    } catch {
      return 'refused'
    }
  })
  expect(written).toBe('refused')
  await expect.poll(() => watched.violations().length).toBeGreaterThan(0)
})

test('a window that the EHR opens keeps its way back to the EHR', async () => {
  await window.page.goto(`${site.ehrUrl}/`)
  const [opened] = await Promise.all([
    window.context.waitForEvent('page'),
    window.page.evaluate((url) => void globalThis.open(url), `${site.app.url}health.html`),
  ])
  await opened.waitForLoadState()
  expect(await opened.evaluate(() => globalThis.opener === null)).toBe(false)
})

test('the health page names headers that were made from an older config.json', async () => {
  const said = async () => {
    await window.page.goto(`${site.app.url}health.html`)
    return window.page.getByText(/^(Good|Wrong): The server sends/).innerText()
  }
  expect(await said()).toBe('Good: The server sends the headers that config.json asks for.')
  site.nginx.write('config.json', JSON.stringify({ issuers: [site.issuer, anIssuer({ issuer: strangerUrl.slice(0, -1) })] }))
  expect(await said()).toBe('Wrong: The server sends other headers than config.json asks for: Content-Security-Policy.')
  site.nginx.write('config.json', JSON.stringify({ issuers: [site.issuer] }))
  expect(watched.violations()).toEqual([])
})

const asset = readdirSync('dist/assets').find((file) => file.endsWith('.js')) ?? ''

test.each(['/', '/index.html', `/assets/${asset}`, '/config.json', '/health.html', '/health.json', '/icon.svg'])(
  'nginx says every header of %s',
  async (path) => {
    const answer = await fetch(new URL(path, site.app.url))
    expect(answer.status).toBe(200)
    expect(ours(Object.fromEntries(answer.headers))).toEqual(expected(path))
  },
)

test.each(['/no-such-file', '/assets/no-such-file.js', '/assets/', '/fhir-resources/'])(
  'of %s, which does not exist, nothing is kept',
  async (path) => {
    const answer = await fetch(new URL(path, site.app.url))
    expect(answer.status).toBe(404)
    expect(ours(Object.fromEntries(answer.headers))).toEqual({ ...expected(path), 'cache-control': 'no-store' })
  },
)

test('where TLS ends at nginx, the browser is told to stay with it', async () => {
  const [name, value] = strictTransport
  const headers = await new Promise<Record<string, unknown>>((resolve, reject) => {
    get(site.nginx.tlsUrl, { rejectUnauthorized: false, agent: false }, (answer) => resolve(answer.resume().headers)).on('error', reject)
  })
  expect(headers[name.toLowerCase()]).toBe(value)
  expect(ours(headers)).toEqual(expected('/'))
})

test('without TLS nothing is said of it, and what breaks frames and popups is not there', async () => {
  const { headers } = await fetch(site.app.url)
  expect(headers.get('Strict-Transport-Security')).toBeNull()
  expect(headers.get('Cross-Origin-Opener-Policy')).toBeNull()
  expect(headers.get('X-Frame-Options')).toBeNull()
})

/** The headers of an answer that we ask for. */
function ours(headers: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.keys(expected('/')).map((name) => [name, headers[name]]))
}

function expected(path: string): Readonly<Record<string, string>> {
  return Object.fromEntries(headersAt(path, { issuers: [site.issuer] }).map(([name, value]) => [name.toLowerCase(), value]))
}
