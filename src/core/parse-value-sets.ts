import type { CodeSystem, FhirResource, ValueSet } from 'fhir/r4'
import { codeSystem } from './codes.ts'
import { conceptsOf, placeOf, theOne } from './rule-resource.ts'

/**
 * The value sets are what others load: each expansion is what its set composes, on the day of its file, and the sets of modifiers
 * and of related codes are what the tables hold. Throws an Error that names file and element.
 */
export function checkValueSets(resources: readonly FhirResource[]): void {
  const sets = resources.filter((resource) => resource.resourceType === 'ValueSet')
  for (const set of sets) {
    const place = placeOf(set).at('expansion')
    const composed = codesOf(set, sets)
    const expanded = (set.expansion?.contains ?? []).map(({ system, code }) => `${system ?? ''}|${code ?? ''}`)
    if (expanded.join() !== composed.join()) throw place.fault('is not what the set composes')
    if (set.expansion?.total !== composed.length) throw place.fault(`counts ${set.expansion?.total ?? 'nothing'} of ${composed.length}`)
    if (set.expansion.timestamp !== set.date) throw place.fault(`is of ${set.expansion.timestamp}, its file of ${set.date ?? 'no day'}`)
  }
  const modifiers = [...codesRelated(resources, 'cpt', 'modifier'), ...codesRelated(resources, 'hcpcs', 'modifier')]
  for (const [id, held] of [['modifiers', modifiers] as const, ['related-codes', codesRelated(resources, 'cpt', 'related')] as const]) {
    const set = theOne<ValueSet>(resources, 'ValueSet', id)
    const published = codesOf(set, sets)
    const differing = [...published.filter((code) => !held.includes(code)), ...held.filter((code) => !published.includes(code))]
    if (differing.length > 0) throw placeOf(set).fault(`differs from the table in ${differing.join(', ')}`)
  }
}

/** Every code of a set as `system|code`, those of the sets that it includes among them. */
function codesOf({ compose }: ValueSet, sets: readonly ValueSet[]): readonly string[] {
  return (compose?.include ?? []).flatMap(({ system = '', concept = [], valueSet = [] }) => [
    ...concept.map(({ code }) => `${system}|${code}`),
    ...sets.filter(({ url }) => url !== undefined && valueSet.includes(url)).flatMap((set) => codesOf(set, sets)),
  ])
}

function codesRelated(resources: readonly FhirResource[], system: 'cpt' | 'hcpcs', relation: string): readonly string[] {
  return conceptsOf(theOne<CodeSystem>(resources, 'CodeSystem', `${system}-supplement`))
    .filter((concept) => concept.code1('relation') === relation)
    .map(({ code }) => `${codeSystem[system]}|${code}`)
}
