import type { ChargeItem, Condition } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { assess } from '#core/assess.ts'
import { codeSystem } from '#core/codes.ts'
import { undecided } from '#core/decisions.ts'
import { obstacles } from '#core/readiness.ts'
import { performersOf } from '#core/performers.ts'
import type { Visit } from '#core/visit.ts'
import { aCharge, aCondition, anEncounter, answer, after, aStudy, choose, read, rules, visitWith } from '#test/support/build.ts'

const today = '2026-09-01'
const assessed = (visit: Visit, decisions = undecided) => assess(visit, rules, decisions, today)
const of = (...conditions: readonly Condition[]) => assessed(visitWith({ conditions }))
const standing = (code: Parameters<typeof aCondition>[0]) => of(aCondition(code)).diagnoses[0]?.standing
const everything = { hasSigner: true, hasPatient: true, canWrite: true }
const openFor = (visit: Visit, decisions = undecided) => obstacles(assessed(visit, decisions), decisions, rules, everything).confirm

describe('a diagnosis that does not name its code', () => {
  test('D01 without a code is listed, in no words of ours, and matches nothing', () => {
    const { code: _, ...bare } = aCondition('x')
    const { diagnoses, verdict } = of(bare)
    expect([diagnoses.length, diagnoses[0]?.standing, verdict]).toEqual([1, { kind: 'cannot-match', why: 'no-code' }, 'cannot-tell'])
  })
  test('D02 D04 in words or a display only never matches by its words', () => {
    const words = { ...aCondition('x'), code: { text: 'Primary osteoarthritis, right knee, M17.11' } }
    const display = { ...aCondition('x'), code: { coding: [{ system: codeSystem.icd10cm, display: 'M17.11' }] } }
    for (const condition of [words, display]) expect(of(condition).verdict).toBe('cannot-tell')
  })
  test('D03 without a system is not trusted, though it looks like a listed code', () =>
    expect(standing({ system: undefined as never, code: 'M17.11' })).toEqual({ kind: 'cannot-match', why: 'no-system' }))
  test('D37 a code that says it is absent is absent', () => {
    const absent = { url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }
    const coding = { system: codeSystem.icd10cm, _code: { extension: [absent] } }
    const condition = { ...aCondition('x'), code: { coding: [coding], _text: { extension: [absent] } } } as Condition
    expect(of(condition).diagnoses[0]?.standing).toEqual({ kind: 'cannot-match', why: 'no-code' })
  })
})

describe('codes of every kind', () => {
  test('D08 the OID of ICD-10-CM is ICD-10-CM', () =>
    expect(standing({ system: 'urn:oid:2.16.840.1.113883.6.90', code: 'M17.11' })).toEqual({ kind: 'on-list', code: 'M17.11' }))
  test.each(['http://hl7.org/fhir/sid/icd-10', 'http://hl7.org/fhir/sid/icd-9-cm', 'urn:local'])('D09 %s is not ICD-10-CM', (system) =>
    expect(standing({ system, code: 'G20' })).toEqual({ kind: 'cannot-match', why: 'other-system' }),
  )
  test('D10 SNOMED CT is possible only where the map holds it, and never a match', () => {
    expect(standing({ system: codeSystem.snomed, code: '49049000' })?.kind).toBe('near-miss')
    expect(standing({ system: codeSystem.snomed, code: '38341003' })).toEqual({ kind: 'cannot-match', why: 'other-system' })
  })
  test('D11 codings that disagree match neither, and both are named', () =>
    expect(standing([{ code: 'M17.11' }, { system: codeSystem.snomed, code: '230690007' }])).toMatchObject({
      kind: 'codings-disagree',
      codes: ['M17.11', '230690007'],
    }))
  test.each(['G20', 'M17.1'])('D12 the header %s carries no charge until its code is specified', (code) => {
    const visit = visitWith({ conditions: [aCondition(code, { id: 'c' })], procedures: read(aStudy()) })
    const asRecorded = after(choose('c', code), answer('laboratory', 'yes'))
    expect(of(aCondition(code)).verdict).not.toBe('on-list')
    expect(openFor(visit, asRecorded)).toContain('diagnosis')
  })
  test('D13 a code of after the cut-over is no code of before', () => {
    const on = (start: string) =>
      assess(
        visitWith({ conditions: [aCondition('G20.A1')], encounter: anEncounter({ period: { start, end: start } }) }),
        rules,
        undecided,
        start,
      )
    expect([on('2023-09-30').verdict, on('2023-10-01').verdict]).toEqual(['near-miss', 'on-list'])
  })
})

