import type { FhirResource } from 'fhir/r4'
import { canonicalBase } from './codes.ts'
import { placeOf, type Place } from './rule-resource.ts'

/**
 * Refuses a file that does not lie under its own canonical, and a canonical of ours, with or without a version, that leads nowhere.
 * Throws an Error that names file and element.
 */
export function checkCanonicals(resources: readonly FhirResource[]): void {
  const known = new Map(resources.map((resource) => [canonicalOf(resource), 'version' in resource ? resource.version : undefined]))
  for (const resource of resources) {
    const url = 'url' in resource ? resource.url : undefined
    if (url !== canonicalOf(resource))
      throw placeOf(resource)
        .at('url')
        .fault(`is ${url ?? '(none)'}, its place says ${canonicalOf(resource)}`)
    for (const { place, text } of stringsIn(resource, placeOf(resource))) {
      const [bare = '', version] = text.split('|')
      const isOurs = bare.startsWith(`${canonicalBase}/`) && !bare.includes(' ')
      if (isOurs && (!known.has(bare) || (version !== undefined && version !== known.get(bare))))
        throw place.fault(`names ${text}, which is not here`)
    }
  }
}

function canonicalOf({ resourceType, id = '' }: FhirResource): string {
  return `${canonicalBase}/${resourceType}/${id}`
}

function stringsIn(value: unknown, place: Place): readonly { readonly place: Place; readonly text: string }[] {
  if (typeof value === 'string') return [{ place, text: value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => stringsIn(part, place.at(name)))
}
