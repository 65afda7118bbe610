import { validateResource } from '@medplum/core'
import type { ChargeItem, Coverage } from 'fhir/r4'
import { beforeAll, describe, expect, test } from 'vitest'
import { modifierExtensions } from '#core/charge-modifiers.ts'
import { draftClaim } from '#core/claim.ts'
import { codeSystem } from '#core/codes.ts'
import { loadDefinitions } from '#test/sandbox/definitions.ts'
import type { BillingChart } from '#core/charge-line.ts'
import { aCharge, anEncounter, read, unreadable } from '#test/support/build.ts'

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

const chartWith = (more: Partial<BillingChart> = {}): BillingChart => ({
  patient: null,
  encounter: anEncounter(),
  coverages: read(),
  claimType: 'professional',
  timeZone: null,
  ...more,
})

describe('the charge as a draft claim', () => {
  test('is one line: each diagnosis once and by pointer, modifiers in order, the day, the units, the visit', () => {
    const claim = draftClaim(charge, chartWith(), now)
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
    expect(JSON.stringify(draftClaim(charge, chartWith({ claimType: 'facility' }), now))).not.toMatch(/unitPrice|net|currency|total/))

  test.each([
    ['professional', 'professional'],
    ['facility', 'institutional'],
  ] as const)('of kind %s is a claim of type %s', (kind, code) =>
    expect(draftClaim(charge, chartWith({ claimType: kind }), now).type.coding).toMatchObject([{ code }]),
  )

  test('says of what is not known that it is not known, and guesses nothing', () => {
    const claim = draftClaim(aCharge('billable'), chartWith({ claimType: 'unknown' }), now)
    expect(claim.type.coding).toBeUndefined()
    expect(claim.provider).toMatchObject({ display: 'Who bills is not decided here' })
    const [item] = claim.item ?? []
    expect([claim.diagnosis, claim.careTeam, item?.modifier, item?.quantity]).toEqual([undefined, undefined, undefined, undefined])
  })

  test('names the coverages that hold on the day in their order, the first as the one addressed', () => {
    const ended: Coverage = { ...coverage('c0'), period: { end: '2026-08-31' } }
    const coverages = read(ended, coverage('c1'), coverage('c2', 'cancelled'), coverage('c3'))
    const { insurance } = draftClaim(charge, chartWith({ coverages }), now)
    expect(insurance.map(({ sequence, focal, coverage: { reference, display } }) => [sequence, focal, reference, display])).toEqual([
      [1, true, 'Coverage/c1', 'Payer'],
      [2, false, 'Coverage/c3', 'Payer'],
    ])
  })

  test.each<[BillingChart['coverages'], string]>([
    [read(), 'The chart shows no active coverage on that day'],
    [read(coverage('c1', 'cancelled')), 'The chart shows no active coverage on that day'],
    [unreadable(), 'Coverages were not read from the chart'],
    [{ status: 'partly-read', resources: [], ignored: 0, gap: 'broken-paging' }, 'Coverages were not read from the chart'],
  ])('tells coverages that are not there from those that could not be read (%#)', (coverages, display) =>
    expect(draftClaim(charge, chartWith({ coverages }), now).insurance).toMatchObject([{ focal: true, coverage: { display } }]),
  )

  test('a charge whose day is not known is given none, and every active coverage', () => {
    const { occurrenceDateTime: _, ...undated } = charge
    const claim = draftClaim(undated, chartWith({ coverages: read({ ...coverage('c0'), period: { end: '2026-08-31' } }) }), now)
    expect([claim.item?.[0]?.servicedDate, claim.insurance[0]?.coverage.reference]).toEqual([undefined, 'Coverage/c0'])
  })

  test('the reason of a modifier stays in the charge: a code of a claim has no place for it', () => {
    const extension = modifierExtensions([{ system: codeSystem.cpt, code: '22', reason: 'A coder advised it' }])
    const [item] = draftClaim(aCharge('billable', { extension }), chartWith(), now).item ?? []
    expect(item?.modifier).toEqual([{ coding: [{ system: codeSystem.cpt, code: '22' }] }])
  })

  test.each([charge, aCharge('billable')])('is valid FHIR R4 (%#)', (one) => {
    for (const kind of ['professional', 'facility', 'unknown'] as const)
      expect(() => validateResource(draftClaim(one, chartWith({ claimType: kind }), now) as never)).not.toThrow()
  })
})
