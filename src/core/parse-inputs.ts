import type { FhirResource, PlanDefinition, PlanDefinitionAction } from 'fhir/r4'
import { placeOf, theOne, type Place } from './rule-resource.ts'

/** Which date of a resource decides whether it is of the day. */
const dateOf: Readonly<Record<string, string>> = { Procedure: 'performed', ChargeItem: 'occurrence' }

/**
 * What an action says that it needs (`input`) is what its FHIRPaths read: the same types of resource, by the date that counts,
 * and only codes that a FHIRPath names. Throws an Error that names the action.
 */
export function checkInputs(resources: readonly FhirResource[]): void {
  const plan = theOne<PlanDefinition>(resources, 'PlanDefinition', 'modifier-advice')
  for (const action of plan.action ?? []) checkAction(placeOf(plan).at(`${action.id ?? ''}.input`), action)
}

function checkAction(place: Place, { extension = [], action = [], input = [] }: PlanDefinitionAction): void {
  const paths = [
    ...extension.map(({ valueExpression }) => valueExpression),
    ...action.flatMap(({ condition = [] }) => condition.map(({ expression }) => expression)),
  ].map((expression) => expression?.expression ?? '')
  const text = paths.join('\n')
  // A Bundle holds these beside what is asked for: what could not be read, and the parts of an answer.
  const read = new Set([...text.matchAll(/ofType\((\w+)\)/g)].flatMap(([, type = '']) => type))
  const needed = [...read].filter((type) => type !== 'OperationOutcome' && type !== 'Coding').toSorted()
  const named = input.map(({ type }) => type).toSorted()
  if (named.join() !== needed.join()) throw place.fault(`names ${named.join()}, the FHIRPaths read ${needed.join()}`)
  for (const { type, dateFilter, codeFilter = [] } of input) {
    const date = dateFilter?.map(({ path }) => path ?? '').join()
    if (date !== dateOf[type]) throw place.fault(`takes ${type} by ${date ?? 'no date'}, not by ${dateOf[type] ?? 'none'}`)
    for (const { path = '', code = [] } of codeFilter) {
      const unread = [path, ...code.flatMap((one) => [`'${one.system ?? ''}'`, `'${one.code ?? ''}'`])].find((part) => !text.includes(part))
      if (unread !== undefined) throw place.fault(`filters ${type} by ${unread}, which no FHIRPath reads`)
    }
  }
}
