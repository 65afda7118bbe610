import type { CapabilityStatement, CapabilityStatementRestResource, Element, Extension } from 'fhir/r4'
import type { Case } from '#test/core/case.ts'

const expectation = 'http://hl7.org/fhir/StructureDefinition/capabilitystatement-expectation'

/** What the app does with each resource, its search parameters, and how much the EHR owes it. */
const needs: readonly (readonly [resource: string, expectation: string, interactions: string, parameters?: string])[] = [
  ['Patient', 'SHALL', 'read SHALL'],
  ['Encounter', 'SHALL', 'read SHALL, search-type SHOULD', 'patient reference SHOULD'],
  ['Condition', 'SHALL', 'search-type SHALL', 'patient reference SHALL, category token SHOULD'],
  ['Procedure', 'SHOULD', 'search-type SHOULD', 'patient reference SHOULD'],
  [
    'ChargeItem',
    'SHOULD',
    'create SHOULD, read SHOULD, update SHOULD, search-type SHOULD',
    'patient reference SHOULD, identifier token SHOULD',
  ],
  ['Coverage', 'SHOULD', 'search-type SHOULD', 'patient reference SHOULD'],
  ['Provenance', 'SHOULD', 'create SHOULD'],
  ['ServiceRequest', 'SHOULD', 'search-type SHOULD', 'patient reference SHOULD'],
  ['Consent', 'SHOULD', 'search-type SHOULD', 'patient reference SHOULD'],
  ['DiagnosticReport', 'SHOULD', 'search-type SHOULD', 'patient reference SHOULD'],
  [
    'QuestionnaireResponse',
    'SHOULD',
    'create SHOULD, update SHOULD, search-type SHOULD',
    'patient reference SHOULD, identifier token SHOULD',
  ],
  ['Practitioner', 'SHOULD', 'read SHOULD'],
  ['PractitionerRole', 'SHOULD', 'search-type SHOULD', 'practitioner reference SHOULD'],
]

function statementIn(files: readonly unknown[]): CapabilityStatement | undefined {
  return (files as readonly CapabilityStatement[]).find(({ resourceType }) => resourceType === 'CapabilityStatement')
}

function resourcesIn(files: readonly unknown[]): readonly CapabilityStatementRestResource[] {
  return statementIn(files)?.rest?.[0]?.resource ?? []
}

function owed({ extension = [] }: Element): string {
  return extension.find(({ url }: Extension) => url === expectation)?.valueCode ?? 'nothing'
}

function written(resource: CapabilityStatementRestResource): string {
  const interactions = (resource.interaction ?? []).map((one) => `${one.code} ${owed(one)}`)
  const parameters = (resource.searchParam ?? []).map((one) => `${one.name} ${one.type} ${owed(one)}`)
  return `${owed(resource)}: ${interactions.join(', ')}; ${parameters.join(', ')}`
}

export const cases: readonly Case[] = [
  ...needs.map(([type, expected, interactions, parameters = '']) => ({
    name: `of ${type} the app needs ${interactions}`,
    holds: (_rules: unknown, files: readonly unknown[]) =>
      resourcesIn(files)
        .filter((resource) => resource.type === type)
        .map((resource) => written(resource))
        .join() === `${expected}: ${interactions}; ${parameters}`,
  })),
  { name: 'the app needs no other resource', holds: (_rules, files) => resourcesIn(files).length === needs.length },
  {
    name: 'a confirmed charge is created once, updated in the version that was read, and in our own profile',
    holds: (_rules, files) => {
      const charge = resourcesIn(files).find(({ type }) => type === 'ChargeItem')
      return charge?.conditionalCreate === true && charge.versioning === 'versioned-update' && charge.supportedProfile?.length === 1
    },
  },
  {
    name: 'the EHR is a FHIR R4 server of JSON that a page of another site may call, with a SMART launch',
    holds: (_rules, files) => {
      const { fhirVersion, format, kind, rest = [] } = statementIn(files) ?? {}
      const security = rest[0]?.security
      const service = security?.service?.flatMap(({ coding = [] }) => coding).map(({ system, code }) => `${system ?? ''}|${code ?? ''}`)
      return (
        `${kind ?? ''} ${fhirVersion ?? ''} ${format?.join() ?? ''} ${rest.map(({ mode }) => mode).join()}` ===
          'requirements 4.0.1 json server' &&
        security?.cors === true &&
        service?.join() === 'http://terminology.hl7.org/CodeSystem/restful-security-service|SMART-on-FHIR'
      )
    },
  },
]
