import type { CapabilityStatement, Parameters } from 'fhir/r4'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Session } from '#fhir/session.ts'
import { witness } from '#test/faults/witness.ts'
import { aSandbox, signIn } from '#test/fhir/sign-in.ts'
import type { Manner } from './manners.ts'
import { oracleTenant } from './oracle-charges.ts'
import type { Sandbox } from './sandbox.ts'

const patientId = 'knee-right'
let ehr: Sandbox
beforeAll(async () => {
  ehr = await aSandbox()
})
beforeEach(async () => {
  await ehr.reset()
  // The doors of the EHR are tried here by hand; no clinician presses anything.
  witness.knownLimits.push('I1', 'I5')
})

const as = (manner: Manner): Promise<Session> => signIn(ehr, { patientId }, { issuer: ehr.baseAs(manner) })
const status = (promise: Promise<{ readonly status: number }>) =>
  promise.then(
    (answer) => answer.status,
    (error: { readonly status?: number }) => error.status,
  )
const charge = {
  resourceType: 'ChargeItem',
  status: 'planned',
  code: { text: 'x' },
  subject: { reference: `Patient/${patientId}` },
} as const

test.each(['oracle', 'read-only', 'messaging'] as const)(
  'an EHR of the kind %s creates no charge and keeps no Provenance for an app',
  async (manner) => {
    const { send } = await as(manner)
    expect([404, 405]).toContain(await status(send({ method: 'POST', url: 'ChargeItem', body: charge })))
    const { resource } = await send({ url: 'metadata' })
    const types = (resource as CapabilityStatement).rest?.[0]?.resource ?? []
    const creatable = types.filter(({ interaction = [] }) => interaction.some(({ code }) => code === 'create')).map(({ type }) => type)
    expect(creatable).not.toContain('ChargeItem')
    expect(creatable).not.toContain('Provenance')
    expect(await status(send({ url: `Patient/${patientId}` }))).toBe(200)
  },
)

test('a token of one kind names no other patient and no other base', async () => {
  const { base, send } = await as('oracle')
  expect(base).toBe('http://localhost:4004/as/oracle/fhir')
  expect(await status(send({ url: 'Patient/knee-left' }))).toBe(403)
})

describe("Oracle's own ways", () => {
  const system = (type: string) => `${oracleTenant.codeSystems}/CodeSystem/BillCodes-${type}`
  const url = 'https://fhir-ehr.cerner.com/r4/StructureDefinition/bill-code-schedule'
  const scheduled = { url, valueCoding: { system: `${oracleTenant.codeSystems}/codeSet/14002`, code: oracleTenant.schedules.cpt } }
  const good = {
    ...charge,
    status: 'unknown' as const,
    context: { reference: `Encounter/${patientId}-visit` },
    occurrenceDateTime: '2026-11-20T12:00:00Z',
    quantity: { value: 1 },
    code: { coding: [{ extension: [scheduled], system: system('CPT'), code: '96000' }] },
  }
  const body = (changes: object = {}, transactionId = 'urn:uuid:aa7623a0-0c7b-11ec-82a8-0242ac130003'): Parameters => ({
    resourceType: 'Parameters',
    parameter: [
      { name: 'transactionId', valueUuid: transactionId },
      { name: 'chargeItem', resource: { ...good, ...changes } },
    ],
  })
  const create = async (parameters: Parameters) =>
    status((await as('oracle')).send({ method: 'POST', url: 'ChargeItem/$create', body: parameters }))

  test('$create stores a billable charge, once a transactionId', async () => {
    expect(await create(body())).toBe(201)
    expect(await create(body())).toBe(201)
    expect(await ehr.charges(patientId)).toMatchObject([{ status: 'billable' }])
  })

  test.each([
    ['another status', { status: 'planned' }],
    ['a plain CPT code', { code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '96000' }] } }],
    ['a foreign extension', { extension: [{ url: 'https://gait-charge.example/fhir/StructureDefinition/charge-modifier' }] }],
    ['a modifierExtension', { modifierExtension: [{ url: 'urn:x', valueString: 'x' }] }],
    ['an identifier', { identifier: [{ value: '1' }] }],
    ['a day without a time', { occurrenceDateTime: '2026-11-20' }],
    ['a performer without a function', { performer: [{ actor: { reference: 'Practitioner/dr-rivera' } }] }],
    ['a reason without a priority', { reason: [{ coding: [{ system: system('ICD'), code: 'M17.11' }] }] }],
  ])('%s is refused', async (_, changes) => {
    expect(await create(body(changes))).toBe(422)
    expect(await ehr.charges(patientId)).toEqual([])
  })

  test('a search names a visit and the status billable', async () => {
    const { send } = await as('oracle')
    expect(await status(send({ url: `ChargeItem?patient=${patientId}` }))).toBe(400)
    expect(await status(send({ url: `ChargeItem?context=Encounter/${patientId}-visit` }))).toBe(400)
    expect(await status(send({ url: `ChargeItem?context=Encounter/${patientId}-visit&-status=billable` }))).toBe(200)
  })
})
