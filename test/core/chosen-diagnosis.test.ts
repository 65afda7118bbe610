import { describe, expect, test } from 'vitest'
import { standingOfChoice } from '#core/chosen-diagnosis.ts'
import { listDiagnoses } from '#core/diagnoses.ts'
import { aCondition, rules, visitWith } from '#test/support/build.ts'

describe('a chosen diagnosis stands', () => {
  const standing = (recorded: string, code: string, origin: 'chart' | 'specified') =>
    listDiagnoses(visitWith({ conditions: [aCondition(recorded)] }), rules, '2026-09-01').map(
      (diagnosis) => standingOfChoice({ diagnosisId: diagnosis.id, code, origin, reason: null }, diagnosis, rules).kind,
    )
  test.each([
    ['as the chart has it, on the day', 'G20', 'G20', 'chart', 'near-miss'],
    ['as the chart has it, listed', 'M17.11', 'M17.11', 'chart', 'on-list'],
    ['by the code that was specified, whatever the chart holds', 'M17.9', 'M17.11', 'specified', 'on-list'],
    ['by the code that was specified, also off the list', 'M17.9', 'M17.12', 'specified', 'near-miss'],
  ] as const)('%s: %s chosen as %s', (_name, recorded, code, origin, kind) => expect(standing(recorded, code, origin)).toEqual([kind]))
})
