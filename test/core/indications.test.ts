import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeSystem } from '#core/codes.ts'
import { isIcd10cm, normaliseIcd10cm } from '#core/icd10cm.ts'
import { standingOf, standingOfCode, type Standing } from '#core/indications.ts'
import { aCondition, rules } from '#test/support/build.ts'

const standing = (code: Parameters<typeof aCondition>[0], on = '2026-09-01'): Standing => standingOf(aCondition(code), rules, on)

// What the rules say of each code stands in the tables of test/core/cases; here is what holds whatever they say.
describe('an ICD-10-CM code', () => {
  test.each([
    ['G20A1', 'g20.a1', 'G20.A1', 'on-list'],
    ['G20C', 'g20.c', 'G20.C', 'on-list'],
    ['I69391', 'i69.391', 'I69.391', 'listed-disputed'],
    ['I69351', 'i69.351', 'I69.351', 'described-by-source'],
    ['M1711', 'm17.11', 'M17.11', 'on-list'],
    ['M1611', 'm16.11', 'M16.11', 'on-list'],
    ['R2689', 'r26.89', 'R26.89', 'on-list'],
  ] as const)('D05 D06 D07 written "%s" or "%s" is read as %s', (undotted, lower, code, kind) => {
    for (const written of [undotted, lower, undotted.toLowerCase(), ` ${code} `, `${code}.`])
      expect(standing(written)).toEqual({ kind, code })
  })
  test.each([
    ['I10', 'I10'],
    ['i10', 'I10'],
    ['M17', 'M17'],
    ['M17.', 'M17'],
    ['M1A.0110', 'M1A.0110'],
    ['s72001a', 'S72.001A'],
    ['M17\t.1 1', 'M17.11'],
  ])('"%s" is written as %s', (written, code) => expect(normaliseIcd10cm(written)).toBe(code))
  test.each([
    [codeSystem.icd10cm, true],
    [` ${codeSystem.icd10cm}`, true],
    ['urn:oid:2.16.840.1.113883.6.90', true],
    ['urn:oid:2.16.840.1.113883.6.90 ', true],
    ['http://hl7.org/fhir/sid/icd-10', false],
    ['http://hl7.org/fhir/sid/icd-9-cm', false],
    ['', false],
    [undefined, false],
  ])('is one of the system "%s": %s', (system, isOne) => expect(isIcd10cm(system === undefined ? {} : { system })).toBe(isOne))
  test.each(['', 'M', 'M1', 'MM17.11', '17.11', 'M17.11.12345', 'M17.11111', 'M17.1_', 'M1_.1', 'M17-11', 'Ｍ17.11'])(
    'is not "%s"',
    (written) => {
      expect(normaliseIcd10cm(written)).toBeNull()
      expect(standing(written).kind).toBe('cannot-match')
    },
  )
})

test('whatever the codings, a listed standing names a code of the table that is valid that day', () => {
  const listed = new Set(Object.values(rules.icd10cm).flatMap((entry) => (entry.standing === 'near-miss' ? [] : [entry.code])))
  const system = fc.oneof(fc.constantFrom(codeSystem.icd10cm, codeSystem.snomed, 'http://hl7.org/fhir/sid/icd-10'), fc.string())
  const code = fc.oneof(
    fc.constantFrom(...Object.keys(rules.icd10cm), ...Object.keys(rules.snomed), 'I10', 'G20.A9', 'M17.13'),
    fc.string(),
  )
  const on = fc.constantFrom('2012-05-01', '2021-05-01', '2023-09-30', '2023-10-01', '2026-09-30', '2026-10-01', '2026-11-23')
  fc.assert(
    fc.property(fc.array(fc.record({ system, code }), { maxLength: 4 }), on, (codings, someDay) => {
      const found = standing(codings, someDay)
      if (found.kind !== 'on-list' && found.kind !== 'described-by-source' && found.kind !== 'listed-disputed') return
      expect(listed).toContain(found.code)
      expect(codings.some((coding) => coding.system === codeSystem.icd10cm && normaliseIcd10cm(coding.code) === found.code)).toBe(true)
      const { header, validFrom, validThrough } = rules.icd10cm[found.code] ?? {}
      expect(header === false && (validFrom ?? '9') <= someDay && someDay <= (validThrough ?? '9')).toBe(true)
    }),
    { numRuns: 500 },
  )
})

