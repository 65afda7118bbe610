import { describe, expect, test } from 'vitest'
import { codeSystem } from '#core/codes.ts'
import { listDiagnoses } from '#core/diagnoses.ts'
import type { DiagnosisSource } from '#core/recorded.ts'
import { addressedWords, nextStep, sourceWords } from '#features/diagnoses/words.ts'
import { aCondition, rules, visitWith } from '#test/support/build.ts'

test('choosing what was not recorded for this visit says that it was addressed at it', () => {
  const { encounter: _, ...nowhere } = aCondition('G20.A1', { id: 'nowhere' })
  const statement = ['choosing it states: addressed at this visit', 'you state: addressed at this visit']
  const labelled = (condition: ReturnType<typeof aCondition>) =>
    listDiagnoses(visitWith({ conditions: [condition] }), rules, '2026-09-01').map((one) => [
      sourceWords[one.sources[0] as DiagnosisSource],
      addressedWords(one, false),
      addressedWords(one, true),
    ])
  expect(labelled(nowhere)).toEqual([['diagnosis, visit not recorded', ...statement]])
  expect(labelled(aCondition('G20.A1', { encounter: { reference: 'Encounter/v0' } }))).toEqual([
    ['diagnosis of another visit', ...statement],
  ])
  expect(labelled(aCondition('G20.A1'))).toEqual([['diagnosis of this visit', null, null]])
})

describe('what cannot be chosen as it stands names the next step', () => {
  const stepOf = (condition: ReturnType<typeof aCondition>, day = '2026-09-01') => {
    const [diagnosis] = listDiagnoses(visitWith({ conditions: [condition] }), rules, day)
    return diagnosis === undefined ? null : nextStep(diagnosis)
  }
  const { code: _, ...wordless } = aCondition('G20.A1')

  test.each([
    [
      'words alone',
      { ...wordless, code: { text: 'gait trouble' } },
      /^It has no ICD-10-CM code\. Code it in the chart, then read the chart again\.$/,
    ],
    ['an unmapped SNOMED CT code', aCondition({ system: codeSystem.snomed, code: '386806002' }), /^It has no ICD-10-CM code\./],
    ['a code without a system', aCondition({ system: undefined, code: 'G20.A1' }), /^Its code does not say/],
    [
      'codings that disagree',
      aCondition([{ code: 'M16.11' }, { system: codeSystem.snomed, code: '239873007' }]),
      /^Its codes mean different/,
    ],
  ] as const)('%s', (_name, condition, step) => expect(stepOf(condition)).toMatch(step))
  test('a code that was not valid that day', () => expect(stepOf(aCondition('G20.A1'), '2023-09-30')).toMatch(/^This code was not valid/))
  test('and nothing else does', () => {
    const resolved = { clinicalStatus: { coding: [{ code: 'resolved' }] } }
    for (const condition of [
      aCondition('G20.A1'),
      aCondition('I10'),
      aCondition('G20'),
      aCondition({ system: codeSystem.snomed, code: '239873007' }),
      { ...wordless, code: { text: 'gait trouble' }, ...resolved },
    ])
      expect(stepOf(condition)).toBeNull()
  })
})
