import { expect, test } from 'vitest'
import { listDiagnoses, type DiagnosisSource } from '#core/diagnoses.ts'
import { chooseLabel, sourceWords } from '#features/diagnoses/words.ts'
import { aCondition, rules, visitWith } from '#test/support/build.ts'

test('choosing what was not recorded for this visit says that it was addressed at it', () => {
  const { encounter: _, ...nowhere } = aCondition('G20.A1', { id: 'nowhere' })
  const labelled = (condition: ReturnType<typeof aCondition>) =>
    listDiagnoses(visitWith({ conditions: [condition] }), rules, '2026-09-01').map((one) => [
      sourceWords[one.sources[0] as DiagnosisSource],
      chooseLabel(one),
    ])
  expect(labelled(nowhere)).toEqual([['diagnosis, visit not recorded', 'Choose: addressed at this visit']])
  expect(labelled(aCondition('G20.A1', { encounter: { reference: 'Encounter/v0' } }))).toEqual([
    ['diagnosis of another visit', 'Choose: addressed at this visit'],
  ])
  expect(labelled(aCondition('G20.A1'))).toEqual([['diagnosis of this visit', 'Choose']])
})
