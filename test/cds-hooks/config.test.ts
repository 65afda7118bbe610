import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseCdsConfig } from '#cds-hooks/config.ts'
import { client, config } from './hospital.ts'

const told = (changes: object) => {
  try {
    return parseCdsConfig(JSON.stringify({ ...config, ...changes }), 'cds-hooks.json')
  } catch (error) {
    return (error as Error).message
  }
}

test('the file that ships is read, and so is a whole one', () => {
  expect(parseCdsConfig(readFileSync('cds-hooks.json', 'utf8'), 'cds-hooks.json').clients).toHaveLength(1)
  expect(told({})).toEqual(config)
})

test.each([
  ['algorithms.0', { algorithms: ['none'] }],
  ['algorithms.0', { algorithms: ['HS256'] }],
  ['algorithms', { algorithms: [] }],
  ['publicUrl', { publicUrl: 'http://cds.example' }],
  ['publicUrl', { publicUrl: 'https://cds.example/' }],
  ['appUrl', { appUrl: 'javascript:alert(1)' }],
  ['appUrl', { appUrl: 'http://app.example/' }],
  ['aboutUrl', { aboutUrl: 'data:text/html,x' }],
  ['allowedOrigins.0', { allowedOrigins: ['*'] }],
  ['allowedOrigins.0', { allowedOrigins: ['https://ehr.example/chart'] }],
  ['budgetMs', { budgetMs: 60_000 }],
  ['limits.perSecond', { limits: { ...config.limits, perSecond: 0 } }],
  ['clients', { clients: [] }],
  ['clients.0.keySets', { clients: [{ ...client, keySets: [] }] }],
  ['clients.0.keySets.0', { clients: [{ ...client, keySets: ['http://ehr.example/jwks'] }] }],
  ['clients.0.keySets.0', { clients: [{ ...client, keySets: ['https://user:word@ehr.example/jwks'] }] }],
  ['clients.0.fhirServers.0', { clients: [{ ...client, fhirServers: ['http://ehr.example/fhir'] }] }],
  ['clients.0.timeZone', { clients: [{ ...client, timeZone: 'Mars' }] }],
  ['clients.0.secret', { clients: [{ ...client, secret: 'x' }] }],
  ['file: two clients have the same issuer', { clients: [client, client] }],
  ['budget', { budget: 1 }],
])('a wrong %s is named', (field, changes) => {
  expect(told(changes)).toMatch(new RegExp(`^cds-hooks.json: .*${field}`))
})

test('what is no JSON is said to be none', () =>
  expect(() => parseCdsConfig('{', 'CDS_HOOKS_CONFIG')).toThrow('CDS_HOOKS_CONFIG: is not JSON'))
