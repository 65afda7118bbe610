import type { Questionnaire, QuestionnaireItem } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { excludingCodes, motionAnalysis } from '#core/codes.ts'
import { ruleFiles, rules } from '#test/support/build.ts'

const rows = [
  ...Object.values(rules.icd10cm),
  ...Object.values(rules.snomed),
  ...rules.diagnosisNotes,
  ...rules.jointReplacements,
  ...Object.values(rules.services),
  ...Object.values(rules.services).flatMap(({ indicators }) => Object.values(indicators)),
  ...rules.pairEdits,
  ...rules.modifiers,
  ...rules.modifiers.flatMap(({ acceptance }) => acceptance ?? []),
  ...rules.payers.flatMap(({ advisory }) => advisory ?? []),
  ...rules.specialties,
  ...rules.sites,
]

describe('the shipped rules', () => {
  test('name their version, their dates and their source', () => {
    expect(rules.definition).toBe('https://gait-charge.example/fhir/ChargeItemDefinition/motion-analysis|0.2.0')
    expect(rules.tables).toEqual({
      diagnoses: { from: '2021-01-01', through: '2026-09-30' },
      indicators: { from: '2022-01-01', through: '2024-12-31' },
      pairs: { from: '2024-07-01', through: '2024-09-30' },
      payers: { from: '2018-01-01', through: '2026-11-23' },
    })
    expect(rules.source).not.toBe('')
  })
  test('give every row a grade and a source', () => {
    expect(rows.length).toBeGreaterThan(250)
    expect(rows.filter(({ grade, source }) => !['V', 'V2', 'K', 'C'].includes(grade) || source.length < 10)).toEqual([])
  })
  test('say of each source in words that end in no full stop, for the screen sets it', () =>
    expect(rows.filter(({ source }) => source.endsWith('.'))).toEqual([]))
  test('offer several reasons wherever one has to be picked', () =>
    expect([rules.offListReasons, rules.modifierReasons, rules.notBillableReasons].every(({ length }) => length > 2)).toBe(true))
  test('name the codes that the engine itself knows', () => {
    const related = (relation: string) => Object.values(rules.services).flatMap((one) => (one.relation === relation ? [one.code] : []))
    expect(related('charged')).toEqual([motionAnalysis])
    expect(new Set(related('excludes'))).toEqual(new Set(excludingCodes))
  })
  test('exclude two modifiers from one line in both directions', () => {
    const pairs = rules.modifiers.flatMap(({ code, excludes }) => excludes.map((other) => `${code} ${other}`))
    expect(new Set(pairs)).toEqual(
      new Set(['26 TC', '52 53', '22 52', '59 XE', '59 XU', '80 62'].flatMap((pair) => [pair, pair.split(' ').toReversed().join(' ')])),
    )
  })
  test('put pricing modifiers first, then therapy, then the others', () =>
    expect(Object.fromEntries(rules.modifiers.map(({ code, rank }) => [code, rank]))).toEqual({
      '26': 1,
      TC: 1,
      '53': 1,
      '78': 1,
      GP: 2,
      '22': 3,
      '51': 3,
      '52': 3,
      '62': 3,
      '80': 3,
      '59': 4,
      XE: 4,
      XU: 4,
    }))
  test('never promise a match or coverage', () =>
    expect(JSON.stringify(rules)).not.toMatch(/would match|to match|change to|medically necessary|is covered|is indicated|not indicated/i))
})

describe('the questions at visit close', () => {
  const all = (items: readonly QuestionnaireItem[]): readonly QuestionnaireItem[] => items.flatMap((one) => [one, ...all(one.item ?? [])])
  const questionnaire = ruleFiles.find((file): file is Questionnaire => (file as Questionnaire).resourceType === 'Questionnaire')
  const items = all(questionnaire?.item ?? [])

  test('need an answer in three places only', () =>
    expect(items.flatMap(({ linkId, required }) => (required === true ? [linkId] : []))).toEqual([
      'performed',
      'laboratory',
      'charges-checked',
    ]))
  test('are neutral: no money, no leading word', () => {
    const words = items.flatMap(({ text, answerOption = [] }) => [text, ...answerOption.map(({ valueCoding }) => valueCoding?.display)])
    expect(words.length).toBeGreaterThan(80)
    expect(words.join('\n')).not.toMatch(/bill|reimburs|pay|maximi[sz]e|support 96000|would match|change to|confirm that|please/i)
  })
  test('can be left open, every one of them', () => {
    const choices = items.filter(({ type }) => type === 'choice')
    expect(choices.filter(({ answerOption = [] }) => answerOption.at(-1)?.valueCoding?.code !== 'cannot-determine')).toEqual([])
    expect(choices.length).toBeGreaterThan(20)
  })
})
