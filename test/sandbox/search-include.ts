import { evalFhirPath, globalSchema } from '@medplum/core'
import type { Reference } from 'fhir/r4'
import type { FhirCall } from './fhir-call.ts'
import { Problem } from './problem.ts'
import { targetOf } from './references.ts'
import type { Stored } from './store.ts'

/** The resources that `_include=Type:parameter` adds to a page; what the caller may not read stays out. */
export async function includedWith(call: FhirCall, page: readonly Stored[], includes: readonly string[]): Promise<readonly Stored[]> {
  const found = new Map<string, Stored>()
  for (const include of includes) {
    const [type = '', code = ''] = include.split(':')
    const expression = globalSchema.types[type]?.searchParams?.[code]?.expression
    if (expression === undefined) throw new Problem(400, 'not-supported', `_include=${include} is not known`)
    for (const resource of page.filter(({ resourceType }) => resourceType === type)) {
      for (const reference of evalFhirPath(expression, resource) as Reference[]) {
        const target = targetOf(reference?.reference ?? '', call.base)
        if (target === null) continue
        const included = await readable(call, target.type, target.id)
        if (included !== null) found.set(`${target.type}/${target.id}`, included)
      }
    }
  }
  return [...found.values()]
}

async function readable(call: FhirCall, type: string, id: string): Promise<Stored | null> {
  try {
    const permission = call.access(type, 'r')
    const resource = await call.store.read(type, id)
    return permission.reaches(resource) && permission.shows(resource) ? resource : null
  } catch (error) {
    if (error instanceof Problem) return null
    throw error
  }
}