describe('what the chart says of a diagnosis', () => {
  test('D34 no diagnosis at all suggests none, and is no error', () => {
    const found = of()
    expect([found.verdict, found.diagnoses, found.unread]).toEqual(['not-on-list', [], []])
  })
  test('D39 five hundred entries of one diagnosis are one diagnosis of five hundred entries', () => {
    const found = of(...Array.from({ length: 500 }, () => aCondition('G20.A1')))
    expect([found.diagnoses.length, found.diagnoses[0]?.conditions.length, found.conditionsRead]).toEqual([1, 500, 500])
  })
  test('D21 references in every spelling lead to this visit or to none', () => {
    const source = (reference: string) => of(aCondition('G20.A1', { encounter: { reference } })).diagnoses[0]?.sources
    for (const own of ['Encounter/v1', 'https://ehr.example/fhir/Encounter/v1', 'Encounter/v1/_history/3'])
      expect(source(own)).toEqual(['this-visit'])
    for (const other of ['urn:uuid:0f3a5c2e-0000-4000-8000-000000000000', '#v1x', 'Encounter/gone'])
      expect(source(other)).not.toEqual(['this-visit'])
  })
  test('D33 a visit of no known class leaves what depends on the place a question', () => {
    const { class: _, ...encounter } = anEncounter()
    const found = assessed(
      visitWith({ conditions: [aCondition('G20.A1')], encounter: encounter as never, procedures: read(aStudy({ status: 'stopped' })) }),
    )
    expect(found.claimType.value).toBe('unknown')
    const advised = found.advised.kind === 'advised' ? found.advised.modifiers : []
    expect(advised.find(({ code }) => code === '53')?.advice).not.toBe('supported')
  })
  test('D21 a performer that is contained, or no person, performs nothing', () => {
    const by = (reference: string) =>
      performersOf(visitWith({ procedures: read(aStudy({ performer: [{ actor: { reference } }] })) }), today)
    expect([by('#p'), by('Device/camera'), by('Practitioner/d1')]).toEqual([[], [], ['Practitioner/d1']])
  })
})

describe('people before the press', () => {
  const visit = visitWith({ conditions: [aCondition('G20.A1', { id: 'c' })], procedures: read(aStudy()) })
  test('U02 with nothing chosen, nothing can be confirmed', () => expect(openFor(visit)).toEqual(['diagnosis', 'laboratory']))
  test('U03 no listed diagnosis: no code of ours stands in for one', () => {
    const found = of(aCondition('I10'))
    expect(found.verdict).toBe('not-on-list')
    expect(found.diagnoses.map(({ standing: seen }) => seen)).toEqual([{ kind: 'not-on-list', code: 'I10' }])
  })
  test('U04 what was answered against the service closes Confirm and leaves "not billable" open', () => {
    const decisions = after(choose('c', 'G20.A1'), answer('performed', 'no'), answer('laboratory', 'no'))
    const open = obstacles(assessed(visit, decisions), decisions, rules, everything)
    expect(open.confirm).toContain('laboratory')
    expect(open.notBillable).toEqual([])
  })
  test('U05 a diagnosis that is chosen and taken off again is judged again', () => {
    const chosen = after(choose('c', 'G20.A1'), answer('laboratory', 'yes'))
    expect(openFor(visit, chosen)).toEqual([])
    const taken = after(choose('c', 'G20.A1'), answer('laboratory', 'yes'), { type: 'diagnosis-removed', diagnosisId: 'c' })
    expect(openFor(visit, taken)).toEqual(['diagnosis'])
  })
  test('W23 a charge that stands closes Confirm', () => {
    const charged: Visit = { ...visit, charges: read<ChargeItem>(aCharge('billed')) }
    expect(openFor(charged, after(choose('c', 'G20.A1'), answer('laboratory', 'yes')))).toEqual(['already-charged'])
  })
})
