import type { Answers } from './questions.ts'
import type { Evidence } from './facts.ts'
import type { RecordedService } from './service-date.ts'
import type { LocationRow } from './visit.ts'

/** Where the study took place, and what the site says of that place. */
interface LaboratoryFound {
  readonly answer: 'yes' | 'no' | 'unknown'
  readonly basis: 'chart' | 'clinician' | 'open'
  readonly evidence: readonly Evidence[]
}

/**
 * Whether 3-D kinematics were recorded with video in a motion laboratory: as the clinician answers, else yes where the
 * chart records every counted study in a place that the site's config names as such a laboratory. The place of the
 * visit alone tells nothing, and no place is ever a no.
 */
export function laboratoryOf(
  studies: readonly RecordedService[],
  locations: readonly LocationRow[],
  { laboratory: answer }: Answers,
): LaboratoryFound {
  const evidence = studies.flatMap(({ procedure, day }): readonly Evidence[] =>
    isInLaboratory(procedure.location?.reference, locations)
      ? [
          {
            speaks: 'for',
            text: `${procedure.location?.display ?? 'A place'}, which this site names a motion laboratory that records video with 3-D kinematics`,
            reference: `Procedure/${procedure.id ?? ''}`,
            day,
          },
        ]
      : [],
  )
  if (answer !== undefined) return { answer: answer === 'cannot-determine' ? 'unknown' : answer, basis: 'clinician', evidence }
  const isSettled = studies.length > 0 && evidence.length === studies.length
  return { answer: isSettled ? 'yes' : 'unknown', basis: isSettled ? 'chart' : 'open', evidence }
}

function isInLaboratory(reference: string | undefined, locations: readonly LocationRow[]): boolean {
  return locations.some(
    ({ location, isMotionLaboratory }) =>
      isMotionLaboratory === true && (reference === location || reference?.endsWith(`/${location}`) === true),
  )
}
