import { expect, test } from 'vitest'
import type { CheckedItem } from '#core/close-check.ts'
import { findingWords, savingWords, summaryOf } from '#features/visit-close/words.ts'
import type { ChargeChannel } from '#queries/charge.ts'

const channel = (takes: ChargeChannel['answers']['takes']) =>
  ({ answers: { takes, updates: true, conditionalCreate: true } }) as ChargeChannel
const response = { resourceType: 'QuestionnaireResponse', status: 'completed', id: '7' } as const
const item = (answer: string | null) => ({ answer }) as CheckedItem

test('answers are said to stand only once they were saved as they are now', () => {
  expect(savingWords({ status: 'saved', response }, true, channel('yes'))).toBe('The answers stand in the EHR, number 7.')
  expect(savingWords({ status: 'saved', response }, false, channel('yes'))).not.toMatch(/stand in/)
  for (const why of ['refused', 'unknown', 'others-stand', 'could-not-look', 'not-granted', 'not-offered'] as const) {
    const words = savingWords({ status: 'absent', why, response }, false, channel('yes'))
    expect(words).toMatch(/^The answers were not saved: .+ The charge does not depend on them; keep them by downloading\.$/)
  }
})

test('where the EHR takes none, that is said before a press', () => {
  expect(savingWords({ status: 'idle' }, false, channel('not-offered'))).toMatch(/cannot hold.*downloading/)
  expect(savingWords({ status: 'idle' }, false, null)).toMatch(/still being asked/)
})

test('what was not found and what could not be looked up are two sentences', () =>
  expect(findingWords['not-documented']).not.toBe(findingWords['could-not-look']))

test('the folded check says how much is open', () => {
  expect(summaryOf(null)).toBe('Check the documentation of this visit')
  expect(summaryOf([item(null), item('yes')])).toBe('1 of 2 items open')
  expect(summaryOf([item('no'), item('not-done')])).toBe('Every item is answered')
})
