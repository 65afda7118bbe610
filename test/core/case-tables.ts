import type { Case } from './case.ts'
import { cases as codings } from './cases/codings.ts'
import { cases as datesOfTheRules } from './cases/dates-of-the-rules.ts'
import { cases as modifiersOfTheCourse } from './cases/modifiers-of-the-course.ts'
import { cases as modifiersOfTheDay } from './cases/modifiers-of-the-day.ts'
import { cases as nearMisses } from './cases/near-misses.ts'
import { cases as payers } from './cases/payers.ts'
import { cases as recording } from './cases/recording.ts'
import { cases as sameDay } from './cases/same-day.ts'
import { cases as sourceList } from './cases/source-list.ts'
import { cases as warnings } from './cases/warnings.ts'

/** Every table of `test/core/cases` by the name of its file: run by `npm run unit`, and by `npm run mutate:rules` against changed rules. */
export const caseTables: Readonly<Record<string, readonly Case[]>> = {
  codings,
  'dates-of-the-rules': datesOfTheRules,
  'modifiers-of-the-course': modifiersOfTheCourse,
  'modifiers-of-the-day': modifiersOfTheDay,
  'near-misses': nearMisses,
  payers,
  recording,
  'same-day': sameDay,
  'source-list': sourceList,
  warnings,
}
