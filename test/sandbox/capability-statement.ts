import { globalSchema } from '@medplum/core'
import type { CapabilityStatement, CapabilityStatementRestResource } from 'fhir/r4'
import { habitsOf, type Manner } from './manners.ts'
import { resourceTypes, writableTypes } from './resource-types.ts'

/** What this server says about itself at /metadata. */
export function capabilityStatement(base: string, manner: Manner): CapabilityStatement {
  const auth = base.replace(/\/fhir$/, '/auth')
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-11-23',
    kind: 'instance',
    software: { name: 'Sandbox EHR' },
    implementation: { description: 'An EHR in memory with synthetic patients', url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    rest: [
      {
        mode: 'server',
        security: {
          cors: true,
          service: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' }] }],
          extension: [
            {
              url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
              extension: [
                { url: 'authorize', valueUri: `${auth}/authorize` },
                { url: 'token', valueUri: `${auth}/token` },
              ],
            },
          ],
        },
        resource: resourceTypes.flatMap((type) => resource(type, manner)),
      },
    ],
  }
}

function resource(type: string, manner: Manner): CapabilityStatementRestResource[] {
  const { charges, takesProvenance, conditionalCreate } = habitsOf[manner]
  if (type === 'ChargeItem' && charges === 'none') return []
  const isTaken = type === 'ChargeItem' ? charges === 'api' : type !== 'Provenance' || takesProvenance
  const isWritable = writableTypes.includes(type) && isTaken
  const operation = [{ name: 'create', definition: 'https://fhir-ehr.cerner.com/r4/OperationDefinition/charge-item-create' }]
  const parameters = Object.values(globalSchema.types[type]?.searchParams ?? {}).flatMap(({ code, type: kind }) =>
    code === undefined || kind === undefined || code === '_compartment' || code === '_project' ? [] : [{ name: code, type: kind }],
  )
  return [
    {
      type: type as CapabilityStatementRestResource['type'],
      interaction: [
        { code: 'read' },
        { code: 'vread' },
        { code: 'search-type' },
        ...(isWritable ? [{ code: 'create' as const }, { code: 'update' as const }] : []),
      ],
      versioning: 'versioned-update',
      readHistory: true,
      updateCreate: false,
      conditionalCreate: isWritable && conditionalCreate,
      conditionalUpdate: false,
      conditionalDelete: 'not-supported',
      referencePolicy: ['literal', 'enforced'],
      searchParam: parameters,
      ...(type === 'ChargeItem' && charges === 'operation' ? { operation } : {}),
    },
  ]
}
