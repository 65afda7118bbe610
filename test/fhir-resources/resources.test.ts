import { globSync, readFileSync } from 'node:fs'
import type {
  CapabilityStatement,
  ChargeItemDefinition,
  CodeSystem,
  ConceptMap,
  Element,
  Extension,
  Library,
  PlanDefinition,
  Questionnaire,
  StructureDefinition,
  ValueSet,
} from 'fhir/r4'
import { beforeAll, describe, expect, test } from 'vitest'
import { canonicalBase, extensionUrl } from '#core/codes.ts'
import { dayOf } from '#core/dates.ts'
import { checkedPeriod, placeOf } from '#core/rule-resource.ts'
import { faultsOf, loadStandard } from '#test/support/fhir-standard.ts'

type Rule =
  | CapabilityStatement
  | ChargeItemDefinition
  | CodeSystem
  | ConceptMap
  | Library
  | PlanDefinition
  | Questionnaire
  | StructureDefinition
  | ValueSet

const files = globSync('fhir-resources/**/*.json').map((path) => ({
  path: path.replaceAll('\\', '/'),
  resource: JSON.parse(readFileSync(path, 'utf8')) as Rule,
}))
const definitions = files.flatMap(({ resource }) => (resource.resourceType === 'StructureDefinition' ? [resource] : []))
const effectivePeriod = 'http://hl7.org/fhir/StructureDefinition/resource-effectivePeriod'

beforeAll(() => loadStandard(files.map(({ resource }) => resource)))

describe.each(files)('$path', ({ path, resource }) => {
  test('is valid FHIR R4, or SQL on FHIR, with the codes that the standard requires', () => expect(faultsOf(resource)).toEqual([]))
  test('lies where its type and id say, under its own canonical', () => {
    expect(path).toBe(`fhir-resources/${placeOf(resource).file}`)
    expect(resource.url).toBe(`${canonicalBase}/${resource.resourceType}/${resource.id ?? ''}`)
  })
  test('says its version, the day it was written, from when it holds and for which days it was checked', () => {
    expect(resource.version).toBe('0.2.0')
    expect(resource.status).toBe('draft')
    expect(dayOf(resource.date, null)).toBe(resource.date)
    const extension = resource.extension?.find(({ url }) => url === effectivePeriod)
    const effective = 'effectivePeriod' in resource ? resource.effectivePeriod : extension?.valuePeriod
    expect(dayOf(effective?.start, null)).toBe(effective?.start)
    expect(effective?.start).toBeDefined()
    expect(checkedPeriod(resource, placeOf(resource)).from).not.toBe('')
  })
  test('says what it is in a title and a description', () =>
    expect([resource.title ?? '', resource.description ?? ''].every((words) => words.length > 5)).toBe(true))
})

/** Every extension of ours, with the element that carries it: `ConceptMap.group.element`. */
function extensionsIn(value: unknown, element: string): readonly { readonly element: string; readonly extension: Extension }[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((part) => extensionsIn(part, element))
  const ours = ((value as Element).extension ?? []).filter(({ url }) => url.startsWith(canonicalBase))
  const below = Object.entries(value).flatMap(([name, part]) =>
    extensionsIn(part, name === 'extension' ? 'Extension' : `${element}.${name}`),
  )
  return [...ours.map((extension) => ({ element, extension })), ...below]
}

const uses = files.flatMap(({ resource }) => extensionsIn(resource, resource.resourceType))

describe('an extension is used as its definition says', () => {
  const definitionOf = ({ url }: Extension) => definitions.find((definition) => definition.url === url)
  const valueOf = (extension: Extension) => Object.keys(extension).find((key) => key.startsWith('value')) ?? 'parts'
  const typeOf = (definition: StructureDefinition | undefined) => {
    const code = definition?.differential?.element.find(({ id }) => id === 'Extension.value[x]')?.type?.[0]?.code
    return code === undefined ? 'parts' : `value${code[0]?.toUpperCase() ?? ''}${code.slice(1)}`
  }
  const isMeantFor = (element: string, definition: StructureDefinition | undefined) => {
    const contexts = (definition?.context ?? []).map(({ expression }) => expression)
    const isResource = !element.includes('.') && element !== 'Extension'
    // The rows of advice are actions within an action.
    return contexts.includes(isResource ? 'DomainResource' : element.replace('.action.action', '.action'))
  }

  test('with the type of its value', () => {
    expect(uses.length).toBeGreaterThan(400)
    expect(uses.filter(({ extension }) => valueOf(extension) !== typeOf(definitionOf(extension)))).toEqual([])
  })
  test('on an element that it is meant for', () =>
    expect(uses.filter(({ element, extension }) => !isMeantFor(element, definitionOf(extension)))).toEqual([]))
  test('and every one is carried by the rules or by a charge', () => {
    const unused = definitions.filter(({ url }) => uses.every(({ extension }) => extension.url !== url)).map(({ url }) => url)
    const ofCharges = [
      extensionUrl.chargeModifier,
      extensionUrl.reasonOrigin,
      `${canonicalBase}/StructureDefinition/motion-analysis-charge`,
    ]
    expect(new Set(unused)).toEqual(new Set(ofCharges))
  })
})
