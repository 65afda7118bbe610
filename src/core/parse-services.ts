import type { CodeSystem, FhirResource } from 'fhir/r4'
import type { Indicator, IndicatorName, PairEdit, ServiceEntry, ServiceRelation, SiteOfService, Specialty } from './rule-book.ts'
import { conceptsOf, need, oneOf, placeOf, refuseOverlaps, tableOf, theOne, type ConceptReader } from './rule-resource.ts'

const relations: readonly ServiceRelation[] = ['charged', 'excludes', 'interpretation', 'family', 'related', 'pair', 'successor']
/** The physician fee schedule, and the table of units a day: two tables with days and sources of their own. */
const indicatorTables: Readonly<Record<string, readonly IndicatorName[]>> = {
  indicators: ['pcTc', 'global', 'multiple', 'bilateral', 'assistant', 'coSurgeon', 'team'],
  units: ['mue', 'mai'],
}

/** Every code of the CPT supplement that is a service, with its published indicators; modifiers are parsed elsewhere. */
export function parseServices(resources: readonly FhirResource[]): Readonly<Record<string, ServiceEntry>> {
  const concepts = conceptsOf(theOne<CodeSystem>(resources, 'CodeSystem', 'cpt-supplement')).filter(
    (concept) => concept.code1('relation') !== 'modifier',
  )
  const services = tableOf(concepts.map(serviceEntry))
  for (const concept of concepts) {
    const unknown = concept.codes('successor').find((code) => services[code] === undefined)
    if (unknown !== undefined) throw concept.place.fault(`names the successor ${unknown}, which the table does not hold`)
  }
  return services
}

function serviceEntry(concept: ConceptReader): ServiceEntry {
  const validFrom = concept.day('validFrom')
  const validThrough = concept.day('validThrough')
  if (validFrom !== null && validThrough !== null && validThrough < validFrom)
    throw concept.place.fault(`ends on ${validThrough}, before it begins on ${validFrom}`)
  return {
    code: concept.code,
    display: concept.display,
    validFrom,
    validThrough,
    relation: oneOf(concept.place, 'relation', relations, concept.code1('relation')),
    indicators: Object.fromEntries(Object.entries(indicatorTables).flatMap(([table, names]) => indicatorsOf(concept, table, names))),
    successors: concept.codes('successor'),
    isAddOn: concept.flag('addOn'),
    note: concept.string('note'),
    dispute: concept.string('dispute'),
    ...concept.cited(),
  }
}

function indicatorsOf(
  concept: ConceptReader,
  table: string,
  names: readonly IndicatorName[],
): readonly (readonly [IndicatorName, Indicator])[] {
  return names.flatMap((name) => {
    const value = concept.code1(name)
    return value === undefined ? [] : [[name, { value, ...concept.checked(table), ...concept.cited(table) }] as const]
  })
}

/** The published pair edits around 96000; on no day may two rows of one pair speak. */
export function parsePairEdits(resources: readonly FhirResource[]): readonly PairEdit[] {
  const system = theOne<CodeSystem>(resources, 'CodeSystem', 'ncci-pair-edits')
  const edits = conceptsOf(system).map((concept) => ({
    column1: need(concept.place, 'column1', concept.code1('column1')),
    column2: need(concept.place, 'column2', concept.code1('column2')),
    indicator: oneOf(concept.place, 'indicator', ['0', '1'], concept.code1('indicator')),
    ...concept.checked('checked'),
    ...concept.cited(),
  }))
  refuseOverlaps(
    placeOf(system),
    edits.map(({ column1, column2, from, through }) => ({ key: `${column1}/${column2}`, from, through })),
  )
  return edits
}

export function parseSpecialties(resources: readonly FhirResource[]): readonly Specialty[] {
  return conceptsOf(theOne<CodeSystem>(resources, 'CodeSystem', 'specialties')).map((concept) => ({
    code: concept.code,
    display: concept.display,
    taxonomy: need(concept.place, 'taxonomy', concept.code1('taxonomy')),
    role: need(concept.place, 'role', concept.strings('role')[0]),
    isTherapist: concept.flag('therapist'),
    ...concept.cited(),
  }))
}

export function parseSites(resources: readonly FhirResource[]): readonly SiteOfService[] {
  return conceptsOf(theOne<CodeSystem>(resources, 'CodeSystem', 'places-of-service')).map((concept) => ({
    code: concept.code,
    display: concept.display,
    setting: oneOf(concept.place, 'setting', ['facility', 'non-facility'], concept.code1('setting')),
    note: concept.string('note'),
    ...concept.cited(),
  }))
}
