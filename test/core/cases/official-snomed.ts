import type { ConceptMap, ConceptMapGroupElement } from 'fhir/r4'
import { codeSystem } from '#core/codes.ts'
import { extensionOf, extensionsOf } from '#core/rule-resource.ts'
import type { Case } from '#test/core/case.ts'

/*
 * SNOMED CT identifiers with their check digits computed; names from public files. Targets follow the ICD-10-CM tabular list of fiscal
 * year 2026: the map of the National Library of Medicine was not found. No row is a match by itself.
 */

const afterStroke = ['I69.05', 'I69.15', 'I69.25', 'I69.35', 'I69.85', 'I69.95']
const strokeAnd = (...sides: readonly string[]) => afterStroke.flatMap((kind) => sides.map((side) => `${kind}${side}`))
const everySide = strokeAnd('1', '2', '3', '4', '9')
const afterInfarction =
  'I69.30 I69.341 I69.342 I69.343 I69.344 I69.349 I69.351 I69.352 I69.353 I69.354 I69.359 I69.390 I69.391 I69.392 I69.393 I69.398'.split(
    ' ',
  )
const afterAnyStroke = [...new Set([...everySide, ...afterInfarction])].toSorted()
const right = ['G81.91', 'G81.93', ...strokeAnd('1', '3')]
const left = ['G81.92', 'G81.94', ...strokeAnd('2', '4')]
const anyKnee = 'M17.0 M17.10 M17.11 M17.12 M17.2 M17.30 M17.31 M17.32 M17.4 M17.5 M17.9'
const anyHip = 'M16.0 M16.10 M16.11 M16.12 M16.2 M16.30 M16.31 M16.32 M16.4 M16.50 M16.51 M16.52 M16.6 M16.7 M16.9'

type Row = readonly [code: string, grade: string, opens: string, targets: string | readonly string[]]

/** The record leaves it open: each target is narrower than the record. */
const open: readonly Row[] = [
  ['22325002', 'V2', 'type', 'R26.0 R26.1 R26.2 R26.81 R26.89 R26.9'],
  ['49049000', 'V2', 'dyskinesia, fluctuations', 'G20 G20.A1 G20.A2 G20.B1 G20.B2'],
  ['195243003', 'V2', 'residual deficit, side, dominance', afterInfarction],
  ['230690007', 'V', 'residual deficit, side, dominance, kind of stroke', afterAnyStroke],
  ['440140008', 'V2', 'residual deficit, side, dominance, kind of stroke', afterAnyStroke],
  ['239872002', 'V', 'side, type', anyHip],
  ['239873007', 'V', 'side, type', anyKnee],
  ['278284007', 'V2', 'cause, dominance', right],
  ['278286009', 'V2', 'cause, dominance', right],
  ['278285008', 'V2', 'cause, dominance', left],
  ['278287000', 'V2', 'cause, dominance', left],
  ['441991000', 'V2', 'side, dominance, kind of stroke', everySide],
  ['442024001', 'V2', 'side, dominance, kind of stroke', everySide],
  ['442733008', 'V2', 'side, dominance, kind of stroke', everySide],
  ['48601000119107', 'V2', 'side, dominance, kind of stroke', everySide],
  ['140281000119108', 'V2', 'side, dominance, kind of stroke', everySide],
  ['442676003', 'V2', 'side, kind of stroke', strokeAnd('1', '2')],
  ['442668000', 'V2', 'side, kind of stroke', strokeAnd('3', '4')],
  ['112981000119107', 'V2', 'type', 'M17.0 M17.2 M17.4 M17.9'],
  ['323301000119109', 'V2', 'type, other side', 'M17.0 M17.12 M17.2 M17.32 M17.4 M17.5 M17.9'],
  ['323321000119100', 'V2', 'type, other side', 'M17.0 M17.11 M17.2 M17.31 M17.4 M17.5 M17.9'],
]

/** The record settles it, or the list has nothing for it: nothing is asked. */
const settled: readonly (readonly [code: string, grade: string, target: string])[] = [
  ['22631008', 'V2', 'R26.81 relatedto'],
  ['25136009', 'K', 'R26.0 equivalent'],
  ['429993008', 'V2', 'Z86.73 relatedto'],
  ['1074341000119106', 'V2', 'M17.4 relatedto'],
  ['1074351000119108', 'V2', 'M17.5 wider'],
  ['1074361000119105', 'V2', 'M17.5 wider'],
  ['127295002', 'V2', 'none unmatched'],
  ['128188000', 'V', 'none unmatched'],
  ['161679004', 'V', 'none unmatched'],
]

function mapIn(files: readonly unknown[]): ConceptMap | undefined {
  return (files as readonly ConceptMap[]).find(({ resourceType }) => resourceType === 'ConceptMap')
}

function rowOf(code: string, files: readonly unknown[]): string {
  const rows = (mapIn(files)?.group ?? []).flatMap(({ element }) => element.filter((row) => row.code === code))
  return rows.map((row) => written(row)).join(' and ')
}

function written(row: ConceptMapGroupElement): string {
  const opens = extensionsOf(row, 'leaves-open').map(({ valueCode }) => valueCode)
  const targets = (row.target ?? []).map((target) => `${target.code ?? 'none'} ${target.equivalence}`)
  return `${extensionOf(row, 'grade')?.valueCode ?? ''} (${opens.join(', ')}): ${targets.join(', ')}`
}

const rows: readonly (readonly [code: string, expected: string])[] = [
  ...open.map(([code, grade, opens, targets]): readonly [string, string] => {
    const all = typeof targets === 'string' ? targets.split(' ') : targets
    return [code, `${grade} (${opens}): ${all.map((target) => `${target} narrower`).join(', ')}`]
  }),
  ...settled.map(([code, grade, target]): readonly [string, string] => [code, `${grade} (): ${target}`]),
]

export const cases: readonly Case[] = [
  ...rows.map(([code, expected]) => ({
    name: `SNOMED CT ${code} is ${expected}`,
    holds: (_rules: unknown, files: readonly unknown[]) => rowOf(code, files) === expected,
  })),
  {
    name: 'the map goes from SNOMED CT to ICD-10-CM, and holds no other record',
    holds: (_rules, files) => {
      const [group, second] = mapIn(files)?.group ?? []
      const isBetween = group?.source === codeSystem.snomed && group.target === codeSystem.icd10cm
      return isBetween && second === undefined && group.element.length === rows.length
    },
  },
]
