import { matchesSearchRequest, type Filter, type SearchRequest } from '@medplum/core'
import type { Condition } from 'fhir/r4'
import type { Stored } from './store.ts'

/** A patient whose Conditions are too many for Medplum's linear search. */
export interface GeneratedPatient {
  readonly patientId: string
  read(type: string, id: string): Stored | null
  conditions(request: SearchRequest): readonly Stored[]
}

/** `conditions` is called once, at the first search or read. */
export function generatedPatient(patientId: string, conditions: () => readonly Condition[]): GeneratedPatient {
  let made: ReadonlyMap<string, Stored> | null = null
  const all = () => (made ??= new Map(conditions().map((condition) => [condition.id ?? '', condition as Stored])))
  return {
    patientId,
    read: (type, id) => (type === 'Condition' && id.startsWith(patientId) ? (all().get(id) ?? null) : null),
    conditions(request) {
      const tests = (request.filters ?? []).map((filter) => testOf(filter, request))
      return [...all().values()].filter((condition) => tests.every((test) => test(condition)))
    },
  }
}

/** The usual parameters are compared directly: Medplum's matching takes seconds for 10,000 resources. */
function testOf(filter: Filter, request: SearchRequest): (condition: Stored) => boolean {
  const { code, value, operator } = filter
  const values = value.split(',')
  const slow = (condition: Stored) => matchesSearchRequest(condition as never, { ...request, filters: [filter] })
  if (operator !== 'eq') return slow
  switch (code) {
    case 'patient':
    case 'subject':
      return (condition) => values.some((id) => (condition as Condition).subject.reference === referenceTo('Patient', id))
    case 'encounter':
      return (condition) => values.some((id) => (condition as Condition).encounter?.reference === referenceTo('Encounter', id))
    case 'category':
      return (condition) => values.some((token) => (condition as Condition).category?.some((concept) => hasToken(concept, token)))
    case 'clinical-status':
      return (condition) => values.some((token) => hasToken((condition as Condition).clinicalStatus, token))
    case 'code':
      return (condition) => values.some((token) => hasToken((condition as Condition).code, token))
    default:
      return slow
  }
}

function referenceTo(type: string, value: string): string {
  return value.includes('/') ? value : `${type}/${value}`
}

function hasToken(concept: Condition['code'], token: string): boolean {
  const [system, code] = token.includes('|') ? token.split('|', 2) : [null, token]
  return (concept?.coding ?? []).some(
    (coding) => (system === null || (coding.system ?? '') === system) && (code === '' || coding.code === code),
  )
}
