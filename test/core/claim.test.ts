import { validateResource } from '@medplum/core'
import type { ChargeItem, Coverage } from 'fhir/r4'
import { beforeAll, describe, expect, test } from 'vitest'
import { modifierExtensions } from '#core/charge-modifiers.ts'
import { draftClaim } from '#core/claim.ts'
import { codeSystem } from '#core/codes.ts'
import { loadDefinitions } from '#test/sandbox/definitions.ts'
import { aCharge } from '#test/support/build.ts'

beforeAll(loadDefinitions)

const now = '2026-09-01T12:00:00Z'
const icd = (code: string) => ({
  coding: [
    { system: codeSystem.icd10cm, code },
    { system: codeSystem.snomed, code: '49049000' },
  ],
})
const charge: ChargeItem = aCharge('billable', {
  identifier: [{ system: 'urn:x', value: 'key' }],
  reason: [icd('G20.A1'), icd('M17.11'), icd('G20.A1')],
  performer: [{ actor: { reference: 'Practitioner/d1' } }],
  enterer: { reference: 'Practitioner/d2' },
  quantity: { value: 1 },
  occurrenceDateTime: '2026-09-01T09:00:00-05:00',
  extension: modifierExtensions([
    { system: codeSystem.cpt, code: '59' },
    { system: codeSystem.cpt, code: '52' },
  ]),
})
const coverage = (id: string, status: Coverage['status'] = 'active'): Coverage => ({
  resourceType: 'Coverage',
  id,
  status,
  beneficiary: { reference: 'Patient/p1' },
  payor: [{ display: 'Payer' }],
})

describe('the charge as a draft claim', () => {
  test('is one line: each diagnosis once and by pointer, modifiers in order, the day, the units, the visit', () => {
    const claim = draftClaim(charge, 'professional', [], now)
    expect(claim).toMatchObject({ status: 'draft', use: 'claim', identifier: charge.identifier, created: now })
    expect(claim.diagnosis?.map((one) => [one.sequence, one.diagnosisCodeableConcept?.coding])).toEqual([
      [1, [{ system: codeSystem.icd10cm, code: 'G20.A1' }]],
      [2, [{ system: codeSystem.icd10cm, code: 'M17.11' }]],
    ])
    expect(claim.item).toMatchObject([
      {
        diagnosisSequence: [1, 2],
        careTeamSequence: [1],
        productOrService: charge.code,
        modifier: [{ coding: [{ code: '59' }] }, { coding: [{ code: '52' }] }],
        servicedDate: '2026-09-01',
        quantity: { value: 1 },
        encounter: [{ reference: 'Encounter/v1' }],
      },
    ])
    expect(claim.careTeam).toEqual([{ sequence: 1, provider: { reference: 'Practitioner/d1' } }])
  })

  test('carries no amount of money anywhere', () =>
    expect(JSON.stringify(draftClaim(charge, 'facility', [], now))).not.toMatch(/unitPrice|net|currency|total/))

  test.each([
    ['professional', 'professional'],
    ['facility', 'institutional'],
  ] as const)('of kind %s is a claim of type %s', (kind, code) =>
    expect(draftClaim(charge, kind, [], now).type.coding).toMatchObject([{ code }]),
  )

  test('says of what is not known that it is not known, and guesses nothing', () => {
    const claim = draftClaim(aCharge('billable'), 'unknown', [coverage('c1', 'cancelled')], now)
    expect(claim.type.coding).toBeUndefined()
    expect(claim.insurance).toMatchObject([{ coverage: { display: 'Not read from the chart' } }])
    expect([claim.diagnosis, claim.careTeam, claim.item?.[0]?.modifier]).toEqual([undefined, undefined, undefined])
  })

  test('names the coverages of the chart in their order, the first as the one addressed', () => {
    const { insurance } = draftClaim(charge, 'professional', [coverage('c1'), coverage('c2')], now)
    expect(insurance.map(({ sequence, focal, coverage: { reference } }) => [sequence, focal, reference])).toEqual([
      [1, true, 'Coverage/c1'],
      [2, false, 'Coverage/c2'],
    ])
  })

  test.each([charge, aCharge('billable')])('is valid FHIR R4 (%#)', (one) => {
    for (const kind of ['professional', 'facility', 'unknown'] as const)
      expect(() => validateResource(draftClaim(one, kind, [], now) as never)).not.toThrow()
  })
})
