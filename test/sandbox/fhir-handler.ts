import { capabilityStatement } from './capability-statement.ts'
import { Invalid } from './fhir-body.ts'
import { json, type FhirCall } from './fhir-call.ts'
import { read } from './fhir-read.ts'
import { nextPage, search } from './fhir-search.ts'
import { habitsOf } from './manners.ts'
import { checkOracleSearch, createByOperation } from './oracle-charges.ts'
import { create, update } from './fhir-write.ts'
import { outcome, Problem } from './problem.ts'
import { isStoredType } from './resource-types.ts'

/** Answers one call of the FHIR API; every error is an OperationOutcome. `makeCall` may throw the 401. */
export async function answerFhir(makeCall: () => FhirCall): Promise<Response> {
  try {
    return await route(makeCall())
  } catch (error) {
    if (error instanceof Problem) return json(outcome(error.code, error.message, error.expression), error.status, error.headers)
    if (error instanceof Invalid) return json(error.outcome, 422)
    console.error(error)
    return json(outcome('exception', 'The sandbox failed; its log says why'), 500)
  }
}

async function route(call: FhirCall): Promise<Response> {
  const { method } = call.request
  const path = call.url.pathname.slice(new URL(call.base).pathname.length)
  const [type = '', id, history, version, ...rest] = path.split('/').filter((part) => part !== '')
  if (type === 'metadata' && method === 'GET') return json(capabilityStatement(call.base, call.manner))
  if (type === '' && method === 'GET' && call.url.searchParams.has('_getpages')) return nextPage(call)
  if (!isStoredType(type)) throw new Problem(404, 'not-supported', `This server has no ${type === '' ? 'system-level interaction' : type}`)
  const { charges, takesProvenance } = habitsOf[call.manner]
  if (type === 'ChargeItem' && charges !== 'api') {
    const isByOperation = charges === 'operation'
    if (isByOperation && method === 'POST' && id === '$create') return createByOperation(call)
    if (charges === 'none') throw new Problem(404, 'not-supported', 'This server has no ChargeItem')
    if (method !== 'GET') throw new Problem(405, 'not-supported', 'Charges cannot be written through this API')
    if (isByOperation && id === undefined) return search(call, type, checkOracleSearch(call.url.searchParams))
  }
  if (type === 'Provenance' && method !== 'GET' && !takesProvenance) {
    throw new Problem(405, 'not-supported', 'Provenance cannot be written through this API')
  }
  if (rest.length === 0) {
    if (id === undefined && method === 'GET') return search(call, type, call.url.searchParams)
    if (id === undefined && method === 'POST') return create(call, type)
    if (id === '_search' && method === 'POST') return search(call, type, new URLSearchParams(await call.request.text()))
    if (id !== undefined && history === undefined && method === 'GET') return read(call, type, id, null)
    if (id !== undefined && history === undefined && method === 'PUT') return update(call, type, id)
    if (id !== undefined && history === '_history' && version !== undefined && method === 'GET') return read(call, type, id, version)
  }
  throw new Problem(405, 'not-supported', `${method} is not supported here`)
}
