import type { Case } from './case.ts'
import { cases as codings } from './cases/codings.ts'
import { cases as datesOfTheRules } from './cases/dates-of-the-rules.ts'
import { cases as definitions } from './cases/definitions.ts'
import { cases as files } from './cases/files.ts'
import { cases as modifiersOfTheCourse } from './cases/modifiers-of-the-course.ts'
import { cases as modifiersOfTheDay } from './cases/modifiers-of-the-day.ts'
import { cases as nearMisses } from './cases/near-misses.ts'
import { cases as officialBeside } from './cases/official-beside.ts'
import { cases as officialJoints } from './cases/official-joints.ts'
import { cases as officialModifiers } from './cases/official-modifiers.ts'
import { cases as officialPairs } from './cases/official-pairs.ts'
import { cases as officialParkinsonAndGait } from './cases/official-parkinson-and-gait.ts'
import { cases as officialPayersAndPlaces } from './cases/official-payers-and-places.ts'
import { cases as officialServices } from './cases/official-services.ts'
import { cases as officialSnomed } from './cases/official-snomed.ts'
import { cases as officialStroke } from './cases/official-stroke.ts'
import { cases as payers } from './cases/payers.ts'
import { cases as questions } from './cases/questions.ts'
import { cases as recording } from './cases/recording.ts'
import { cases as requirements } from './cases/requirements.ts'
import { cases as sameDay } from './cases/same-day.ts'
import { cases as sourceList } from './cases/source-list.ts'
import { cases as warnings } from './cases/warnings.ts'

/** Every table of `test/core/cases` by the name of its file: run by `npm run unit`, and by `npm run mutate:rules` against changed rules. */
export const caseTables: Readonly<Record<string, readonly Case[]>> = {
  codings,
  'dates-of-the-rules': datesOfTheRules,
  definitions,
  files,
  'modifiers-of-the-course': modifiersOfTheCourse,
  'modifiers-of-the-day': modifiersOfTheDay,
  'near-misses': nearMisses,
  'official-beside': officialBeside,
  'official-joints': officialJoints,
  'official-modifiers': officialModifiers,
  'official-pairs': officialPairs,
  'official-parkinson-and-gait': officialParkinsonAndGait,
  'official-payers-and-places': officialPayersAndPlaces,
  'official-services': officialServices,
  'official-snomed': officialSnomed,
  'official-stroke': officialStroke,
  payers,
  questions,
  recording,
  requirements,
  'same-day': sameDay,
  'source-list': sourceList,
  warnings,
}
