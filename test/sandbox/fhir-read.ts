import { forbidden } from './access.ts'
import { json, versionHeaders, type FhirCall } from './fhir-call.ts'
import { Problem } from './problem.ts'

/** GET [type]/[id] and, with a version, GET [type]/[id]/_history/[version]. */
export async function read(call: FhirCall, type: string, id: string, version: string | null): Promise<Response> {
  const permission = call.access(type, 'r')
  const resource = version === null ? await call.store.read(type, id) : await call.store.readVersion(type, id, version)
  if (!permission.reaches(resource)) throw forbidden(`${type}/${id} belongs to another patient`)
  if (!permission.shows(resource)) throw new Problem(404, 'not-found', `There is no ${type}/${id}`)
  return json(resource, 200, versionHeaders(resource))
}
