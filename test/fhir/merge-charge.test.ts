import type { ChargeItem, Extension } from 'fhir/r4'
import { expect, test } from 'vitest'
import { modifierExtensions, modifiersOf } from '#core/charge-modifiers.ts'
import { codeSystem } from '#core/codes.ts'
import { mergeCharge } from '#fhir/merge-charge.ts'

const charge = (extension: Extension[]): ChargeItem => ({
  resourceType: 'ChargeItem',
  status: 'planned',
  code: { coding: [{ system: codeSystem.cpt, code: '96000' }] },
  subject: { reference: 'Patient/p' },
  extension,
})
const chosen = (...codes: readonly string[]) => modifierExtensions(codes.map((code) => ({ system: codeSystem.cpt, code })))
const theirs = (code: string): Extension => ({
  url: 'http://hl7.org/fhir/StructureDefinition/chargeitem-modifier',
  valueCodeableConcept: { coding: [{ system: codeSystem.cpt, code }] },
})
const foreign: Extension = { url: 'urn:example:note', valueString: 'of billing' }

test.each([
  ['stays where it was confirmed', ['52'], 2],
  ['goes where it was not', [], 0],
  ['goes where it would change the order', ['59', '52'], 2],
] as const)('a modifier in the shape of another system %s', (_, codes, count) => {
  const merged = mergeCharge(charge([foreign, theirs('52')]), charge(chosen(...codes)))
  expect(modifiersOf(merged).map(({ code }) => code)).toEqual(codes)
  expect(merged.extension).toContainEqual(foreign)
  expect(merged.extension).toHaveLength(count + 1)
})
