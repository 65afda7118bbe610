import type { ChargeItem, CodeableConcept, Extension, FhirResource, Parameters } from 'fhir/r4'
import { forbidden } from './access.ts'
import { readBody } from './fhir-body.ts'
import type { FhirCall } from './fhir-call.ts'
import { Problem } from './problem.ts'

/** The proprietary code systems of the tenant that this EHR plays. */
export const oracleTenant = {
  codeSystems: 'https://fhir.cerner.com/5a11db0c-0000-4000-8000-5a11db0c0000',
  schedules: { cpt: '101', icd: '102', modifier: '103' },
} as const

const structure = 'https://fhir-ehr.cerner.com/r4/StructureDefinition'
const fields: readonly string[] = [
  'resourceType',
  'status',
  'subject',
  'context',
  'occurrenceDateTime',
  'quantity',
  'code',
  'performer',
  'reason',
  'extension',
]

/**
 * POST ChargeItem/$create as Oracle's documentation of the Millennium Platform APIs states it. That a repeated
 * transactionId creates nothing is how this EHR reads "uniquely identifies the operation".
 */
export async function createByOperation(call: FhirCall): Promise<Response> {
  const permission = call.access('ChargeItem', 'c')
  const parameters = (await readBody(call, 'Parameters')) as Parameters
  const transactionId = only(parameters, 'transactionId').valueUuid
  const charge = only(parameters, 'chargeItem').resource as ChargeItem | undefined
  if (!/^urn:uuid:[0-9a-f-]{36}$/.test(transactionId ?? '')) throw refused('transactionId must be a valueUuid')
  if (charge?.resourceType !== 'ChargeItem') throw refused('chargeItem must be a ChargeItem')
  check(charge)
  if (!permission.reaches(charge)) throw forbidden('The subject is another patient than the one of this launch')
  if (!call.transactions.has(transactionId ?? '')) {
    call.transactions.add(transactionId ?? '')
    await call.store.create({ ...charge, status: 'billable' } satisfies FhirResource)
  }
  return new Response(null, { status: 201, headers: { ETag: 'W/"0"', Location: `${call.base}/ChargeItem/$create` } })
}

/** The search that this EHR offers: by id, or the billable ones of one encounter or account. */
export function checkOracleSearch(query: URLSearchParams): URLSearchParams {
  const asked = new URLSearchParams(query)
  if (asked.has('_id')) return asked
  if (!asked.has('context') && !asked.has('account')) throw new Problem(400, 'required', '_id, context or account is required')
  if (asked.get('-status') !== 'billable') throw new Problem(400, 'required', '-status must be billable')
  asked.delete('-status')
  return asked
}

function only(parameters: Parameters, name: string) {
  const found = (parameters.parameter ?? []).filter((one) => one.name === name)
  if (found.length !== 1 || found[0] === undefined) throw refused(`exactly one ${name} is needed`)
  return found[0]
}

function check(charge: ChargeItem): void {
  if (charge.status !== 'unknown') throw refused('status must be unknown')
  const foreign = Object.keys(charge).filter((name) => !fields.includes(name))
  if (foreign.length > 0) throw refused(`not supported: ${foreign.join(', ')}`)
  if (charge.context === undefined || charge.occurrenceDateTime === undefined || charge.quantity === undefined) {
    throw refused('context, occurrenceDateTime and quantity are required')
  }
  if (!charge.occurrenceDateTime.includes('T')) throw refused('occurrenceDateTime needs a time')
  checkCoding(charge.code, 'CPT', oracleTenant.schedules.cpt)
  for (const concept of charge.reason ?? []) {
    checkCoding(concept, 'ICD', oracleTenant.schedules.icd)
    checkPriority(concept.extension)
  }
  if ((charge.performer ?? []).some(({ function: role }) => role?.coding?.[0]?.code === undefined))
    throw refused('performer needs a function')
  for (const { url, extension } of charge.extension ?? []) {
    if (url !== `${structure}/modifier-code`) throw refused(`extension ${url}`)
    const concept = extension?.find((part) => part.url === 'code')?.valueCodeableConcept
    checkCoding(concept, 'MODIFIER', oracleTenant.schedules.modifier)
    checkPriority(extension)
  }
}

function checkCoding(concept: CodeableConcept | undefined, type: string, schedule: string): void {
  const [coding, ...more] = concept?.coding ?? []
  const named = coding?.extension?.find(({ url }) => url === `${structure}/bill-code-schedule`)?.valueCoding
  const isKnown = coding?.system === `${oracleTenant.codeSystems}/CodeSystem/BillCodes-${type}` && coding.code !== undefined
  const isScheduled = named?.system === `${oracleTenant.codeSystems}/codeSet/14002` && named.code === schedule
  if (more.length > 0 || !isKnown || !isScheduled) throw refused(`one coding of BillCodes-${type} with its schedule is needed`)
}

function checkPriority(extensions: readonly Extension[] | undefined): void {
  const found = extensions?.find(({ url }) => url === `${structure}/priority`)
  if (found?.valueUnsignedInt === undefined) throw refused('priority is required')
}

function refused(text: string): Problem {
  return new Problem(422, 'processing', text, { expression: ['ChargeItem'] })
}
