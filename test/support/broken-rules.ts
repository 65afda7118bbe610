import type {
  CodeSystem,
  CodeSystemConcept,
  CodeSystemConceptProperty,
  Extension,
  FhirResource,
  PlanDefinition,
  PlanDefinitionAction,
  Questionnaire,
  QuestionnaireItem,
} from 'fhir/r4'
import { ruleFiles } from './build.ts'

/** A fault, the rule files with it, and what the parser must say. */
export type Refusal = readonly [name: string, files: readonly unknown[], message: string]

export const shipped = ruleFiles as readonly (FhirResource & { readonly id: string })[]

/** The shipped files with one of them changed. */
export function changed(id: string, change: (file: never) => void): readonly unknown[] {
  return shipped.map((file) => {
    if (file.id !== id) return file
    const copy = structuredClone(file)
    change(copy as never)
    return copy
  })
}

export function withConcept(file: string, code: string, change: (concept: CodeSystemConcept) => void): readonly unknown[] {
  return changed(file, ({ concept = [] }: CodeSystem) => change(there(concept.find((one) => one.code === code))))
}

/** The property of one concept set to other values, or taken out. */
export function withProperty(file: string, code: string, name: string, ...values: readonly Omit<CodeSystemConceptProperty, 'code'>[]) {
  return withConcept(file, code, (concept) => {
    const others = (concept.property ?? []).filter((one) => one.code !== name)
    concept.property = [...others, ...values.map((value) => ({ code: name, ...value }))]
  })
}

export function withAction(modifier: string, change: (action: PlanDefinitionAction) => void): readonly unknown[] {
  return changed('modifier-advice', ({ action = [] }: PlanDefinition) => change(there(action.find(({ id }) => id === modifier))))
}

export function withItem(linkId: string, change: (item: QuestionnaireItem) => void): readonly unknown[] {
  const all = (items: readonly QuestionnaireItem[]): readonly QuestionnaireItem[] => items.flatMap((one) => [one, ...all(one.item ?? [])])
  return changed('visit-close', ({ item = [] }: Questionnaire) => change(there(all(item).find((one) => one.linkId === linkId))))
}

export function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The shipped rules hold no such part')
  return value
}

export function extensionOf(element: { extension?: Extension[] | undefined }, name: string): Extension {
  return there(element.extension?.find(({ url }) => url.endsWith(`/${name}`)))
}

/** Takes one of our extensions off a file. */
export function without(file: { extension?: Extension[] | undefined }, name: string): void {
  file.extension = (file.extension ?? []).filter(({ url }) => !url.endsWith(`/${name}`))
}
