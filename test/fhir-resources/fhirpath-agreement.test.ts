import fc from 'fast-check'
import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import type { ChargeItemDefinition, Expression, Extension, PlanDefinition } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { assess } from '#core/assess.ts'
import { undecided, type Decisions } from '#core/decisions.ts'
import { deriveServiceFacts, serviceFactNames, type ThreeWay } from '#core/service-facts.ts'
import { possibleDates } from '#core/service-date.ts'
import type { Visit } from '#core/visit.ts'
import { ruleFiles, rules, visitWith } from '#test/support/build.ts'
import { ruleBundle } from '#test/support/rule-bundle.ts'
import { arbitraryVisit } from './arbitrary-visit.ts'
import { goldenVisits } from './golden-visits.ts'

const today = '2026-09-03'
const resources = ruleFiles as readonly (PlanDefinition | ChargeItemDefinition)[]
const plan = resources.find((resource): resource is PlanDefinition => resource.resourceType === 'PlanDefinition')
const definition = resources.find((resource): resource is ChargeItemDefinition => resource.resourceType === 'ChargeItemDefinition')

type Asked = (bundle: object) => ThreeWay

/** What another engine is told: true, false or nothing. */
function compiled(path: string): Asked {
  const run = fhirpath.compile(path, r4)
  return (bundle) => {
    const found = run(bundle) as readonly unknown[]
    if (found.length === 0) return 'unknown'
    if (found.length > 1 || typeof found[0] !== 'boolean') throw new Error(`${JSON.stringify(found)} is no answer: ${path}`)
    return found[0] ? 'yes' : 'no'
  }
}

/** Every fact that the plan names, with its FHIRPath; the parser holds that it is one, negated or asked for being empty. */
const published = new Map(
  (plan?.action ?? [])
    .flatMap(({ extension = [], action = [] }) => [
      ...extension.flatMap(({ valueExpression }) => valueExpression ?? []),
      ...action.flatMap(({ condition = [] }) =>
        condition.flatMap(({ extension: is = [], expression = { language: '' } }) => bareFact(expression, is)),
      ),
    ])
    .map(({ name = '', expression = '' }) => [name, expression]),
)

function bareFact(expression: Expression, [is]: readonly Extension[]): Expression {
  return is?.valueCode === 'yes'
    ? expression
    : { ...expression, expression: expression.expression?.replace(/^\(|\)\.(not|empty)\(\)$/g, '') ?? '' }
}

const facts = new Map([...published].map(([name, path]) => [name, compiled(path)]))
const applicability = new Map((definition?.applicability ?? []).map(({ id = '', expression = '' }) => [id, compiled(expression)]))

function askAll(asked: ReadonlyMap<string, Asked>, bundle: object): Readonly<Record<string, ThreeWay>> {
  return Object.fromEntries([...asked].map(([name, ask]) => [name, ask(bundle)]))
}

/** What our own engine says, in the words of the published definition. */
function assessed(visit: Visit, decisions: Decisions, day: string): Readonly<Record<string, ThreeWay>> {
  const { facts, existing } = assess(visit, rules, { ...decisions, dateOfService: day }, today)
  return {
    performed: facts.performed.answer,
    laboratory: facts.laboratory.answer,
    diagnosis: facts.diagnosis.answer,
    performer: facts.performer.answer,
    'charges-checked': facts['charges-checked'].answer,
    'one-a-day': existing.kind === 'already-charged' ? 'no' : 'yes',
  }
}

/** Every answer that our engine gave: a fact that is never yes was not tested. */
const seen = new Set<string>()

function expectAgreement(visit: Visit, decisions: Decisions): void {
  for (const day of possibleDates(visit, today).slice(0, 2)) {
    const bundle = ruleBundle(visit, rules, decisions, day)
    const derived = Object.entries(deriveServiceFacts(visit, rules, decisions, day, today)).map(([name, { answer }]) => [name, answer])
    const ours: Readonly<Record<string, string>> = { ...Object.fromEntries(derived), ...assessed(visit, decisions, day) }
    const { 'diagnosis-valid': valid, 'diagnosis-carries': carries, ...others } = askAll(applicability, bundle)
    const diagnosis = valid === 'yes' && carries === 'yes' ? 'yes' : 'unknown'
    expect({ ...askAll(facts, bundle), ...others, diagnosis }).toEqual(ours)
    for (const [name, answer] of Object.entries(ours)) seen.add(`${name}: ${answer}`)
  }
}

describe('the published FHIRPath and our engine give the same answers', () => {
  test.each(goldenVisits(today))('$name', ({ visit, decisions }) => expectAgreement(visit, decisions))
  test('for 2,000 generated visits', { timeout: 300_000 }, () => {
    fc.assert(
      fc.property(arbitraryVisit, ({ visit, decisions }) => expectAgreement(visit, decisions)),
      { numRuns: 2_000 },
    )
  })
  test('and these visits gave every fact every answer that it can have', () => {
    const all = [...serviceFactNames, ...Object.keys(assessed(visitWith(), undecided, '2026-09-01'))]
    const missing = all.flatMap((name) => ['yes', 'no', 'unknown'].map((answer) => `${name}: ${answer}`)).filter((one) => !seen.has(one))
    expect(missing.toSorted()).toEqual([
      'diagnosis: no',
      'greater-effort: no',
      'greater-effort: yes',
      'one-a-day: unknown',
      'performer: no',
    ])
  })
})
