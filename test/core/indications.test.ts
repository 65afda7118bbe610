import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeSystem } from '#core/codes.ts'
import { normaliseIcd10cm } from '#core/icd10cm.ts'
import { standingOf, type Standing } from '#core/indications.ts'
import { aCondition, rules } from '#test/support/build.ts'

const day = '2026-09-01'
const standing = (code: Parameters<typeof aCondition>[0], on = day): Standing => standingOf(aCondition(code), rules, on)
const snomed = (code: string) => ({ system: codeSystem.snomed, code })

describe('the source list', () => {
  test.each(['G20.A1', 'G20.A2', 'G20.B1', 'G20.B2', 'G20.C', 'M17.11', 'M16.11', 'R26.89'])('%s is on it', (code) =>
    expect(standing(code)).toEqual({ kind: 'on-list', code }),
  )
  test.each([
    ['G20A1', 'g20.a1', 'G20.A1', 'on-list'],
    ['G20C', 'g20.c', 'G20.C', 'on-list'],
    ['I69391', 'i69.391', 'I69.391', 'listed-disputed'],
    ['I69351', 'i69.351', 'I69.351', 'described-by-source'],
    ['M1711', 'm17.11', 'M17.11', 'on-list'],
    ['M1611', 'm16.11', 'M16.11', 'on-list'],
    ['R2689', 'r26.89', 'R26.89', 'on-list'],
  ] as const)('"%s" and "%s" are read as %s', (undotted, lower, code, kind) => {
    for (const written of [undotted, lower, undotted.toLowerCase(), ` ${code} `, `${code}.`])
      expect(standing(written)).toEqual({ kind, code })
  })
  test.each(['', 'M', 'M1', 'MM17.11', '17.11', 'M17.11.12345', 'M17-11', 'Ｍ17.11'])('"%s" is no ICD-10-CM code', (written) => {
    expect(normaliseIcd10cm(written)).toBeNull()
    expect(standing(written).kind).toBe('cannot-match')
  })
  test('I69.391 is listed and disputed', () => expect(standing('I69.391')).toEqual({ kind: 'listed-disputed', code: 'I69.391' }))
  test('I69.351 is described by the source', () => expect(standing('I69.351')).toEqual({ kind: 'described-by-source', code: 'I69.351' }))
  test.each(['I69.352', 'I69.353', 'I69.354', 'I69.359'])('%s is near it', (code) =>
    expect(standing(code)).toMatchObject({ kind: 'near-miss', code }),
  )
  test.each(['G80.1', 'I10', 'M25.561', 'G21.11', 'I63.9'])('%s is not on it', (code) =>
    expect(standing(code)).toEqual({ kind: 'not-on-list', code }),
  )
})

describe('bare G20', () => {
  test.each(['2015-10-01', '2021-06-01', '2023-09-30'])('is a valid listed code on %s', (on) =>
    expect(standing('G20', on)).toEqual({ kind: 'on-list', code: 'G20' }),
  )
  test.each(['2023-10-01', '2026-09-30', '2026-11-23'])('needs the specific code on %s, and no leaf is put first', (on) =>
    expect(standing('G20', on)).toMatchObject({
      kind: 'near-miss',
      isSelectable: false,
      answers: ['G20.A1', 'G20.A2', 'G20.B1', 'G20.B2', 'G20.C'],
    }),
  )
  test.each(['G20.A1', 'G20.A2', 'G20.B1', 'G20.B2', 'G20.C'])('its leaf %s was no code before 2023-10-01', (code) => {
    expect(standing(code, '2023-09-30')).toMatchObject({ kind: 'near-miss', isSelectable: false })
    expect(standing(code, '2023-10-01')).toEqual({ kind: 'on-list', code })
  })
})

describe('what the record settles otherwise is said, and nothing is asked', () => {
  test.each([
    ['M17.12', 'left side'],
    ['M16.12', 'left side'],
    ['M17.0', 'both sides'],
    ['M16.0', 'both sides'],
    ['M17.5', 'secondary'],
    ['M16.7', 'secondary'],
    ['M16.6', 'secondary, both sides'],
    ['I69.352', 'left dominant side'],
    ['I69.353', 'right non-dominant side'],
    ['I69.354', 'left non-dominant side'],
  ])('%s is recorded as %s', (code, settles) => expect(standing(code)).toMatchObject({ kind: 'near-miss', settles, answers: [] }))
})

describe('what the record leaves open is asked, every official answer in code order', () => {
  test.each(['M17.10', 'M17.9', 'M16.10', 'M16.9', 'R26.9', 'I69.359', 'M17', 'G20.A'])('%s', (code) => {
    const found = standing(code)
    if (found.kind !== 'near-miss') throw new Error(found.kind)
    expect(found.settles).toBeNull()
    expect(found.leavesOpen).not.toEqual([])
    expect(found.answers.length).toBeGreaterThan(1)
    expect(found.answers).toEqual(found.answers.toSorted())
  })
})

