import type { Extension } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { modifierExtensions, modifiersOf } from '#core/charge-modifiers.ts'
import { codeSystem, extensionUrl } from '#core/codes.ts'
import { aCharge } from '#test/support/build.ts'

const cpt = (code: string) => ({ system: codeSystem.cpt, code })
const withExtensions = (...extension: Extension[]) => aCharge('billable', { extension })
const codes = (...extension: Extension[]) => modifiersOf(withExtensions(...extension)).map(({ code }) => code)
const medplum = (code: string): Extension => ({
  url: 'http://hl7.org/fhir/StructureDefinition/chargeitem-modifier',
  valueCodeableConcept: { coding: [cpt(code)] },
})
const oracle = (code: string, priority: number): Extension => ({
  url: 'https://fhir-ehr.cerner.com/r4/StructureDefinition/modifier-code',
  extension: [
    { url: 'code', valueCodeableConcept: { coding: [{ system: 'https://fhir.cerner.com/x/CodeSystem/BillCodes-MODIFIER', code }] } },
    { url: 'https://fhir-ehr.cerner.com/r4/StructureDefinition/priority', valueUnsignedInt: priority },
  ],
})

describe('the modifiers of a charge', () => {
  test('come back as they were written, in the order of the claim', () => {
    const written = [cpt('59'), cpt('52')]
    expect(modifiersOf(withExtensions(...modifierExtensions(written)))).toEqual(written)
    expect(modifiersOf(withExtensions(...modifierExtensions(written).toReversed()))).toEqual(written)
  })

  test('are four at most, each with its place', () => {
    const extensions = modifierExtensions(['22', '52', '53', '59', '76'].map(cpt))
    expect(extensions).toHaveLength(4)
    expect(extensions.every(({ url }) => url === extensionUrl.chargeModifier)).toBe(true)
    expect(extensions.map((one) => one.extension?.[1]?.valuePositiveInt)).toEqual([1, 2, 3, 4])
  })

  test("are read in Medplum's shape and in Oracle's too", () => {
    expect(codes(medplum('52'))).toEqual(['52'])
    expect(codes(oracle('59', 2), oracle('52', 1))).toEqual(['52', '59'])
  })

  test('that stand in two shapes count once', () => expect(codes(...modifierExtensions([cpt('52')]), medplum('52'))).toEqual(['52']))

  test('without a code, or in an extension of others, are none', () => {
    expect(
      codes({ url: extensionUrl.chargeModifier }, { url: 'https://ehr.example/tax', valueCodeableConcept: { coding: [cpt('52')] } }),
    ).toEqual([])
    expect(modifiersOf(aCharge('billable'))).toEqual([])
  })
})
