import type { CodeSystem, CodeSystemConcept, CodeSystemConceptProperty, Element, FhirResource } from 'fhir/r4'
import { canonicalBase } from './codes.ts'
import { dayOf } from './dates.ts'
import type { Checked, Cited, Grade } from './rule-book.ts'

/** A place in a rule file, for messages: `code-system/payers.json: aetna`. */
export class Place {
  readonly file: string
  readonly element: string

  constructor(file: string, element = '') {
    this.file = file
    this.element = element
  }

  at(element: string): Place {
    return new Place(this.file, this.element === '' ? element : `${this.element}.${element}`)
  }

  fault(what: string): Error {
    return new Error(`${this.file}: ${this.element === '' ? '' : `${this.element}: `}${what}`)
  }
}

/** Where a resource lies in `fhir-resources/`: its type in kebab case, then its id. */
export function placeOf({ resourceType, id }: { readonly resourceType: string; readonly id?: string | undefined }): Place {
  const folder = resourceType.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase()
  return new Place(`${folder}/${id ?? 'without id'}.json`)
}

export function asResource(json: unknown): FhirResource {
  if (typeof json !== 'object' || json === null || !('resourceType' in json)) throw new Error('A rule file holds no FHIR resource')
  return json as FhirResource
}

/** The one resource of that type and id. Throws where it is missing or stands twice. */
export function theOne<R extends FhirResource>(resources: readonly FhirResource[], resourceType: R['resourceType'], id: string): R {
  const found = resources.filter((resource) => resource.resourceType === resourceType && resource.id === id)
  if (found.length !== 1) throw placeOf({ resourceType, id }).fault(`expected once, found ${found.length} times`)
  return found[0] as R
}

export function need<T>(place: Place, what: string, value: T | undefined): T {
  if (value === undefined || value === '') throw place.fault(`no ${what}`)
  return value
}

export function oneOf<const T extends string>(place: Place, what: string, allowed: readonly T[], value: string | undefined): T {
  const found = allowed.find((word) => word === value)
  if (found === undefined) throw place.fault(`unknown ${what} ${value ?? '(none)'}`)
  return found
}

export function extensionsOf({ extension = [] }: Element, name: string) {
  return extension.filter(({ url }) => url === `${canonicalBase}/StructureDefinition/${name}`)
}

export function extensionOf(element: Element, name: string) {
  return extensionsOf(element, name)[0]
}

/** First and last day for which the resource says that it was checked. */
export function checkedPeriod(resource: Element, place: Place): Checked {
  const period = extensionOf(resource, 'verified-period')?.valuePeriod
  return inOrder(place, { from: aDay(place, 'verified from', period?.start), through: aDay(place, 'verified through', period?.end) })
}

const grades: readonly Grade[] = ['V', 'V2', 'K', 'C']

/** Grade and source of an element that carries them as extensions. */
export function citationOf(element: Element, place: Place): Cited {
  return {
    grade: oneOf(place, 'grade', grades, extensionOf(element, 'grade')?.valueCode),
    source: need(place, 'source', extensionOf(element, 'source')?.valueString),
  }
}

/** A real calendar day, `YYYY-MM-DD`. */
function aDay(place: Place, what: string, written: string | undefined): string {
  const day = need(place, what, written)
  if (dayOf(day, null) !== day) throw place.fault(`${what} is no day: ${day}`)
  return day
}

function inOrder(place: Place, { from, through }: Checked): Checked {
  if (from > through) throw place.fault(`ends on ${through}, before it begins on ${from}`)
  return { from, through }
}

/** Rows of one key must not overlap in time: on no day may two of them speak. */
export function refuseOverlaps(place: Place, rows: readonly (Checked & { readonly key: string })[]): void {
  for (const [index, row] of rows.entries()) {
    const other = rows.slice(index + 1).find(({ key, from, through }) => key === row.key && from <= row.through && row.from <= through)
    if (other !== undefined) throw place.at(row.key).fault(`two rows overlap from ${other.from < row.from ? row.from : other.from}`)
  }
}

/** Reads the properties of one concept; every message names file, concept and property. */
export class ConceptReader {
  readonly code: string
  readonly display: string
  readonly place: Place
  readonly #properties: readonly CodeSystemConceptProperty[]

  constructor(place: Place, { code, display, property = [] }: CodeSystemConcept) {
    this.place = place.at(code)
    this.code = code
    this.display = need(this.place, 'display', display)
    this.#properties = property
  }

  all(name: string): readonly CodeSystemConceptProperty[] {
    return this.#properties.filter(({ code }) => code === name)
  }

  codes(name: string): readonly string[] {
    return this.all(name).flatMap(({ valueCode }) => valueCode ?? [])
  }

  strings(name: string): readonly string[] {
    return this.all(name).flatMap(({ valueString }) => valueString ?? [])
  }

  code1(name: string): string | undefined {
    return this.codes(name)[0]
  }

  string(name: string): string | null {
    return this.strings(name)[0] ?? null
  }

  flag(name: string): boolean {
    return this.all(name)[0]?.valueBoolean ?? false
  }

  day(name: string): string | null {
    const written = this.all(name)[0]?.valueDateTime
    return written === undefined ? null : aDay(this.place, name, written)
  }

  /** A date as exact as it is known: a day, a month or a year. */
  date(name: string): string | null {
    const written = this.all(name)[0]?.valueDateTime
    if (written === undefined) return null
    aDay(this.place, name, `${written}-01-01`.slice(0, 10))
    return written
  }

  /** Grade and source, where `prefix` tells those of one table from those of the row (`mueSource`). */
  cited(prefix = ''): Cited {
    const name = (word: string) => (prefix === '' ? word : `${prefix}${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`)
    return {
      grade: oneOf(this.place, name('grade'), grades, this.code1(name('grade'))),
      source: need(this.place, name('source'), this.strings(name('source'))[0]),
    }
  }

  checked(prefix: string): Checked {
    const day = (end: 'From' | 'Through') => need(this.place, `${prefix}${end}`, this.day(`${prefix}${end}`) ?? undefined)
    return inOrder(this.place, { from: day('From'), through: day('Through') })
  }
}

/** The concepts of a code system, none twice, each property declared. */
export function conceptsOf(system: CodeSystem): readonly ConceptReader[] {
  const place = placeOf(system)
  const declared = new Set((system.property ?? []).map(({ code }) => code))
  const concepts = system.concept ?? []
  const twice = concepts.find(({ code }, index) => concepts.findIndex((other) => other.code === code) !== index)
  if (twice !== undefined) throw place.at(twice.code).fault('stands twice')
  for (const { code, property = [] } of concepts) {
    const unknown = property.find((one) => !declared.has(one.code))
    if (unknown !== undefined) throw place.at(code).fault(`unknown property ${unknown.code}`)
  }
  return concepts.map((concept) => new ConceptReader(place, concept))
}

export function tableOf<T extends { readonly code: string }>(rows: readonly T[]): Readonly<Record<string, T>> {
  return Object.fromEntries(rows.map((row) => [row.code, row]))
}
