import { forbidden } from './access.ts'
import { readBody } from './fhir-body.ts'
import { written, type FhirCall } from './fhir-call.ts'
import { habitsOf } from './manners.ts'
import { Problem } from './problem.ts'
import { writableTypes } from './resource-types.ts'
import { readQuery } from './search-query.ts'

/** POST [type], with If-None-Exist honoured. */
export async function create(call: FhirCall, type: string): Promise<Response> {
  const permission = call.access(type, 'c')
  refuseReadOnly(type)
  const condition = call.request.headers.get('if-none-exist')
  const { id: _, ...resource } = await readBody(call, type)
  if (!permission.reaches(resource)) throw forbidden('The subject is another patient than the one of this launch')
  if (!permission.shows(resource)) throw forbidden('The granted scope is narrowed to another category')
  if (condition === null || !call.quirks.honoursIfNoneExist || !habitsOf[call.manner].conditionalCreate)
    return written(call, await call.store.create(resource), 201)
  const { filters } = readQuery(type, new URLSearchParams(condition.replace(/^.*\?/, '')), call.base)
  if (filters.size === 0) throw new Problem(400, 'required', 'If-None-Exist names no search parameter')
  const answer = await call.store.createIfNone(resource, filters.toString())
  if (!permission.reaches(answer.resource) || !permission.shows(answer.resource)) {
    throw forbidden('If-None-Exist found what the granted scopes do not reach')
  }
  return written(call, answer.resource, answer.isNew ? 201 : 200)
}

/** PUT [type]/[id] of what exists; If-Match is honoured quoted or not. */
export async function update(call: FhirCall, type: string, id: string): Promise<Response> {
  const permission = call.access(type, 'u')
  refuseReadOnly(type)
  const resource = await readBody(call, type)
  if (resource.id !== id)
    throw new Problem(400, 'invalid', 'The id in the body is not the one in the address', { expression: [`${type}.id`] })
  const current = await call.store.read(type, id)
  if (!permission.reaches(current) || !permission.reaches(resource)) throw forbidden(`${type}/${id} belongs to another patient`)
  if (!permission.shows(current)) throw new Problem(404, 'not-found', `There is no ${type}/${id}`)
  if (!permission.shows(resource)) throw forbidden('The granted scope is narrowed to another category')
  const ifMatch = call.request.headers.get('if-match')
  const version = ifMatch === null ? null : ifMatch.trim().replace(/^(?:W\/)?"?([^"]*)"?$/, '$1')
  return written(call, await call.store.update(resource, version), 200)
}

function refuseReadOnly(type: string): void {
  if (!writableTypes.includes(type)) throw new Problem(405, 'not-supported', `${type} cannot be written through this API`)
}
