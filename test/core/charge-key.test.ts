import fc from 'fast-check'
import type { ChargeItem } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { chargeIdentifier, generationOf, type ChargeKey } from '#core/charge-key.ts'
import { aCharge } from '#test/support/build.ts'

const key: ChargeKey = { issuer: 'https://ehr.example/fhir', patientId: 'p1', dateOfService: '2026-09-01' }
const chargeOf = (status: ChargeItem['status'], generation: number, of = key) =>
  aCharge(status, { identifier: [chargeIdentifier(of, generation)] })

describe('the identifier of a charge', () => {
  const word = fc.oneof(fc.string(), fc.constantFrom('p1', 'p', '1', '"', '","', '2026-09-01'))
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
  test.each([
    ['issuer', { ...key, issuer: 'https://other.example/fhir' }, 0],
    ['patient', { ...key, patientId: 'p2' }, 0],
    ['day', { ...key, dateOfService: '2026-09-02' }, 0],
    ['generation', key, 1],
  ] as const)('differs with another %s', (_field, other, generation) =>
    expect(chargeIdentifier(other, generation).value).not.toBe(chargeIdentifier(key, 0).value),
  )
  test('holds nothing by which a patient could be known', () => {
    expect(chargeIdentifier(key, 0).value).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
  test('stays as it was when it was first used', () =>
    expect(chargeIdentifier(key, 0)).toEqual({
      system: 'https://gait-charge.example/fhir/identifier/charge',
      value: '96868f2b-108e-5e6e-886e-a357a77d1bd6',
    }))
})

describe('the generation of the next charge', () => {
  test('counts the withdrawn charges of this key, whatever their order', () => {
    expect(generationOf([], key)).toBe(0)
    expect(generationOf([chargeOf('entered-in-error', 0)], key)).toBe(1)
    expect(generationOf([chargeOf('aborted', 1), chargeOf('entered-in-error', 0)], key)).toBe(2)
  })
  test.each(['planned', 'billable', 'billed', 'not-billable', 'unknown'] as const)('does not count one that is %s', (status) =>
    expect(generationOf([chargeOf(status, 0)], key)).toBe(0),
  )
  test('does not count one of another day, another patient or without identifier', () => {
    const others = [
      { ...key, dateOfService: '2026-09-02' },
      { ...key, patientId: 'p2' },
    ]
    expect(
      generationOf(
        [...others.map((other) => chargeOf('entered-in-error', 0, other)), aCharge('entered-in-error'), aCharge('aborted')],
        key,
      ),
    ).toBe(0)
  })
  test('never gives an identifier that a withdrawn charge carries', () => {
    fc.assert(
      fc.property(fc.subarray([0, 1, 2, 3, 4]), (generations) => {
        const charges = generations.map((generation) => chargeOf('entered-in-error', generation))
        const next = chargeIdentifier(key, generationOf(charges, key)).value
        expect(charges.flatMap(({ identifier }) => identifier ?? []).map(({ value }) => value)).not.toContain(next)
      }),
    )
  })
})
