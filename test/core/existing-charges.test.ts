import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chargeIdentifier, generationOf, type ChargeKey } from '#core/charge-key.ts'
import { existingCharge, undatedCharges } from '#core/existing-charges.ts'
import { aCharge } from '#test/support/build.ts'

const where = { timeZone: null, performedCodes: [], encounterId: 'v1' }
const found = (...charges: readonly ReturnType<typeof aCharge>[]) => existingCharge(charges, '2026-09-01', where).kind
const coded = (code: string) => ({ code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code }] } })

describe('the charges of that day', () => {
  test.each([
    ['planned', 'draft'],
    ['not-billable', 'not-billable'],
    ['billable', 'already-charged'],
    ['billed', 'already-charged'],
    ['unknown', 'already-charged'],
    ['entered-in-error', 'none'],
    ['aborted', 'none'],
  ] as const)('one that is %s means %s', (status, kind) => expect(found(aCharge(status))).toBe(kind))
  test('a live one of another visit stands in the way', () =>
    expect(found(aCharge('billable', { context: { reference: 'Encounter/other' } }))).toBe('already-charged'))
  test('one of another day does not', () => expect(found(aCharge('billable', { occurrenceDateTime: '2026-08-31' }))).toBe('none'))
  test.each(['96001', '0693T'])('%s excludes it', (code) => expect(found(aCharge('billable', coded(code)))).toBe('already-charged'))
  test.each(['96002', '96004', '97116'])('%s does not', (code) => expect(found(aCharge('billable', coded(code)))).toBe('none'))
  test('a billable one counts before a draft', () => expect(found(aCharge('planned'), aCharge('billable'))).toBe('already-charged'))
  test('one without a date counts when it belongs to the visit, and is a question when not', () => {
    const { occurrenceDateTime: _, ...undated } = aCharge('billable')
    const elsewhere = { ...undated, context: { reference: 'Encounter/other' } }
    expect([found(undated), found(elsewhere)]).toEqual(['already-charged', 'none'])
    expect(undatedCharges([undated, elsewhere], where)).toEqual([elsewhere])
  })
  test('a server that stamps in UTC is read in the site’s zone', () => {
    const late = aCharge('billable', { occurrenceDateTime: '2026-09-02T03:00:00Z' })
    expect(existingCharge([late], '2026-09-01', { ...where, timeZone: 'America/New_York' }).kind).toBe('already-charged')
    expect(found(late)).toBe('none')
  })
})

describe('the key of a charge', () => {
  const key: ChargeKey = { issuer: 'https://ehr.example/fhir', patientId: 'p1', dateOfService: '2026-09-01' }
  const word = fc.string({ minLength: 1 })
  const anyKey = fc.record({ issuer: word, patientId: word, dateOfService: word })

  test('is the same for the same issuer, patient, day and generation, and for no other', () => {
    fc.assert(
      fc.property(anyKey, anyKey, fc.nat(3), fc.nat(3), (a, b, first, second) => {
        const isSame = JSON.stringify([a, first]) === JSON.stringify([b, second])
        expect(chargeIdentifier(a, first).value === chargeIdentifier(b, second).value).toBe(isSame)
        expect(chargeIdentifier({ ...a }, first)).toEqual(chargeIdentifier(a, first))
      }),
    )
  })
  test('stays as it was when it was first used', () =>
    expect(chargeIdentifier(key, 0)).toMatchInlineSnapshot(`
    {
      "system": "https://gait-charge.example/fhir/identifier/charge",
      "value": "96868f2b-108e-5e6e-886e-a357a77d1bd6",
    }
  `))
  test('the generation counts withdrawn charges of this key, and no live or foreign one', () => {
    const withdrawn = (generation: number) => aCharge('entered-in-error', { identifier: [chargeIdentifier(key, generation)] })
    expect(generationOf([], key)).toBe(0)
    expect(generationOf([aCharge('billable', { identifier: [chargeIdentifier(key, 0)] })], key)).toBe(0)
    expect(generationOf([withdrawn(0)], key)).toBe(1)
    expect(generationOf([withdrawn(1), withdrawn(0), aCharge('aborted')], key)).toBe(2)
  })
})
