import type { Condition, Procedure } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { assess } from '#core/assess.ts'
import { codeSystem } from '#core/codes.ts'
import { undecided, type Choice } from '#core/decisions.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { aCondition, aStudy, read, rules, unreadable, visitWith } from '#test/support/build.ts'

const choice = (code: string): Choice => ({ diagnosisId: code, code, origin: 'chart', reason: null })
const recorded = (code: string, more: Partial<Condition> = {}) => aCondition(code, { id: code, ...more })
/** The warnings where these codes are chosen, beside further records. */
const warned = (
  chosen: readonly string[],
  beside: { readonly conditions?: readonly Condition[]; readonly procedures?: readonly Procedure[] } = {},
  considered: readonly string[] = [],
  book: RuleBook = rules,
) => {
  const conditions = [...chosen.map((code) => recorded(code)), ...(beside.conditions ?? [])]
  const visit = visitWith({ conditions, procedures: read(...(beside.procedures ?? [])) })
  return assess(visit, book, { ...undecided, chosen: chosen.map(choice), considered }, '2026-09-01').warnings
}
const ids = (...found: Parameters<typeof warned>) => warned(...found).map(({ id }) => id)
const problem = { category: [{ coding: [{ system: codeSystem.conditionCategory, code: 'problem-list-item' }] }] }
const resolved = { clinicalStatus: { coding: [{ code: 'resolved' }] } }

describe('a warning', () => {
  test('names both codes, the record beside the chosen one, grade and source', () => {
    const note = rules.diagnosisNotes.find(({ code, excludes1 }) => code === 'R26' && excludes1.length > 0)
    expect(warned(['R26.89'], { conditions: [recorded('R27.0')] })).toEqual([
      {
        id: 'excludes1 R26.89 R27.0',
        kind: 'excludes1',
        codes: ['R26.89', 'R27.0'],
        reference: 'Condition/R27.0',
        isSideOpen: false,
        isConsidered: false,
        grade: note?.grade,
        source: note?.source,
      },
    ])
  })
  test('stays on the screen after it was considered, and says so', () => {
    const beside = { conditions: [recorded('R27.0')] }
    expect(warned(['R26.89'], beside, ['excludes1 R26.89 R27.0'])[0]?.isConsidered).toBe(true)
    expect(warned(['R26.89'], beside, ['excludes1 R26.89 G11.4'])[0]?.isConsidered).toBe(false)
  })
})

describe('codes that exclude each other', () => {
  test('are told once, whether chosen together or beside each other', () => {
    expect(ids(['R26.89', 'R27.0'])).toEqual(['excludes1 R26.89 R27.0'])
    expect(ids(['R27.0', 'R26.89'])).toEqual(['excludes1 R27.0 R26.89'])
    expect(ids(['R26.89'], { conditions: [recorded('R27.0')] })).toEqual(['excludes1 R26.89 R27.0'])
  })
  test.each([
    ['on the problem list', recorded('R27.0', problem)],
    ['resolved', recorded('R27.0', resolved)],
    ['of another visit', recorded('R27.0', { encounter: { reference: 'Encounter/v0' } })],
  ])('are not told where the other is %s', (_name, other) => expect(ids(['R26.89'], { conditions: [other] })).toEqual([]))
  test.each([
    ['R26', 'R27.0'],
    ['R26.89', 'G11'],
    ['R26.89', 'G11.4'],
  ])('%s beside %s: a category is below its own pattern', (one, other) =>
    expect(ids([one], { conditions: [recorded(other)] })).toEqual([`excludes1 ${one} ${other}`]),
  )
  test.each([
    ['R26.89', 'R27.01'],
    ['R26.89', 'R26.8'],
    ['R260', 'R27.0'],
    ['R26.89', 'AG11.4'],
    ['R26.89', 'G1'],
  ])('%s beside %s: neither names the other', (one, other) => expect(ids([one], { conditions: [recorded(other)] })).toEqual([]))
})

describe('a sign beside its cause', () => {
  test.each([
    [['R26.89', 'M17.11'], ['integral-symptom R26.89 M17.11']],
    [['M17.11', 'R26.89'], ['integral-symptom R26.89 M17.11']],
    [['R26.89', 'Z74.09', 'G35'], ['integral-symptom R26.89 G35']],
    [['R26.89', 'R29.3'], []],
    [['M17.11', 'G35'], []],
    [['R26.89'], []],
  ])('%j: %j', (chosen, expected) => expect(ids(chosen)).toEqual(expected))
  test('carries the grade and the source of the symptom, not those of the row', () => {
    const symptom = rules.diagnosisNotes.find(({ isSymptom }) => isSymptom)
    expect(warned(['R26.89', 'M17.11'])[0]).toMatchObject({ grade: symptom?.grade, source: symptom?.source, reference: 'Condition/M17.11' })
  })
})