describe('several codings of one diagnosis', () => {
  const snomed = (code: string) => ({ system: codeSystem.snomed, code })
  const kinds = (codings: Parameters<typeof aCondition>[0], on?: string) => {
    const found = standing(codings, on)
    return 'code' in found ? `${found.kind} ${found.code ?? ''}` : found.kind
  }
  test.each([
    ['of one family: the more specific one speaks', [{ code: 'M17.9' }, { code: 'M17.11' }], '2026-09-01', 'on-list M17.11'],
    ['of one family, equally specific: the first in code order', [{ code: 'M17.12' }, { code: 'M17.11' }], '2026-09-01', 'on-list M17.11'],
    ['of one family, already in code order', [{ code: 'M17.11' }, { code: 'M17.12' }], '2026-09-01', 'on-list M17.11'],
    ['of which one is not valid that day: the valid one', [{ code: 'G20.A1' }, { code: 'G20' }], '2023-09-30', 'on-list G20'],
    ['of which one is not valid any more: the valid one', [{ code: 'G20.A1' }, { code: 'G20' }], '2023-10-01', 'on-list G20.A1'],
    ['of which one is a category: the other', [{ code: 'M17.1' }, { code: 'M17.9' }], '2026-09-01', 'near-miss M17.9'],
    ['of which none is valid: the more specific one', [{ code: 'M17' }, { code: 'M17.1' }], '2026-09-01', 'near-miss M17.1'],
    ['of which one is in no table', [{ code: 'I10' }, { code: 'M17.11' }], '2026-09-01', 'on-list M17.11'],
    ['in no table: the first', [{ code: 'I10' }, { code: 'E11.9' }], '2026-09-01', 'not-on-list I10'],
    ['ICD-10-CM and SNOMED CT', [snomed('239873007'), { code: 'M17.11' }], '2026-09-01', 'on-list M17.11'],
    ['in no table, beside a mapped SNOMED CT code', [{ code: 'I10' }, snomed('239873007')], '2026-09-01', 'not-on-list I10'],
    ['of two families', [snomed('239873007'), { code: 'M16.11' }], '2026-09-01', 'codings-disagree'],
    ['of two families in SNOMED CT alone', [snomed('239873007'), snomed('49049000')], '2026-09-01', 'codings-disagree'],
    ['no code of the system', [{ code: 'M17-11' }, { code: 'M17.11' }], '2026-09-01', 'on-list M17.11'],
  ])('%s', (_name, codings, on, expected) => expect(kinds(codings, on)).toBe(expected))
  test('in SNOMED CT alone, of which one settles what the other leaves open: it is settled, in either order', () => {
    const codings = [snomed('22325002'), snomed('22631008')]
    for (const ordered of [codings, codings.toReversed()])
      expect(standing(ordered)).toMatchObject({ kind: 'near-miss', leavesOpen: [], settles: 'unsteadiness on the feet' })
  })
  test('that disagree are both named', () =>
    expect(standing([snomed('239873007'), { code: 'M16.11' }])).toEqual({ kind: 'codings-disagree', codes: ['M16.11', '239873007'] }))
})

describe('a SNOMED CT code of the map', () => {
  const parkinson = (on: string) => standing({ system: codeSystem.snomed, code: ' 49049000 ' }, on)
  test('asks for the codes that are valid on the day, and is never selectable by itself', () => {
    for (const on of ['2023-09-30', '2023-10-01']) {
      const row = rules.snomed['49049000']
      expect(parkinson(on)).toEqual({
        kind: 'near-miss',
        code: null,
        isSelectable: false,
        leavesOpen: row?.leavesOpen,
        answers: row?.answers.filter((code) => (on === '2023-09-30') === (code === 'G20')),
        settles: null,
      })
    }
  })
  test('that answers with a code of no table asks without it', () => {
    const row = rules.snomed['49049000']
    const book = { ...rules, snomed: { '49049000': { ...row, answers: ['X99', 'G20.A1'] } } } as never
    expect(standingOf(aCondition({ system: codeSystem.snomed, code: '49049000' }), book, '2026-09-01')).toMatchObject({
      answers: ['G20.A1'],
    })
  })
})

describe('what cannot be matched says why', () => {
  test.each([
    [[], 'no-code'],
    [[{ system: 'urn:local', code: ' ' }], 'no-code'],
    [[{ system: '', code: 'X' }], 'no-system'],
    [[{ system: ' ', code: 'X' }], 'no-system'],
    [
      [
        { system: '', code: 'X' },
        { system: 'urn:local', code: 'Y' },
      ],
      'other-system',
    ],
    [[{ system: 'urn:local', code: 'Y' }], 'other-system'],
    [[{ system: codeSystem.snomed, code: '1' }], 'other-system'],
  ])('%j: %s', (codings, why) => expect(standing(codings)).toEqual({ kind: 'cannot-match', why }))
  test.each([
    [undefined, 'no-code'],
    [{ text: 'limp' }, 'no-code'],
    [{ coding: [{ system: codeSystem.icd10cm }] }, 'no-code'],
    [{ coding: [{ code: 'M17.11' }] }, 'no-system'],
  ])('%j: %s', (code, why) => {
    const { code: _, ...uncoded } = aCondition('x')
    expect(standingOf(code === undefined ? uncoded : { ...uncoded, code }, rules, '2026-09-01')).toEqual({ kind: 'cannot-match', why })
  })
})

test.each([
  ['M17.11', 'on-list'],
  ['I69.391', 'listed-disputed'],
  ['I69.351', 'described-by-source'],
  ['M17.9', 'near-miss'],
  ['I10', 'not-on-list'],
])('the code %s by itself is %s', (code, kind) => expect(standingOfCode(code, rules)).toMatchObject({ kind, code }))

test('more different codes than are remembered at once change no answer', () => {
  const before = standing('G20.A1')
  for (let number = 0; number < 10_001; number += 1) standing(`A00.${number}`)
  expect(standing('G20.A1')).toEqual(before)
  expect(standing('A00.1')).toEqual({ kind: 'not-on-list', code: 'A00.1' })
})
