import { validateResource } from '@medplum/core'
import { beforeAll, expect, test } from 'vitest'
import { attest } from '#core/attestation.ts'
import { loadDefinitions } from '#test/sandbox/definitions.ts'
import { aCharge, aCondition, aStudy, read, visitWith } from '#test/support/build.ts'

beforeAll(loadDefinitions)

const now = '2026-09-01T12:00:00Z'
const visit = visitWith({ conditions: [aCondition('M17.11', { id: 'knee', meta: { versionId: '3' } })], procedures: read(aStudy()) })
const signer = { reference: 'Practitioner/d1', display: 'Dr. One' }
const charge = aCharge('billable', {
  meta: { versionId: '2' },
  definitionCanonical: ['https://rules.example/motion-analysis|1'],
  supportingInformation: [{ reference: 'Condition/knee/_history/1' }],
  service: [{ reference: 'Procedure/study' }],
})
const work = { act: 'confirmed', isNew: true, charge, visit, signer, tool: 'Gait Charge, rules 1' } as const

test('says who, when, by which rules and on which evidence, each in the version that was read', () => {
  const { target, recorded, policy, agent, entity } = attest(work, now)
  expect([target, recorded, policy]).toEqual([[{ reference: 'ChargeItem/charge-billable/_history/2' }], now, charge.definitionCanonical])
  expect(agent.map(({ type, who }) => [type?.coding?.[0]?.code, who.reference ?? who.display])).toEqual([
    ['verifier', 'Practitioner/d1'],
    ['assembler', 'Gait Charge, rules 1'],
  ])
  expect(entity?.map(({ what }) => what.reference)).toEqual(['Encounter/v1', 'Procedure/study', 'Condition/knee/_history/3'])
})

test.each([
  ['confirmed', true, 'CREATE'],
  ['confirmed', false, 'UPDATE'],
  ['taken back', false, 'NULLIFY'],
] as const)('%s, new %s, is %s', (act, isNew, code) => {
  const { activity } = attest({ ...work, act, isNew }, now)
  expect([activity?.coding?.[0]?.code, activity?.text]).toEqual([code, act])
})

test('carries a charge that no EHR stored inside itself', () => {
  const { id: _, ...unstored } = charge
  const record = attest({ ...work, charge: unstored }, now)
  expect(record.target).toEqual([{ reference: '#charge' }])
  expect(record.contained).toMatchObject([{ resourceType: 'ChargeItem', id: 'charge', code: charge.code }])
})

test('is valid FHIR R4', () => expect(() => validateResource(attest(work, now) as never)).not.toThrow())
