import { test } from 'vitest'
import type { Condition } from 'fhir/r4'
import { assess } from '#core/assess.ts'
import { codeSystem } from '#core/codes.ts'
import { undecided } from '#core/decisions.ts'
import { rules, visitWith } from '#test/support/build.ts'

const today = '2026-09-01'

/** A chart of this many Conditions, one of them on the list. */
function chartOf(count: number): readonly Condition[] {
  return Array.from({ length: count }, (_, index) => ({
    resourceType: 'Condition' as const,
    id: `c${index}`,
    subject: { reference: 'Patient/p1' },
    code: {
      coding: [index === 0 ? { system: codeSystem.icd10cm, code: 'G20.A1' } : { system: codeSystem.snomed, code: String(100_000 + index) }],
      text: `Problem ${index}`,
    },
  }))
}

// The floor is what no engine can avoid: reading the same Conditions out of JSON.
test.for([10, 1_000, 10_000])('%i Conditions: assess beside JSON.parse', async (count, { bench }) => {
  const conditions = chartOf(count)
  const visit = visitWith({ conditions })
  const json = JSON.stringify(conditions)
  await bench.compare(
    bench('JSON.parse, the floor', () => void JSON.parse(json)),
    bench('assess', () => void assess(visit, rules, undecided, today)),
  )
})
