import { expect, test } from 'vitest'
import { headersFile } from '#deploy/headers-file.ts'
import { nginxSnippet } from '#deploy/nginx-snippet.ts'
import { headersAt, siteHeaders, strictTransport } from '#deploy/site-headers.ts'
import { anIssuer } from '#test/support/issuer.ts'

const site = {
  issuers: [
    anIssuer({
      issuer: 'https://fhir.one.example/r4',
      pinnedOrigins: ['https://login.one.example'],
      frameAncestors: ['https://chart.one.example'],
    }),
    anIssuer({ issuer: 'https://fhir.one.example/other', frameAncestors: [] }),
    anIssuer({ issuer: 'https://two.example/v/r4/sim/{sim}/fhir' }),
  ],
}
const policyOf = (config: typeof site) => new Map(siteHeaders(config)).get('Content-Security-Policy')?.split('; ')

test('the app may talk to the EHRs of config.json and their pinned origins, each once, and to nobody else', () => {
  expect(policyOf(site)).toContain("connect-src 'self' https://fhir.one.example https://login.one.example https://two.example")
})

test('the pages that config.json names may frame the app; of an issuer that names none, its own origin', () => {
  expect(policyOf(site)).toContain('frame-ancestors https://chart.one.example https://two.example')
})

test('a site whose EHRs open a window of their own lets nobody frame the app', () => {
  expect(policyOf({ issuers: [anIssuer({ frameAncestors: [] })] })).toContain("frame-ancestors 'none'")
})

test('the policy allows nothing else, and refuses markup that is written as text', () => {
  expect(policyOf(site)).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    expect.stringMatching(/^connect-src /),
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    expect.stringMatching(/^frame-ancestors /),
  ])
})

test.each([
  ['/', 'no-store'],
  ['/index.html', 'no-store'],
  ['/config.json', 'no-store'],
  ['/health.html', 'no-store'],
  ['/health.json', 'no-store'],
  ['/assets/first-1a2b3c4d.js', 'public, max-age=31536000, immutable'],
  ['/fhir-resources/value-set/parkinson.json', 'no-cache'],
  ['/icon.svg', 'no-cache'],
])('of %s the browser keeps: %s', (path, value) => {
  const headers = new Map(headersAt(path, site))
  expect(headers.get('Cache-Control')).toBe(value)
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(headers.get('Referrer-Policy')).toBe('no-referrer')
  expect(headers.get('Permissions-Policy')).toMatch(/camera=\(\).*clipboard-write=\(self\).*geolocation=\(\).*microphone=\(\)/)
})

test.each([
  '/',
  '/index.html',
  '/config.json',
  '/health.html',
  '/health.json',
  '/assets/a-1a2b3c4d.js',
  '/icon.svg',
  '/fhir-resources/a/b.json',
])('a host that reads _headers says of %s what nginx says, and stays with TLS', (path) => {
  expect(readAsHost(headersFile(site), path)).toEqual(Object.fromEntries([...headersAt(path, site), strictTransport]))
})

test('a page whose ending the host leaves away is not kept either', () => {
  expect(readAsHost(headersFile(site), '/health')['Cache-Control']).toBe('no-store')
})

test('more origins than a server reads in one header are refused, not cut', () => {
  const many = { issuers: Array.from({ length: 200 }, (_, index) => anIssuer({ issuer: `https://ehr-${index}.hospital.example/fhir` })) }
  expect(() => headersFile(many)).toThrow('more origins')
  expect(() => nginxSnippet(many, '/srv/gait-charge')).toThrow('more origins')
})

test('a folder that nginx would misread is refused', () => {
  expect(() => nginxSnippet(site, '/srv/"gait";')).toThrow('nginx cannot be told')
})

/** What such a host answers: all rules that match, a header of two rules with both values. */
function readAsHost(file: string, path: string): Readonly<Record<string, string>> {
  const said: Record<string, string> = {}
  let matches = false
  for (const line of file.split('\n').filter((text) => text !== '' && !text.startsWith('#'))) {
    if (line.startsWith('/')) matches = line.endsWith('*') ? path.startsWith(line.slice(0, -1)) : path === line
    else if (matches) {
      const [name = '', ...value] = line.trim().split(': ')
      said[name] = [...(said[name] === undefined ? [] : [said[name]]), value.join(': ')].join(', ')
    }
  }
  return said
}
