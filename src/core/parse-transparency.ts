import type { CodeSystem, FhirResource } from 'fhir/r4'
import { conceptsOf, need, placeOf, theOne } from './rule-resource.ts'
import type { TransparencyStatement } from './transparency.ts'

/** The statement of the makers. Throws an Error that names file and element where a part is missing. */
export function parseTransparency(resources: readonly FhirResource[]): TransparencyStatement {
  const system = theOne<CodeSystem>(resources, 'CodeSystem', 'transparency')
  const place = placeOf(system)
  const below = (group: string): readonly string[] => {
    const concept = system.concept?.find(({ code }) => code === group)?.concept ?? []
    if (concept.length === 0) throw place.at(group).fault('says nothing')
    return conceptsOf({ ...system, concept }).map(({ display }) => display)
  }
  return {
    developer: need(place, 'publisher', system.publisher),
    funding: below('funding').join(' '),
    reviewed: need(place, 'date', system.date),
    limits: below('known-limit'),
    notUsed: below('not-used'),
  }
}
