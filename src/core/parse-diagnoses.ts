import type { CodeSystem, ConceptMap, ConceptMapGroupElement, FhirResource, ValueSet } from 'fhir/r4'
import { codeSystem } from './codes.ts'
import type { DiagnosisNote, IcdEntry, JointReplacement, ListStanding, SnomedEntry } from './rule-book.ts'
import {
  citationOf,
  conceptsOf,
  extensionOf,
  extensionsOf,
  need,
  oneOf,
  placeOf,
  tableOf,
  theOne,
  type ConceptReader,
  type Place,
} from './rule-resource.ts'

export interface DiagnosisTables {
  readonly icd10cm: Readonly<Record<string, IcdEntry>>
  readonly snomed: Readonly<Record<string, SnomedEntry>>
  readonly diagnosisNotes: readonly DiagnosisNote[]
  readonly jointReplacements: readonly JointReplacement[]
}

/** The tables of diagnoses: ICD-10-CM around the list, the map from SNOMED CT, and what the code set says of codes beside each other. */
export function parseDiagnoses(resources: readonly FhirResource[]): DiagnosisTables {
  const supplement = theOne<CodeSystem>(resources, 'CodeSystem', 'icd-10-cm-supplement')
  const icd10cm = tableOf(conceptsOf(supplement).map(icdEntry))
  checkAnswers(placeOf(supplement), Object.values(icd10cm), icd10cm)
  checkListed(theOne<ValueSet>(resources, 'ValueSet', 'indications'), resources, icd10cm)
  const map = theOne<ConceptMap>(resources, 'ConceptMap', 'snomed-to-icd-10-cm')
  const rows = (map.group ?? []).flatMap(({ element }) => element.filter(isMapped).map((row) => snomedEntry(placeOf(map), row, icd10cm)))
  const twice = rows.find(({ code }, index) => rows.findIndex((row) => row.code === code) !== index)
  if (twice !== undefined) throw placeOf(map).at(twice.code).fault('stands twice')
  checkAnswers(placeOf(map), rows, icd10cm)
  return {
    icd10cm,
    snomed: tableOf(rows),
    diagnosisNotes: conceptsOf(theOne<CodeSystem>(resources, 'CodeSystem', 'icd-10-cm-notes')).flatMap(diagnosisNotes),
    jointReplacements: conceptsOf(theOne<CodeSystem>(resources, 'CodeSystem', 'snomed-notes')).map((concept) => ({
      code: concept.code,
      joint: jointOf(concept),
      ...concept.cited(),
    })),
  }
}

const standings: readonly ListStanding[] = ['listed', 'listed-disputed', 'described-by-source', 'near-miss']

function icdEntry(concept: ConceptReader): IcdEntry {
  const { code, display, place } = concept
  const validFrom = need(place, 'validFrom', concept.day('validFrom') ?? undefined)
  const validThrough = concept.day('validThrough')
  if (validThrough !== null && validThrough < validFrom) throw place.fault(`ends on ${validThrough}, before it begins on ${validFrom}`)
  return {
    code,
    display,
    validFrom,
    validThrough,
    family: need(place, 'family', concept.code1('family')),
    standing: oneOf(place, 'standing', standings, concept.code1('standing')),
    header: concept.flag('header'),
    leavesOpen: concept.codes('leavesOpen'),
    answers: concept.codes('answer'),
    settles: concept.string('settles'),
    note: concept.string('note'),
    ...concept.cited(),
  }
}

/** One note of a concept, and a second one where it is a symptom: that has a grade and a source of its own. */
function diagnosisNotes(concept: ConceptReader): readonly DiagnosisNote[] {
  const { code } = concept
  const side = concept.code1('side')
  const note: DiagnosisNote = {
    code,
    excludes1: concept.strings('excludes1'),
    isSymptom: false,
    joint: jointOf(concept),
    side: side === undefined ? null : oneOf(concept.place, 'side', ['right', 'left', 'both'], side),
    isReplaced: concept.flag('replaced'),
    ...concept.cited(),
  }
  if (!concept.flag('symptom')) return [note]
  return [note, { code, excludes1: [], isSymptom: true, joint: null, side: null, isReplaced: false, ...concept.cited('symptom') }]
}

