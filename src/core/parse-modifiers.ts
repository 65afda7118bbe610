import type { CodeSystem, Expression, FhirResource, PlanDefinition, PlanDefinitionAction } from 'fhir/r4'
import { codeSystem } from './codes.ts'
import { questions, type QuestionName } from './questions.ts'
import type { Acceptance, Advice, AdviceRow, ModifierRule } from './modifier-rules.ts'
import type { IndicatorName } from './rule-book.ts'
import { citationOf, conceptsOf, extensionOf, extensionsOf, need, oneOf, placeOf, theOne, type Place } from './rule-resource.ts'
import { serviceFactNames, type ServiceFactName } from './service-facts.ts'

const indicatorNames: readonly IndicatorName[] = ['pcTc', 'global', 'multiple', 'bilateral', 'assistant', 'coSurgeon', 'team', 'mue', 'mai']
const advices: readonly Advice[] = ['supported', 'ask', 'not-accepted', 'not-applicable']
const answers = ['yes', 'no', 'unknown'] as const
const questionNames = Object.keys(questions) as readonly QuestionName[]

/**
 * The advice on every modifier. Throws an Error that names file and element for an unknown fact, indicator, question or advice,
 * a modifier that stands twice or that the CPT supplement does not hold, a fact with two FHIRPaths, and rows that leave a visit without advice.
 */
export function parseModifiers(resources: readonly FhirResource[]): readonly ModifierRule[] {
  const plan = theOne<PlanDefinition>(resources, 'PlanDefinition', 'modifier-advice')
  const place = placeOf(plan)
  const supplements = { [codeSystem.cpt]: 'cpt-supplement', [codeSystem.hcpcs]: 'hcpcs-supplement' }
  const rules = (plan.action ?? []).map((action) => {
    const at = place.at(need(place, 'action id', action.id))
    const coding = action.code?.[0]?.coding?.[0]
    const code = need(at, 'modifier', coding?.code)
    const system = oneOf(at, 'code system', [codeSystem.cpt, codeSystem.hcpcs], coding?.system)
    const concept = conceptsOf(theOne<CodeSystem>(resources, 'CodeSystem', supplements[system])).find(
      (one) => one.code === code && one.code1('relation') === 'modifier',
    )
    if (concept === undefined) throw at.fault(`names the modifier ${code}, which ${supplements[system]} does not hold`)
    return modifierRule(at, action, { code, system, display: concept.display })
  })
  for (const { code, id, excludes } of rules) {
    if (rules.filter((other) => other.code === code).length > 1) throw place.at(id).fault(`${code} stands twice`)
    const unknown = excludes.find((other) => rules.every((rule) => rule.code !== other))
    if (unknown !== undefined) throw place.at(id).fault(`excludes ${unknown}, which has no rule`)
  }
  checkExpressions(place, plan)
  return rules
}

function modifierRule(place: Place, action: PlanDefinitionAction, named: Pick<ModifierRule, 'code' | 'system' | 'display'>): ModifierRule {
  const rows = (action.action ?? []).map((row, index) => adviceRow(place.at(`action[${index}]`), row))
  if (rows.at(-1)?.when.length !== 0) throw place.fault('the last row of advice must hold without a condition')
  return {
    id: action.id ?? '',
    ...named,
    saidBySource: action.description ?? null,
    dispute: extensionOf(action, 'dispute')?.valueString ?? null,
    condition: factNamed(place.at('condition of the source'), extensionOf(action, 'source-condition')?.valueExpression),
    acceptance: acceptanceOf(place.at('acceptance'), action),
    instead: extensionOf(action, 'instead')?.valueString ?? null,
    rows,
    excludes: extensionsOf(action, 'excludes').flatMap(({ valueCode }) => valueCode ?? []),
    rank: need(place, 'rank', extensionOf(action, 'rank')?.valueInteger),
    isHidden: extensionOf(action, 'only-when-asked')?.valueBoolean ?? false,
    ...citationOf(action, place),
  }
}

function adviceRow(place: Place, row: PlanDefinitionAction): AdviceRow {
  const asks = extensionOf(row, 'asks')?.valueCode
  return {
    when: (row.condition ?? []).map((condition) => ({
      fact: factNamed(place, condition.expression),
      is: oneOf(place, 'answer', answers, extensionOf(condition, 'answer')?.valueCode),
    })),
    advice: oneOf(place, 'advice', advices, row.code?.[0]?.coding?.[0]?.code),
    why: need(place, 'reason', row.description),
    instead: extensionOf(row, 'instead')?.valueString ?? null,
    asks: asks === undefined ? null : oneOf(place, 'question', questionNames, asks),
  }
}

function factNamed(place: Place, expression: Expression | undefined): ServiceFactName {
  return oneOf(place, 'fact', serviceFactNames, expression?.name)
}

function acceptanceOf(place: Place, action: PlanDefinitionAction): Acceptance | null {
  const extension = extensionOf(action, 'acceptance')
  if (extension === undefined) return null
  const part = (name: string) => (extension.extension ?? []).filter(({ url }) => url === name)
  return {
    indicator: oneOf(place, 'indicator', indicatorNames, part('indicator')[0]?.valueCode),
    accepts: part('accepts').flatMap(({ valueCode }) => valueCode ?? []),
    restricts: part('restricts').flatMap(({ valueCode }) => valueCode ?? []),
    meaning: need(place, 'meaning', part('meaning')[0]?.valueString),
    ...citationOf(extension, place),
  }
}

/** One fact has one FHIRPath, wherever it is named: what another engine runs is what ours answers. */
function checkExpressions(place: Place, plan: PlanDefinition): void {
  const paths = new Map<string, string>()
  for (const { id = '', action = [], ...modifier } of plan.action ?? []) {
    const named = [
      { expression: extensionOf(modifier, 'source-condition')?.valueExpression, is: 'yes' },
      ...action.flatMap(({ condition = [] }) =>
        condition.map((one) => ({ expression: one.expression, is: extensionOf(one, 'answer')?.valueCode })),
      ),
    ]
    for (const { expression, is } of named) {
      const name = expression?.name ?? ''
      const path = bareFact(place.at(id), name, expression, is)
      if ((paths.get(name) ?? path) !== path) throw place.at(id).fault(`${name} has another FHIRPath elsewhere`)
      paths.set(name, path)
    }
  }
}

/** The FHIRPath of the fact inside a condition: itself for yes, `(...).not()` for no, `(...).empty()` for unknown. */
function bareFact(place: Place, name: string, expression: Expression | undefined, is: string | undefined): string {
  if (expression?.language !== 'text/fhirpath') throw place.fault(`${name} is not in text/fhirpath`)
  const path = need(place, `FHIRPath of ${name}`, expression.expression)
  if (is === 'yes') return path
  const end = is === 'no' ? ').not()' : ').empty()'
  if (!path.startsWith('(') || !path.endsWith(end)) throw place.fault(`the FHIRPath of ${name} does not ask for ${is ?? 'an answer'}`)
  return path.slice(1, -end.length)
}
