import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ConfigError, issuerFor, parseConfig } from '#fhir/config.ts'
import { oracleTenant } from '#test/sandbox/oracle-charges.ts'
import { anIssuer } from '#test/support/issuer.ts'

const config = { issuers: [anIssuer({ issuer: 'https://good.ehr/fhir/r4' }), anIssuer({ issuer: 'https://sim.ehr/v/r4/sim/{sim}/fhir' })] }

test('the shipped configuration is valid and names the sandbox EHR and the public SMART sandbox', () => {
  const shipped = parseConfig(JSON.parse(readFileSync('public/config.json', 'utf8')))
  for (const iss of [
    'http://localhost:4004/fhir',
    'http://localhost:4004/as/oracle/fhir',
    'http://localhost:4004/as/read-only/fhir',
    'http://localhost:4004/as/messaging/fhir',
    'http://localhost:4004/v/r4/fhir',
    'http://localhost:4004/v/r4/sim/WzAsIiJd/fhir',
    'https://launch.smarthealthit.org/v/r4/fhir',
    'https://launch.smarthealthit.org/v/r4/sim/WzAsIiJd/fhir',
  ]) {
    expect(issuerFor(shipped, iss)?.base).toBe(iss)
  }
})

test.each([
  ['a trailing slash', 'https://good.ehr/fhir/r4/'],
  ['host letter case', 'https://GOOD.ehr/fhir/r4'],
  ['the default port', 'https://good.ehr:443/fhir/r4'],
])('L04 an issuer that differs by %s is the same issuer', (_, iss) => {
  expect(issuerFor(config, iss)?.base).toBe('https://good.ehr/fhir/r4')
})

test.each([
  'https://good.ehr.evil.com/fhir/r4',
  'https://good.ehr@evil.com/fhir/r4',
  'https://user@good.ehr/fhir/r4',
  'http://good.ehr/fhir/r4',
  'https://good.ehr:8443/fhir/r4',
  'https://good.ehr/x/../fhir/r4',
  'https://good.ehr/%2e%2e/fhir/r4',
  'https://good.ehr./fhir/r4',
  'https://gооd.ehr/fhir/r4',
  'https://good.ehr/fhir/r4?x=1',
  'https://good.ehr/fhir/r4#x',
  'https://good.ehr/fhir/r4/extra',
  'https://good.ehr/fhir',
  'https://good.ehr/FHIR/r4',
  'https://good.ehr//fhir/r4',
  'https://good.ehr\\@evil.com/fhir/r4',
  'https://evil.com/https://good.ehr/fhir/r4',
  ' https://good.ehr/fhir/r4',
  'https:good.ehr/fhir/r4',
  'javascript:alert(1)',
  'good.ehr/fhir/r4',
  '',
])('L03 the look-alike issuer %j is refused', (iss) => {
  expect(issuerFor(config, iss)).toBeNull()
})

test.each([
  'https://sim.ehr/v/r4/sim//fhir',
  'https://sim.ehr/v/r4/sim/a/b/fhir',
  'https://sim.ehr/v/r4/sim/a.b/fhir',
  'https://sim.ehr/v/r4/fhir',
])('the simulation segment stands for one run of letters and digits, so %s is refused', (iss) => {
  expect(issuerFor(config, iss)).toBeNull()
})

test('a simulation segment gives the issuer with the base of that simulation', () => {
  expect(issuerFor(config, 'https://sim.ehr/v/r4/sim/Wz_A-1/fhir')).toEqual({
    issuer: config.issuers[1],
    base: 'https://sim.ehr/v/r4/sim/Wz_A-1/fhir',
  })
})

test.each([
  ['issuers', { issuers: [] }],
  ['issuers.0.clientId', { issuers: [{ ...anIssuer(), clientId: '' }] }],
  ['issuers.0.pkce', { issuers: [{ ...anIssuer(), pkce: 'off' }] }],
  ['issuers.0.issuer', { issuers: [anIssuer({ issuer: 'https://good.ehr/fhir/' })] }],
  ['issuers.0.issuer', { issuers: [anIssuer({ issuer: 'http://good.ehr/fhir' })] }],
  ['issuers.0.pinnedOrigins.0', { issuers: [anIssuer({ pinnedOrigins: ['https://id.ehr/path'] })] }],
  ['issuers.0.frameAncestors.0', { issuers: [anIssuer({ frameAncestors: ['https://chart.ehr/page'] })] }],
  ['issuers.0.frameAncestors.0', { issuers: [anIssuer({ frameAncestors: ["'self'; script-src *"] })] }],
  ['issuers.0.timeZone', { issuers: [anIssuer({ timeZone: 'Mars/Olympus' })] }],
  ['issuers.0.performedCodes.0', { issuers: [anIssuer({ performedCodes: ['96000'] })] }],
  ['issuers.0.secret', { issuers: [{ ...anIssuer(), secret: 'x' }] }],
])('a wrong configuration names the field %s', (field, json) => {
  expect(() => parseConfig(json)).toThrow(ConfigError)
  expect(() => parseConfig(json)).toThrow(`${field}: `)
})

test('every wrong field is named at once', () => {
  const json = { issuers: [{ ...anIssuer(), pkce: 1, conditionalCreate: 'yes' }] }
  expect(() => parseConfig(json)).toThrow(/issuers\.0\.pkce: .*issuers\.0\.conditionalCreate: /)
})

test.each([
  ['lists oracle without its tenant', { writeChannels: ['oracle'] }],
  ['names a tenant and does not list oracle', { oracle: oracleTenant }],
  [
    'names a tenant by something else than https',
    { writeChannels: ['oracle'], oracle: { ...oracleTenant, codeSystems: 'fhir.cerner.com/x' } },
  ],
  ['lists a channel that does not exist', { writeChannels: ['fax'] }],
] as const)('a site that %s is not set up', (_, changes) => {
  expect(() => parseConfig({ issuers: [{ ...anIssuer(), ...changes }] })).toThrow(ConfigError)
})

test('a site may list every channel in its own order', () => {
  const all = anIssuer({ writeChannels: ['web-messaging', 'oracle', 'standard'], oracle: oracleTenant })
  expect(parseConfig({ issuers: [all] }).issuers[0]?.writeChannels).toEqual(['web-messaging', 'oracle', 'standard'])
})
