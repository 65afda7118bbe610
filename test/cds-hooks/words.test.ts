import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cardId, writeCard } from '#cds-hooks/card.ts'
import { discoveryAnswer } from '#cds-hooks/services.ts'
import { rules, ruleFiles } from '#test/support/build.ts'
import { cardRules, config } from './hospital.ts'
import { prompts } from './prompts.ts'

/** Words that lead, sell, or order: none of them belongs in a prompt. */
const banned =
  /bill|reimburs|revenue|payment|paid|money|maximi[sz]e|\badd\b|to support 96000|would match|to match|change to|confirm that|indicated|covered|medically necessary|should|must|please ensure/i
const leading = (said: readonly string[]) => said.filter((text) => banned.test(text))

function texts(json: unknown): readonly string[] {
  if (typeof json === 'string') return [json]
  return typeof json === 'object' && json !== null ? Object.values(json).flatMap(texts) : []
}

/** Texts and answers of the items, without link ids and systems. */
function wordsIn(json: unknown): readonly string[] {
  if (Array.isArray(json)) return json.flatMap(wordsIn)
  if (typeof json !== 'object' || json === null) return []
  const { text, display, item, answerOption, valueCoding } = json as Record<string, unknown>
  return [text, display].filter((word) => typeof word === 'string').concat(wordsIn(item), wordsIn(answerOption), wordsIn(valueCoding))
}

test('of every card lead nowhere', () => {
  const said = prompts.flatMap((one) => texts(writeCard(one, cardId('a', null, 'v'), config, cardRules)))
  expect(said.length).toBeGreaterThan(100)
  expect(leading(said)).toEqual([])
})

test('of every question and answer of the Questionnaire lead nowhere', () => {
  const questionnaire = ruleFiles.find((file) => (file as { resourceType: string }).resourceType === 'Questionnaire')
  const asked = wordsIn(questionnaire)
  expect(asked.length).toBeGreaterThan(60)
  expect(leading(asked)).toEqual([])
  expect(rules.visitClose.every(({ text }) => /\?( It is reported apart, as 96004\.)?$/.test(text))).toBe(true)
})

test('of the discovery lead nowhere', () => expect(leading(texts(discoveryAnswer('all')))).toEqual([]))

test('of the check in the app lead nowhere, in whatever state it is', () => {
  const folder = join(import.meta.dirname, '../../src/features/visit-close')
  const lines = globSync('*.{ts,tsx}', { cwd: folder }).flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
  const said = lines.filter((line) => !/^\s*(import\b|\/\*\*|\*|\/\/)/.test(line))
  expect(said.length).toBeGreaterThan(150)
  expect(leading(said)).toEqual([])
})

test.each([
  'Confirm that video was used',
  'This is needed to support 96000',
  'It goes on the bill',
  'The visit is billable',
  'So that it is reimbursed',
  'Maximise what is documented',
  'maximize',
  'G20.A1 would match',
  'Change to G20.A1',
])('the check would find "%s"', (text) => expect(leading([text])).toEqual([text]))
