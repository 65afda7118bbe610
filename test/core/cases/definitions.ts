import type { StructureDefinition } from 'fhir/r4'
import { codeSystem, motionAnalysis } from '#core/codes.ts'
import type { Case } from '#test/core/case.ts'

const hl7 = 'http://hl7.org/fhir/StructureDefinition'
const anyFile = 'DomainResource, PlanDefinition.action, ConceptMap.group.element, Extension'

/** Where each of our extensions may stand. */
const contexts: Readonly<Record<string, string>> = {
  acceptance: 'PlanDefinition.action',
  answer: 'PlanDefinition.action.condition',
  asks: 'PlanDefinition.action',
  'charge-modifier': 'ChargeItem',
  dispute: 'PlanDefinition.action',
  excludes: 'PlanDefinition.action',
  grade: anyFile,
  instead: 'PlanDefinition.action',
  'leaves-open': 'ConceptMap.group.element',
  'only-when-asked': 'PlanDefinition.action',
  rank: 'PlanDefinition.action',
  'reason-origin': 'ChargeItem.reason, Condition.code',
  settles: 'ConceptMap.group.element',
  source: anyFile,
  'source-condition': 'PlanDefinition.action',
  'verified-period': 'DomainResource',
}

function definitionsIn(files: readonly unknown[]): readonly StructureDefinition[] {
  return (files as readonly StructureDefinition[]).filter(({ resourceType }) => resourceType === 'StructureDefinition')
}

function elementsOf(definition: StructureDefinition | undefined) {
  return definition?.differential?.element ?? []
}

export const cases: readonly Case[] = [
  ...Object.entries(contexts).map(([id, expected]) => ({
    name: `the extension ${id} may stand on ${expected}`,
    holds: (_rules: unknown, files: readonly unknown[]) => {
      const found = definitionsIn(files).filter((definition) => definition.id === id)
      const context = found.flatMap(({ context = [] }) => context)
      return context.every(({ type }) => type === 'element') && context.map(({ expression }) => expression).join(', ') === expected
    },
  })),
  {
    name: 'each definition is an extension, but for the charge, and narrows what HL7 defines',
    holds: (_rules, files) =>
      definitionsIn(files).every(({ id, type, baseDefinition, kind, derivation }) => {
        const [isOf, isKind] = id === 'motion-analysis-charge' ? ['ChargeItem', 'resource'] : ['Extension', 'complex-type']
        return type === isOf && kind === isKind && baseDefinition === `${hl7}/${isOf}` && derivation === 'constraint'
      }),
  },
  {
    name: 'an extension fixes its own url, and each of its parts the name of the part',
    holds: (_rules, files) =>
      definitionsIn(files).every((definition) =>
        elementsOf(definition).every(({ id = '', fixedUri }) => {
          if (!id.endsWith('.url')) return fixedUri === undefined
          return fixedUri === (/:([a-z]+)\.url$/.exec(id)?.[1] ?? definition.url)
        }),
      ),
  },
  {
    name: 'a charge is of CPT 96000, and of one unit',
    holds: (_rules, files) => {
      const elements = elementsOf(definitionsIn(files).find(({ id }) => id === 'motion-analysis-charge'))
      const [coding, second] = elements.flatMap(({ patternCodeableConcept }) => patternCodeableConcept?.coding ?? [])
      const quantity = elements.flatMap(({ patternQuantity }) => patternQuantity?.value ?? [])
      return coding?.system === codeSystem.cpt && coding.code === motionAnalysis && second === undefined && quantity.join() === '1'
    },
  },
]
