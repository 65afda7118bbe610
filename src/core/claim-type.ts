import type { Evidence } from './facts.ts'
import type { Answers } from './questions.ts'
import type { LocationRow, Visit } from './visit.ts'

type ClaimType = 'professional' | 'facility'

export interface ClaimTypeFound {
  readonly value: ClaimType | 'unknown'
  readonly evidence: readonly Evidence[]
}

/** The rows of the site's location map that this visit took place at. */
export function placesOf({ encounter, locations }: Visit): readonly LocationRow[] {
  const named = (encounter.location ?? []).flatMap(({ location }) => location.reference ?? [])
  return locations.filter((row) => named.some((reference) => reference === row.location || reference.endsWith(`/${row.location}`)))
}

/**
 * Whether the charge goes on a professional or a facility claim: as the clinician answers, else by the site's location map.
 * Encounter.class cannot tell; locations of both kinds leave it open.
 */
export function claimTypeOf(visit: Visit, { 'claim-type': answer }: Answers): ClaimTypeFound {
  const places = placesOf(visit)
  const evidence = places.map(({ location, claimType }): Evidence => ({
    speaks: 'for',
    text: `${claimType} claim, by the site’s location map`,
    reference: location,
    day: null,
  }))
  if (answer !== undefined) return { value: answer === 'cannot-determine' ? 'unknown' : answer, evidence }
  const kinds = new Set(places.map(({ claimType }) => claimType))
  const [only] = kinds
  return { value: kinds.size === 1 && only !== undefined ? only : 'unknown', evidence }
}
