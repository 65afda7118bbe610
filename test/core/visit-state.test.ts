import { expect, test } from 'vitest'
import { stateOfVisit } from '#core/visit-state.ts'
import { aCharge, aCondition, anEncounter, aStudy, read, rules, unreadable, visitWith } from '#test/support/build.ts'

const listed = [aCondition('G20.A1')]
const study = read(aStudy())

test.each([
  ['a charge that stands', { charges: read(aCharge('billable')) }, { kind: 'billable' }],
  ['a charge that was billed', { charges: read(aCharge('billed')) }, { kind: 'billable' }],
  ['a draft', { charges: read(aCharge('planned')), procedures: study }, { kind: 'draft' }],
  ['a statement that there is no charge', { charges: read(aCharge('not-billable')) }, { kind: 'not-billable' }],
  ['a charge that was taken back', { charges: read(aCharge('entered-in-error')), procedures: study }, { kind: 'prompt-open' }],
  ['a study without a charge', { procedures: study, conditions: listed }, { kind: 'prompt-open', why: 'study-without-charge' }],
  ['a study without a listed diagnosis', { procedures: study }, { kind: 'prompt-open', why: 'study-without-charge' }],
  ['a listed diagnosis without a study', { conditions: listed }, { kind: 'prompt-open', why: 'diagnosis-without-study' }],
  ['a near miss without a study', { conditions: [aCondition('M17.9')] }, { kind: 'prompt-open', why: 'diagnosis-without-study' }],
  ['neither', { conditions: [aCondition('I10')] }, { kind: 'nothing-to-do' }],
  ['an empty chart', {}, { kind: 'nothing-to-do' }],
  ['a visit that was cancelled', { encounter: anEncounter({ status: 'cancelled' }), procedures: study }, { kind: 'nothing-to-do' }],
  ['charges that could not be read', { charges: unreadable(), procedures: study, conditions: listed }, { kind: 'cannot-tell' }],
  ['studies that could not be read', { procedures: unreadable(), conditions: listed }, { kind: 'cannot-tell' }],
  ['diagnoses that could not be read', { readings: [{ query: 'all', reading: unreadable() }] }, { kind: 'cannot-tell' }],
  [
    'diagnoses that could not be read, beside a study',
    { readings: [{ query: 'all', reading: unreadable() }], procedures: study },
    { kind: 'prompt-open' },
  ],
  ['a payer that could not be read', { coverages: unreadable(), conditions: [aCondition('I10')] }, { kind: 'nothing-to-do' }],
  ['a diagnosis in words alone', { conditions: [{ ...aCondition('x'), code: { text: 'shaking' } }] }, { kind: 'cannot-tell' }],
] as const)('%s', (_, parts, state) => {
  expect(stateOfVisit(visitWith(parts), rules, '2026-09-01')).toMatchObject(state)
})