function jointOf(concept: ConceptReader): 'hip' | 'knee' | null {
  const joint = concept.code1('joint')
  return joint === undefined ? null : oneOf(concept.place, 'joint', ['hip', 'knee'], joint)
}

/** A row without a target says that the list has nothing for it: it stays a code that cannot be matched. */
function isMapped({ target = [] }: ConceptMapGroupElement): boolean {
  return target.every(({ equivalence }) => equivalence !== 'unmatched')
}

function snomedEntry(file: Place, row: ConceptMapGroupElement, icd10cm: Readonly<Record<string, IcdEntry>>): SnomedEntry {
  const place = file.at(need(file, 'code', row.code))
  const targets = (row.target ?? []).flatMap(({ code }) => code ?? [])
  const unknown = targets.find((target) => !Object.hasOwn(icd10cm, target))
  if (unknown !== undefined) throw place.fault(`maps to ${unknown}, which the table does not hold`)
  const settles = extensionOf(row, 'settles')?.valueString ?? null
  return {
    code: need(place, 'code', row.code),
    family: need(place, 'target', icd10cm[targets[0] ?? '']?.family),
    leavesOpen: extensionsOf(row, 'leaves-open').flatMap(({ valueCode }) => valueCode ?? []),
    answers: settles === null ? targets : [],
    settles,
    comment: row.target?.[0]?.comment ?? null,
    ...citationOf(row, place),
  }
}

function checkAnswers(
  file: Place,
  rows: readonly { readonly code: string; readonly answers: readonly string[]; readonly leavesOpen: readonly string[] }[],
  icd10cm: Readonly<Record<string, IcdEntry>>,
): void {
  for (const { code, answers, leavesOpen } of rows) {
    const place = file.at(code)
    const unknown = answers.find((answer) => icd10cm[answer] === undefined)
    if (unknown !== undefined) throw place.fault(`answers ${unknown}, which the table does not hold`)
    if (answers.length > 0 !== leavesOpen.length > 0) throw place.fault('needs both what is open and its answers')
    if (answers.join() !== answers.toSorted().join()) throw place.fault('answers are not in code order')
  }
}

/** The value sets are what others load; the table is what the engine reads: they must say the same. */
function checkListed(list: ValueSet, resources: readonly FhirResource[], icd10cm: Readonly<Record<string, IcdEntry>>): void {
  const reasons = (list.compose?.include ?? []).flatMap(({ valueSet = [] }) => valueSet)
  const sets = reasons.map((url) => {
    const found = resources.find((resource) => resource.resourceType === 'ValueSet' && resource.url === url.split('|')[0])
    if (found === undefined) throw placeOf(list).fault(`names ${url}, which is not here`)
    return found as ValueSet
  })
  for (const set of sets) checkExpansion(set)
  const published = sets.flatMap(composed)
  const listed = Object.values(icd10cm).flatMap(({ code, standing }) =>
    standing === 'listed' || standing === 'listed-disputed' ? [code] : [],
  )
  const differing = [...published.filter((code) => !listed.includes(code)), ...listed.filter((code) => !published.includes(code))]
  if (differing.length > 0) throw placeOf(list).fault(`differs from the table in ${differing.join(', ')}`)
}

function composed({ compose }: ValueSet): readonly string[] {
  return (compose?.include ?? [])
    .filter(({ system }) => system === codeSystem.icd10cm)
    .flatMap(({ concept }) => (concept ?? []).map(({ code }) => code))
}

function checkExpansion(set: ValueSet): void {
  const expanded = (set.expansion?.contains ?? []).flatMap(({ code }) => code ?? [])
  if (expanded.join() !== composed(set).join()) throw placeOf(set).at('expansion').fault('is not what the set composes')
}
