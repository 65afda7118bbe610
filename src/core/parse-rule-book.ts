import type {
  ChargeItemDefinition,
  CodeSystem,
  CodeSystemConcept,
  CodeSystemConceptProperty,
  ConceptMap,
  ConceptMapGroupElement,
  Element,
  FhirResource,
  ValueSet,
} from 'fhir/r4'
import { canonicalBase, codeSystem } from './codes.ts'
import type { Grade, IcdEntry, ListStanding, Reason, RuleBook, SnomedEntry } from './rule-book.ts'

/**
 * The only door from FHIR rule resources to the rule book. Takes the parsed JSON of `fhir-resources/`;
 * throws an Error that names the resource and the fault: a missing table, an unknown standing or grade,
 * an answer that is no code of the table, a fact without a source, a listed code that the value set does not hold.
 */
export function parseRuleBook(json: readonly unknown[]): RuleBook {
  const resources = json.map(asResource)
  const definition = theOne(resources, 'ChargeItemDefinition', 'motion-analysis')
  const supplement = theOne(resources, 'CodeSystem', 'icd-10-cm-supplement')
  const indications = theOne(resources, 'ValueSet', 'indications')
  const map = theOne(resources, 'ConceptMap', 'snomed-to-icd-10-cm')
  const reasons = theOne(resources, 'CodeSystem', 'reasons')
  const icd10cm = tableOf(supplement, (supplement.concept ?? []).map(icdEntry))
  checkAnswers(supplement, Object.values(icd10cm), icd10cm)
  checkListed(indications, icd10cm)
  const snomed = tableOf(
    map,
    (map.group ?? []).flatMap(({ element }) => element.map((row) => snomedEntry(row, icd10cm))),
  )
  checkAnswers(map, Object.values(snomed), icd10cm)
  return {
    definition: `${definition.url}|${need(definition, 'version', definition.version)}`,
    version: need(definition, 'version', definition.version),
    verifiedFrom: need(definition, 'verified period', extensionOf(definition, 'verified-period')?.valuePeriod?.start),
    verifiedThrough: need(definition, 'verified period', extensionOf(definition, 'verified-period')?.valuePeriod?.end),
    source: need(definition, 'source', extensionOf(definition, 'source')?.valueString),
    icd10cm,
    snomed,
    offListReasons: reasonsBelow(reasons, 'off-list'),
    notBillableReasons: reasonsBelow(reasons, 'not-billable'),
  }
}

interface Kinds {
  readonly ChargeItemDefinition: ChargeItemDefinition
  readonly CodeSystem: CodeSystem
  readonly ValueSet: ValueSet
  readonly ConceptMap: ConceptMap
}

function asResource(json: unknown): FhirResource {
  if (typeof json !== 'object' || json === null || !('resourceType' in json)) throw new Error('A rule file holds no FHIR resource')
  return json as FhirResource
}

function theOne<K extends keyof Kinds>(resources: readonly FhirResource[], kind: K, id: string): Kinds[K] {
  const found = resources.filter((resource) => resource.resourceType === kind && resource.id === id)
  if (found.length !== 1) throw new Error(`Expected one ${kind} ${id}, found ${found.length}`)
  return found[0] as Kinds[K]
}

function icdEntry(concept: CodeSystemConcept): IcdEntry {
  const where = concept
  return {
    code: concept.code,
    display: need(where, 'display', concept.display),
    family: need(where, 'family', property(concept, 'family')?.valueCode),
    standing: oneOf(where, 'standing', standings, property(concept, 'standing')?.valueCode),
    header: property(concept, 'header')?.valueBoolean ?? false,
    validFrom: need(where, 'validFrom', property(concept, 'validFrom')?.valueDateTime),
    validThrough: property(concept, 'validThrough')?.valueDateTime ?? null,
    leavesOpen: properties(concept, 'leavesOpen').flatMap(({ valueCode }) => valueCode ?? []),
    answers: properties(concept, 'answer').flatMap(({ valueCode }) => valueCode ?? []),
    settles: property(concept, 'settles')?.valueString ?? null,
    note: property(concept, 'note')?.valueString ?? null,
    grade: oneOf(where, 'grade', grades, property(concept, 'grade')?.valueCode),
    source: need(where, 'source', property(concept, 'source')?.valueString),
  }
}

