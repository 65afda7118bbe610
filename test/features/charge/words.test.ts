import { expect, test } from 'vitest'
import { modifierExtensions } from '#core/charge-modifiers.ts'
import { codeSystem } from '#core/codes.ts'
import { channelLine, confirmWord, passedOverWords } from '#features/charge/channel-words.ts'
import { entryLine } from '#features/charge/entry-line.ts'
import { outcomeWords } from '#features/charge/outcome-words.ts'
import { aCharge } from '#test/support/build.ts'

const charge = aCharge('billable', {
  identifier: [{ value: 'ref-1' }],
  reason: ['G20.A1', 'M17.11'].map((code) => ({ coding: [{ system: codeSystem.icd10cm, code }] })),
  performer: [{ actor: { reference: 'Practitioner/d1', display: 'Dr. One' } }],
  quantity: { value: 1 },
  extension: modifierExtensions(['59', '52'].map((code) => ({ system: codeSystem.cpt, code }))),
})

test('the line for a charge-entry form holds all that the form asks for, in its order, and nothing of the patient', () =>
  expect(entryLine(charge)).toBe('2026-09-01; CPT 96000-59-52; units 1; Dx 1 G20.A1, 2 M17.11; performer Dr. One; ref ref-1'))

const channel = (name: 'standard' | 'oracle' | 'web-messaging' | 'hand-off') =>
  ({
    name,
    updates: false,
    conditionalCreate: false,
    attests: 'not-offered',
    answers: { takes: 'not-offered', updates: false, conditionalCreate: false },
    passedOver: [{ name: 'standard', why: 'not-offered' }],
  }) as const

test('only a channel that saves says that it saves', () => {
  const lines = (['standard', 'oracle', 'web-messaging', 'hand-off'] as const).map((name) => channelLine(channel(name), 'The EHR'))
  expect(lines.map((line) => /\bsaves\b/.test(line))).toEqual([true, false, false, false])
  expect(new Set(lines).size).toBe(4)
  expect(channelLine(null, 'The EHR')).toBe('asking The EHR what it takes')
})

test('the button says where the press leads', () => {
  expect(confirmWord(channel('standard'), false)).toBe('Confirm')
  expect(confirmWord(channel('hand-off'), false)).toBe('Confirm and hand over')
  expect(confirmWord(channel('web-messaging'), true)).toBe('Confirm and place the draft')
  expect(passedOverWords(channel('hand-off'))).toEqual(['Saving through the FHIR API: the EHR does not offer it.'])
})

test('an unknown outcome forbids a second entry and names the reference; a clear no says that nothing was stored', () => {
  expect(outcomeWords({ kind: 'unknown', identifier: 'ref-1' }).next).toMatch(/^Do not enter it again.*ref-1/)
  expect(outcomeWords({ kind: 'rejected', expressions: [] }).title).toContain('nothing was stored')
  expect(outcomeWords({ kind: 'saved', charge: aCharge('entered-in-error') }).title).toMatch(/^Taken back/)
  expect(outcomeWords({ kind: 'found', charge }).title).toContain('billable')
})
