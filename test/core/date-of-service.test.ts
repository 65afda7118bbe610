import { describe, expect, test } from 'vitest'
import { assess } from '#core/assess.ts'
import { undecided } from '#core/decisions.ts'
import type { Visit } from '#core/visit.ts'
import { anEncounter, aStudy, read, rules, visitWith } from '#test/support/build.ts'

const today = '2026-09-01'

describe('the date of service of a visit of several days', () => {
  const stay = (start: string) => anEncounter({ status: 'in-progress', period: { start } })
  const dateOf = (visit: Visit, dateOfService: string | null = null) =>
    assess(visit, rules, { ...undecided, dateOfService }, today).dateOfService
  const on = (...days: readonly string[]) => read(...days.map((day) => aStudy({ id: day, performedDateTime: day })))

  test('is that of the one recorded study', () =>
    expect(dateOf(visitWith({ encounter: stay('2026-08-30'), procedures: on('2026-08-31') }))).toBe('2026-08-31'))
  test('is a question where none or several are recorded', () => {
    expect(dateOf(visitWith({ encounter: stay('2026-08-30') }))).toBeNull()
    expect(dateOf(visitWith({ encounter: stay('2026-08-30'), procedures: on('2026-08-30', '2026-09-01') }))).toBeNull()
  })
  test.each([
    ['2026-07-01', '2026-07-01'],
    ['2026-07-15', '2026-07-15'],
    [today, today],
    ['2026-06-30', null],
    ['2026-09-02', null],
    ['', null],
  ])('chosen as %s in a stay of 62 days is %s', (chosen, day) =>
    expect(dateOf(visitWith({ encounter: stay('2026-07-01') }), chosen)).toBe(day),
  )
  test('cannot be a day without a study where studies are recorded', () =>
    expect(dateOf(visitWith({ encounter: stay('2026-07-01'), procedures: on('2026-08-30', '2026-09-01') }), '2026-08-31')).toBeNull())
})