describe('a joint that was replaced', () => {
  const replacement = (snomed: string, more: Partial<Procedure> = {}) =>
    aStudy({ id: 'op', code: { coding: [{ system: codeSystem.snomed, code: snomed }] }, performedDateTime: '2020-01-01', ...more })
  const side = (...found: Parameters<typeof warned>) =>
    warned(...found).map(({ id, isSideOpen }) => `${id}${isSideOpen ? ', which side?' : ''}`)

  test.each([
    ['M17.11', 'Z96.651', ['replaced-joint M17.11 Z96.651']],
    ['M17.11', 'Z96.653', ['replaced-joint M17.11 Z96.653']],
    ['M17.11', 'Z96.659', ['replaced-joint M17.11 Z96.659, which side?']],
    ['M17.11', 'Z96.60', ['replaced-joint M17.11 Z96.60, which side?']],
    ['M17.0', 'Z96.652', ['replaced-joint M17.0 Z96.652']],
    ['M17.9', 'Z96.651', ['replaced-joint M17.9 Z96.651, which side?']],
    ['M17.11', 'Z96.652', []],
    ['M17.11', 'Z96.641', []],
    ['Z96.651', 'Z96.659', []],
    ['G20.A1', 'Z96.651', []],
  ])('%s beside %s: %j', (code, status, expected) => expect(side([code], { conditions: [recorded(status)] })).toEqual(expected))
  test('is told with the record of the joint, its grade and its source', () => {
    const note = rules.diagnosisNotes.find(({ code }) => code === 'Z96.651')
    expect(warned(['M17.11'], { conditions: [recorded('Z96.651')] })[0]).toMatchObject({
      reference: 'Condition/Z96.651',
      grade: note?.grade,
      source: note?.source,
    })
  })
  test('counts also from the problem list and from another visit, not from what is history', () => {
    expect(ids(['M17.11'], { conditions: [recorded('Z96.651', problem)] })).toHaveLength(1)
    expect(ids(['M17.11'], { conditions: [recorded('Z96.651', { encounter: { reference: 'Encounter/v0' } })] })).toHaveLength(1)
    expect(ids(['M17.11'], { conditions: [recorded('Z96.651', resolved)] })).toEqual([])
  })
  test.each([
    ['a knee', '609588000', ['replaced-joint M17.11 609588000, which side?']],
    ['some joint', '161679004', ['replaced-joint M17.11 161679004, which side?']],
    ['a hip', '52734007', []],
    ['something else', '239873007', []],
  ])('is found by a SNOMED CT record of %s', (_name, snomed, expected) => {
    expect(side(['M17.11'], { procedures: [replacement(snomed)] })).toEqual(expected)
    const history = aCondition({ system: codeSystem.snomed, code: snomed }, { id: 'history' })
    expect(side(['M17.11'], { conditions: [history] })).toEqual(expected)
  })
  test.each([
    ['that day', { performedDateTime: '2026-09-01' }, 1],
    ['the day after', { performedDateTime: '2026-09-02' }, 0],
    ['not completed', { status: 'stopped' }, 0],
    ['under the same digits of another system', { code: { coding: [{ system: 'urn:local', code: '609588000' }] } }, 0],
    ['without codings', { code: { text: 'Knee replacement' } }, 0],
  ] as const)('by a procedure %s', (_name, more, times) =>
    expect(ids(['M17.11'], { procedures: [replacement('609588000', structuredClone(more) as Partial<Procedure>)] })).toHaveLength(times),
  )
  test('by a procedure without a date, or whose record names it', () => {
    const { performedDateTime: _, ...undated } = replacement('609588000')
    expect(warned(['M17.11'], { procedures: [undated] }).map(({ reference }) => reference)).toEqual(['Procedure/op'])
    const { code: __, ...uncoded } = replacement('609588000')
    expect(ids(['M17.11'], { procedures: [uncoded] })).toEqual([])
  })
  test('is not looked for in Procedures that could not be read', () => {
    const visit = visitWith({ conditions: [recorded('M17.11')], procedures: unreadable() })
    expect(assess(visit, rules, { ...undecided, chosen: [choice('M17.11')] }, '2026-09-01').warnings).toEqual([])
  })
})
