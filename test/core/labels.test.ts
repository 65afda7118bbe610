import type { Coding } from 'fhir/r4'
import { expect, test } from 'vitest'
import { isRestricted } from '#core/labels.ts'
import { aCondition } from '#test/support/build.ts'

const labelled = (...security: readonly Coding[]) => isRestricted(aCondition('G20.A1', { meta: { security: [...security] } }))
const confidentiality = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality'
const actCode = 'http://terminology.hl7.org/CodeSystem/v3-ActCode'

test.each([
  [confidentiality, 'R'],
  [confidentiality, 'V'],
  [actCode, 'PSY'],
])('a record that the EHR labels %s %s is restricted', (system, code) => expect(labelled({ code: 'other' }, { system, code })).toBe(true))

test.each([
  [confidentiality, 'N'],
  [actCode, 'TREAT'],
  ['urn:site', 'R'],
])('a record labelled %s %s is not', (system, code) => expect(labelled({ system, code })).toBe(false))

test('a record without a label is not restricted', () => {
  expect(labelled()).toBe(false)
  expect(isRestricted(aCondition('G20.A1'))).toBe(false)
})
