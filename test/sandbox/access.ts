import type { Condition, FhirResource } from 'fhir/r4'
import { patientOf, sharedTypes, targetedTypes } from './compartment.ts'
import type { Grant } from './grants.ts'
import { Problem } from './problem.ts'
import { scopesFor, type Action, type ResourceScope } from './scopes.ts'

/** What a caller may do with one resource type. */
export interface Permission {
  /** Whether a resource lies in the patient's compartment, or needs no compartment. */
  reaches(resource: FhirResource): boolean
  /** Whether a narrowed scope (`?category=`) lets the resource through, and the EHR does not refuse its category. */
  shows(resource: FhirResource): boolean
  /** Throws 403 where a search, which names these categories or none, would show one that the EHR refuses. */
  refuseCategories(asked: readonly string[]): void
  /** The only patient whose resources are reachable; null where there is no such limit. */
  readonly patientId: string | null
}

/** Throws 403 where the caller may not do that at all. */
export type Access = (type: string, action: Action) => Permission

export const openAccess: Access = () => ({ reaches: () => true, shows: () => true, refuseCategories: () => undefined, patientId: null })

export function accessOf(grant: Grant): Access {
  return (type, action) => {
    const scopes = scopesFor(grant.scope, type, action)
    if (scopes.length === 0) throw forbidden(`The granted scopes do not allow ${action} on ${type}`)
    if (grant.context.forbid.includes(type)) throw forbidden(`${type} is not available to this user`)
    const refused = grant.context.forbid.flatMap((one) => (one.startsWith(`${type}?category=`) ? (one.split('=')[1] ?? []) : []))
    const { patientId } = grant.context
    const isConfined = scopes.every(({ level }) => level === 'patient')
    const isPatientless = sharedTypes.includes(type) || targetedTypes.includes(type)
    return {
      reaches: (resource) => !isConfined || isPatientless || patientOf(resource) === patientId,
      shows: (resource) =>
        scopes.some(({ category }) => isInCategory(resource, category)) &&
        !refused.some((code) => isInCategory(resource, { system: '', code })),
      refuseCategories(asked) {
        const codes = asked.flatMap((value) => value.split(',')).map((token) => token.split('|').at(-1) ?? '')
        const shown = refused.find((code) => codes.length === 0 || codes.includes(code))
        if (shown !== undefined) throw forbidden(`${type} of category ${shown} is not available to this user`)
      },
      patientId: isConfined && !isPatientless ? patientId : null,
    }
  }
}

/** The grant behind the Authorization header; 401 without a valid token. */
export function grantOf(request: Request, accessTokens: { get(token: string): Grant | null }): Grant {
  const token = /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  const grant = token === undefined ? null : accessTokens.get(token)
  if (grant !== null) return grant
  const error = token === undefined ? '' : ', error="invalid_token"'
  throw new Problem(401, 'login', token === undefined ? 'An access token is needed' : 'The access token is unknown or has expired', {
    headers: { 'WWW-Authenticate': `Bearer realm="sandbox"${error}` },
  })
}

export function forbidden(text: string): Problem {
  return new Problem(403, 'forbidden', text, { headers: { 'WWW-Authenticate': 'Bearer realm="sandbox", error="insufficient_scope"' } })
}

function isInCategory(resource: FhirResource, category: ResourceScope['category']): boolean {
  if (category === null) return true
  const concepts = (resource as Condition).category ?? []
  return concepts.some(({ coding = [] }) =>
    coding.some(({ system, code }) => code === category.code && (category.system === '' || system === category.system)),
  )
}
