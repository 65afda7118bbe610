import type { Condition } from 'fhir/r4'
import { expect, test } from 'vitest'
import { assess } from '#core/assess.ts'
import { undecided } from '#core/decisions.ts'
import { sentenceOf } from '#features/visit/verdict-words.ts'
import { aCondition, rules, visitWith } from '#test/support/build.ts'

const said = (...conditions: readonly Condition[]) => sentenceOf(assess(visitWith({ conditions }), rules, undecided, '2026-09-01'))
const resolved = { clinicalStatus: { coding: [{ code: 'resolved' }] } }

test.each([
  [['G20.A1'], 'G20.A1 is on the list for 96000.'],
  [['M17.11', 'I10', 'G20.A1'], 'G20.A1 and M17.11 are on the list for 96000.'],
  [['M17.11', 'G20.A1', 'R26.89'], 'G20.A1, M17.11 and R26.89 are on the list for 96000.'],
  [['I69.351'], 'I69.351 is described by the source, under another code.'],
  [['I69.391'], 'I69.391 is on the list, but the listing is disputed.'],
])('the verdict on %j names the code: %s', (codes, title) => expect(said(...codes.map((code) => aCondition(code))).title).toBe(title))

test('a code is named once, and what is past is not', () => {
  const again = aCondition([{ code: 'G20.A1' }, { system: 'urn:local', code: '7' }])
  expect(said(aCondition('G20.A1'), again, aCondition('M17.11', resolved)).title).toBe('G20.A1 is on the list for 96000.')
})

test('it says whether the diagnosis was recorded for this visit', () => {
  const elsewhere = aCondition('G20.A1', { encounter: { reference: 'Encounter/v0' } })
  expect(said(aCondition('G20.A1')).detail).toMatch(/^In this chart\. The list for motion analysis is five examples/)
  expect(said(elsewhere).detail).toMatch(/^In this chart, not recorded for this visit\. The list for motion analysis is five examples/)
  expect(said(elsewhere, aCondition('M17.11')).detail).toMatch(/^In this chart\. /)
})

test('a diagnosis that the EHR labels as restricted is not named', () => {
  const security = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }]
  const { title, detail } = said(aCondition('G20.A1', { meta: { security } }))
  expect(title).toBe('A restricted diagnosis is on the list for 96000.')
  expect(detail).not.toContain('G20')
})
