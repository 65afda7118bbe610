import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Issuer } from '#fhir/config.ts'
import { readCapability, type Capability } from '#fhir/capability.ts'
import { chooseChannel } from '#fhir/channel.ts'
import type { Session } from '#fhir/session.ts'
import { oracleTenant } from '#test/sandbox/oracle-charges.ts'
import type { Manner } from '#test/sandbox/manners.ts'
import type { Sandbox } from '#test/sandbox/sandbox.ts'
import { aServer, fhir } from './server.ts'
import { aSandbox, signIn } from './sign-in.ts'

let ehr: Sandbox
beforeAll(async () => {
  ehr = await aSandbox()
})
beforeEach(() => ehr.reset())

const all: Issuer['writeChannels'] = ['standard', 'oracle', 'web-messaging']
const launch = { patientId: 'knee-right', messagingHandle: 'h' }
const sessionAs = (manner: Manner, writeChannels = all) =>
  signIn(ehr, launch, { issuer: ehr.baseAs(manner), writeChannels, oracle: oracleTenant })
const full: Capability = {
  isR4: true,
  fhirVersion: '4.0.1',
  canCreate: true,
  canUpdate: true,
  conditionalCreate: true,
  operations: ['create'],
  canAttest: true,
  answers: { canCreate: true, canUpdate: true, conditionalCreate: true },
}

describe('the channel follows what the EHR says of itself', () => {
  test.each([
    ['standard', 'standard', [], true],
    ['oracle', 'oracle', ['not-offered'], false],
    ['messaging', 'web-messaging', ['not-offered', 'not-offered'], false],
    ['read-only', 'hand-off', ['not-offered', 'not-offered', 'not-granted'], false],
  ] as const)('an EHR of the kind %s takes charges by %s', async (manner, name, why, conditionalCreate) => {
    const session = await sessionAs(manner)
    const channel = chooseChannel(session, await readCapability(session), true)
    expect([channel.name, channel.passedOver.map((one) => one.why), channel.conditionalCreate]).toEqual([name, why, conditionalCreate])
  })

  test('and the order of the site decides between two that are offered', async () => {
    const session = await sessionAs('standard', ['oracle', 'standard'])
    expect(chooseChannel(session, full, false).name).toBe('oracle')
    expect(chooseChannel({ ...session, issuer: { ...session.issuer, writeChannels: [] } }, full, false).name).toBe('hand-off')
  })
})

describe('nothing is guessed', () => {
  test.each([
    ['no /metadata', null, {}, 'capability-unreadable'],
    ['another version of FHIR', { ...full, isR4: false }, {}, 'not-r4'],
    ['no create', { ...full, canCreate: false }, {}, 'not-offered'],
    ['scopes without create', full, { grantedScopes: ['patient/ChargeItem.rs'] }, 'not-granted'],
    ['scopes for some charges only', full, { grantedScopes: ['patient/ChargeItem.c?code=1'] }, 'not-granted'],
  ] as const)('L22 W01 D38 %s: the charge is handed over', async (_, capability, limits: Partial<Session>, why) => {
    const session = { ...(await sessionAs('standard', ['standard'])), ...limits }
    const channel = chooseChannel(session, capability, false)
    expect([channel.name, channel.passedOver]).toEqual(['hand-off', [{ name: 'standard', why }]])
  })

  test('Oracle without its tenant, and a page that does not answer, are passed over', async () => {
    const session = await sessionAs('messaging', ['oracle', 'web-messaging'])
    const untold = { ...session, issuer: { ...session.issuer, oracle: null } }
    expect(chooseChannel(untold, full, false).passedOver.map(({ why }) => why)).toEqual(['not-set-up', 'no-answer'])
  })

  test('an EHR that declares no update gets no draft, and no conditional create that the site has not seen', async () => {
    const session = await sessionAs('standard', ['standard'])
    expect(chooseChannel(session, { ...full, canUpdate: false }, false).updates).toBe(false)
    expect(chooseChannel({ ...session, issuer: { ...session.issuer, conditionalCreate: false } }, full, false).conditionalCreate).toBe(
      false,
    )
    expect(chooseChannel({ ...session, grantedScopes: ['patient/ChargeItem.c'] }, full, false)).toMatchObject({
      updates: false,
      attests: 'not-granted',
    })
  })

  test.each([
    ['HTML', () => new Response('<html>'), null],
    ['403', () => fhir({}, 403), null],
    ['another resource', () => fhir({ resourceType: 'Bundle' }), null],
    [
      'a statement without rest',
      () => fhir({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' }),
      { canCreate: false, isR4: true },
    ],
    ['a statement of R5', () => fhir({ resourceType: 'CapabilityStatement', fhirVersion: '5.0.0' }), { isR4: false, fhirVersion: '5.0.0' }],
    [
      'a broken statement',
      () =>
        fhir({
          resourceType: 'CapabilityStatement',
          rest: [
            null,
            {
              mode: 'server',
              resource: [null, { type: 'ChargeItem', interaction: [null], operation: [null, { name: 7 }, { name: '$create' }] }],
            },
          ],
        }),
      { canCreate: false, operations: ['create'] },
    ],
  ])('D38 /metadata that is %s', async (_, answer, expected) => {
    const capability = await readCapability(aServer(answer))
    const asked = Object.keys(expected ?? {}) as (keyof Capability)[]
    expect(capability && Object.fromEntries(asked.map((name) => [name, capability[name]]))).toEqual(expected)
  })
})