function snomedEntry(row: ConceptMapGroupElement, icd10cm: Readonly<Record<string, IcdEntry>>): SnomedEntry {
  const where = { code: row.code ?? 'row without code' }
  const answers = (row.target ?? []).flatMap(({ code }) => code ?? [])
  const first = answers[0] === undefined ? undefined : icd10cm[answers[0]]
  return {
    code: need(where, 'code', row.code),
    family: need(where, 'known target', first?.family),
    leavesOpen: extensionsOf(row, 'leaves-open').flatMap(({ valueCode }) => valueCode ?? []),
    answers,
    comment: row.target?.[0]?.comment ?? null,
    grade: oneOf(where, 'grade', grades, extensionOf(row, 'grade')?.valueCode),
    source: need(where, 'source', extensionOf(row, 'source')?.valueString),
  }
}

const standings: readonly ListStanding[] = ['listed', 'listed-disputed', 'described-by-source', 'near-miss']
const grades: readonly Grade[] = ['V', 'V2', 'K', 'C']

function tableOf<T extends { readonly code: string }>(where: Named, rows: readonly T[]): Readonly<Record<string, T>> {
  const twice = rows.find(({ code }, index) => rows.findIndex((row) => row.code === code) !== index)
  if (twice !== undefined) throw new Error(`${nameOf(where)}: ${twice.code} stands twice`)
  return Object.fromEntries(rows.map((row) => [row.code, row]))
}

function checkAnswers(
  where: Named,
  rows: readonly { readonly code: string; readonly answers: readonly string[]; readonly leavesOpen: readonly string[] }[],
  icd10cm: Readonly<Record<string, IcdEntry>>,
): void {
  for (const { code, answers, leavesOpen } of rows) {
    const unknown = answers.find((answer) => icd10cm[answer] === undefined)
    if (unknown !== undefined) throw new Error(`${nameOf(where)}: ${code} answers ${unknown}, which the table does not hold`)
    if (answers.length > 0 !== leavesOpen.length > 0) throw new Error(`${nameOf(where)}: ${code} needs both what is open and its answers`)
    if (answers.join() !== answers.toSorted().join()) throw new Error(`${nameOf(where)}: answers of ${code} are not in code order`)
  }
}

/** The value set is what others load; the table is what the engine reads: they must say the same. */
function checkListed(valueSet: ValueSet, icd10cm: Readonly<Record<string, IcdEntry>>): void {
  const published = (valueSet.compose?.include ?? [])
    .filter(({ system }) => system === codeSystem.icd10cm)
    .flatMap(({ concept }) => (concept ?? []).map(({ code }) => code))
  const listed = Object.values(icd10cm).filter(({ standing }) => standing === 'listed' || standing === 'listed-disputed')
  const differing = [
    ...published.filter((code) => !listed.some((entry) => entry.code === code)),
    ...listed.filter(({ code }) => !published.includes(code)).map(({ code }) => code),
  ]
  if (differing.length > 0) throw new Error(`${nameOf(valueSet)}: differs from the table in ${differing.join(', ')}`)
}

function reasonsBelow(system: CodeSystem, group: string): readonly Reason[] {
  const concepts = system.concept?.find(({ code }) => code === group)?.concept ?? []
  if (concepts.length === 0) throw new Error(`${nameOf(system)}: no reasons below ${group}`)
  return concepts.map((concept) => ({ code: concept.code, display: need(concept, 'display', concept.display) }))
}

type Named = { readonly id?: string | undefined } | { readonly code: string }

function nameOf(where: Named): string {
  return 'code' in where ? where.code : (where.id ?? 'resource without id')
}

function need<T>(where: Named, what: string, value: T | undefined): T {
  if (value === undefined) throw new Error(`${nameOf(where)}: no ${what}`)
  return value
}

function oneOf<T extends string>(where: Named, what: string, allowed: readonly T[], value: string | undefined): T {
  const found = allowed.find((word) => word === value)
  if (found === undefined) throw new Error(`${nameOf(where)}: unknown ${what} ${value ?? '(none)'}`)
  return found
}

function properties(concept: CodeSystemConcept, code: string): readonly CodeSystemConceptProperty[] {
  return (concept.property ?? []).filter((property) => property.code === code)
}

function property(concept: CodeSystemConcept, code: string): CodeSystemConceptProperty | undefined {
  return properties(concept, code)[0]
}

function extensionsOf(element: Element, name: string) {
  return (element.extension ?? []).filter(({ url }) => url === `${canonicalBase}/StructureDefinition/${name}`)
}

function extensionOf(element: Element, name: string) {
  return extensionsOf(element, name)[0]
}
