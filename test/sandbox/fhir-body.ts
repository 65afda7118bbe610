import { OperationOutcomeError, validateResource } from '@medplum/core'
import type { FhirResource, OperationOutcome } from 'fhir/r4'
import type { FhirCall } from './fhir-call.ts'
import { Problem } from './problem.ts'
import { requireReferences } from './references.ts'

/** The validated resource in the body: 400 for what is no JSON of this type, 422 for what FHIR does not allow. */
export async function readBody(call: FhirCall, type: string): Promise<FhirResource> {
  const resource = parse(await call.request.text(), call)
  if (resource.resourceType !== type) {
    throw new Problem(400, 'invalid', `The body is ${resource.resourceType}, the address names ${type}`, { expression: [type] })
  }
  validate(resource)
  await requireReferences(resource, call)
  return resource
}

function parse(text: string, { request, quirks }: FhirCall): FhirResource {
  if (!/^application\/(fhir\+)?json\b/.test(request.headers.get('content-type') ?? '')) {
    throw new Problem(415, 'not-supported', 'The body must be application/fhir+json')
  }
  if (text.length > quirks.maxBodyBytes) throw new Problem(500, 'too-long', 'The body is too large')
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && 'resourceType' in value) return value as FhirResource
  } catch {
    throw new Problem(400, 'structure', 'The body is not JSON')
  }
  throw new Problem(400, 'structure', 'The body is no FHIR resource')
}

/** Thrown with the validator's own issues, so that each expression reaches the client. */
export class Invalid extends Error {
  readonly outcome: OperationOutcome
  constructor(outcome: OperationOutcome) {
    super('The resource is not valid')
    this.name = 'Invalid'
    this.outcome = outcome
  }
}

const chargeStatuses: readonly string[] = ['planned', 'billable', 'not-billable', 'aborted', 'billed', 'entered-in-error', 'unknown']

function validate(resource: FhirResource): void {
  try {
    validateResource(resource as never)
  } catch (error) {
    if (error instanceof OperationOutcomeError) throw new Invalid(error.outcome as OperationOutcome)
    throw error
  }
  // Medplum leaves codes of a required value set to a terminology server.
  if (resource.resourceType === 'ChargeItem' && !chargeStatuses.includes(resource.status)) {
    throw new Problem(422, 'code-invalid', `"${resource.status}" is no status of a ChargeItem`, { expression: ['ChargeItem.status'] })
  }
}
