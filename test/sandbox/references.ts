import type { FhirResource } from 'fhir/r4'
import type { FhirCall } from './fhir-call.ts'
import { Problem } from './problem.ts'
import { isStoredType } from './resource-types.ts'

/** 422 when the resource points at something this server should hold and does not. */
export async function requireReferences(resource: FhirResource, { base, store }: FhirCall): Promise<void> {
  for (const { path, reference } of referencesIn(resource, resource.resourceType)) {
    if (reference.startsWith('#') && !isContained(reference.slice(1), resource)) {
      throw new Problem(422, 'not-found', `${reference} is not contained here`, { expression: [path] })
    }
    const target = targetOf(reference, base)
    if (target === null) continue
    if (!isStoredType(target.type) || !(await store.exists(target.type, target.id, target.version))) {
      throw new Problem(422, 'not-found', `${reference} does not exist here`, { expression: [path] })
    }
  }
}

/** `#` alone is the resource itself. */
function isContained(id: string, resource: FhirResource): boolean {
  const { contained = [] } = resource as { readonly contained?: readonly FhirResource[] }
  return id === '' || contained.some((one) => one.id === id)
}

interface Target {
  readonly type: string
  readonly id: string
  /** Null where the reference names none. */
  readonly version: string | null
}

/** What a reference to this server points at; null for contained, foreign and logical ones. */
export function targetOf(reference: string, base: string): Target | null {
  const local = reference.startsWith(`${base}/`) ? reference.slice(base.length + 1) : reference
  const found = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/([A-Za-z0-9\-.]+))?$/.exec(local)
  return found === null ? null : { type: found[1] ?? '', id: found[2] ?? '', version: found[3] ?? null }
}

function referencesIn(value: unknown, path: string): { readonly path: string; readonly reference: string }[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((item, index) => referencesIn(item, `${path}[${index}]`))
  return Object.entries(value).flatMap(([key, child]) =>
    key === 'reference' && typeof child === 'string' ? [{ path, reference: child }] : referencesIn(child, `${path}.${key}`),
  )
}