describe('other code systems', () => {
  const open = Object.values(rules.snomed).filter(({ settles }) => settles === null)
  test.each(open)('SNOMED CT $code alone is never a silent match', ({ code }) => {
    const found = standing(snomed(code))
    expect(found).toMatchObject({ kind: 'near-miss', code: null, isSelectable: false, settles: null })
    expect(found.kind === 'near-miss' ? found.answers.length : 0).toBeGreaterThan(1)
  })
  test.each([
    ['1074361000119105', 'secondary'],
    ['1074351000119108', 'secondary'],
    ['1074341000119106', 'secondary, both sides'],
    ['429993008', 'a past stroke with no deficit left'],
    ['22631008', 'unsteadiness on the feet'],
    ['25136009', 'ataxic gait'],
  ])('SNOMED CT %s is recorded as %s, and nothing is asked', (code, settles) =>
    expect(standing(snomed(code))).toEqual({ kind: 'near-miss', code: null, isSelectable: false, leavesOpen: [], answers: [], settles }),
  )
  test.each(['127295002', '128188000', '161679004'])('SNOMED CT %s is on no list and stays without a match', (code) =>
    expect(standing(snomed(code))).toEqual({ kind: 'cannot-match', why: 'other-system' }),
  )
  test('Parkinson disease in SNOMED CT asks for G20 itself up to 2023-09-30, and for its leaves from 2023-10-01', () => {
    expect(standing(snomed('49049000'), '2023-09-30')).toMatchObject({ answers: ['G20'] })
    expect(standing(snomed('49049000'), '2023-10-01')).toMatchObject({ answers: ['G20.A1', 'G20.A2', 'G20.B1', 'G20.B2'] })
  })
  test('one-sided paralysis of the right side asks for the cause, with and without a stroke', () =>
    expect(standing(snomed('278284007'))).toMatchObject({
      leavesOpen: ['cause', 'dominance'],
      answers: ['G81.91', 'G81.93', ...['0', '1', '2', '3', '8', '9'].flatMap((kind) => [`I69.${kind}51`, `I69.${kind}53`])],
    }))
  test.each([
    ['ICD-9-CM', { system: 'http://hl7.org/fhir/sid/icd-9-cm', code: '332.0' }, 'other-system'],
    ['ICD-10 of the WHO', { system: 'http://hl7.org/fhir/sid/icd-10', code: 'G20' }, 'other-system'],
    ['SNOMED CT outside the map', snomed('38341003'), 'other-system'],
    ['a code that is named like a part of every object', snomed('constructor'), 'other-system'],
    ['a coding without a system', { system: undefined, code: 'G20.A1' }, 'no-system'],
    ['a coding with an empty system', { system: ' ', code: 'G20.A1' }, 'no-system'],
    ['a local code that looks like a listed one', { system: 'urn:local', code: 'M17.11' }, 'other-system'],
    ['a coding with a blank code', { code: ' ' }, 'no-code'],
  ])('%s cannot be matched', (_name, coding, why) => expect(standing(coding)).toEqual({ kind: 'cannot-match', why }))
  test('text alone cannot be matched', () => {
    const { code: _, ...rest } = aCondition('G20.A1')
    expect(standingOf({ ...rest, code: { text: 'Parkinson disease' } }, rules, day)).toEqual({ kind: 'cannot-match', why: 'no-code' })
  })
  test('the OID of ICD-10-CM is ICD-10-CM', () =>
    expect(standing({ system: 'urn:oid:2.16.840.1.113883.6.90', code: 'M17.11' })).toEqual({ kind: 'on-list', code: 'M17.11' }))
})

describe('several codings of one diagnosis', () => {
  test('ICD-10-CM beside SNOMED CT of its family, ICD-9-CM and a local code agree', () =>
    expect(
      standing([
        { system: 'urn:local', code: 'KNEE' },
        snomed('239873007'),
        { system: 'http://hl7.org/fhir/sid/icd-9-cm', code: '715.16' },
        { code: 'M17.11' },
      ]),
    ).toEqual({ kind: 'on-list', code: 'M17.11' }))
  test('two of different families in our map disagree, whichever system they are of', () => {
    expect(standing([snomed('239872002'), { code: 'M17.11' }])).toMatchObject({ kind: 'codings-disagree' })
    expect(standing([{ code: 'G20.A1' }, { code: 'R26.89' }])).toEqual({ kind: 'codings-disagree', codes: ['G20.A1', 'R26.89'] })
    expect(standing([snomed('49049000'), snomed('22325002')]).kind).toBe('codings-disagree')
  })
  test('a coarser coding of the same family never disagrees', () => {
    expect(standing([snomed('323301000119109'), { code: 'M17.11' }]).kind).toBe('on-list')
    expect(standing([{ code: 'M17.9' }, { code: 'M17.11' }])).toEqual({ kind: 'on-list', code: 'M17.11' })
    expect(standing([snomed('230690007'), { code: 'I69.351' }]).kind).toBe('described-by-source')
  })
  test('the order of codings does not decide', () => {
    const pairs = [
      ['M17.11', 'M17.12'],
      ['G20.A1', 'G20.B2'],
      ['I69.354', 'I69.351'],
      ['M17.9', 'M17.11'],
    ] as const
    for (const [a, b] of pairs) expect(standing([{ code: a }, { code: b }])).toEqual(standing([{ code: b }, { code: a }]))
  })
  test('an unmapped coding never disagrees', () => expect(standing([snomed('38341003'), { code: 'M17.11' }]).kind).toBe('on-list'))
  test('the more specific of two codes of one family speaks', () =>
    expect(standing([{ code: 'G20' }, { code: 'G20.A1' }])).toEqual({ kind: 'on-list', code: 'G20.A1' }))
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
