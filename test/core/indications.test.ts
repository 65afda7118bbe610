import { describe, expect, test } from 'vitest'
import { codeSystem } from '#core/codes.ts'
import { standingOf, type Standing } from '#core/indications.ts'
import { aCondition, rules } from '#test/support/build.ts'

const day = '2026-09-01'
const standing = (code: Parameters<typeof aCondition>[0], on = day): Standing => standingOf(aCondition(code), rules, on)
const snomed = (code: string) => ({ system: codeSystem.snomed, code })

describe('the source list', () => {
  test.each(['G20.A1', 'G20.A2', 'G20.B1', 'G20.B2', 'G20.C', 'M17.11', 'M16.11', 'R26.89'])('%s is on it', (code) =>
    expect(standing(code)).toEqual({ kind: 'on-list', code }),
  )
  test.each(['M1711', 'm17.11', ' M17.11 ', 'm1711'])('"%s" is read as M17.11', (code) =>
    expect(standing(code)).toEqual({ kind: 'on-list', code: 'M17.11' }),
  )
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
  test('its leaves were no codes before 2023-10-01', () => expect(standing('G20.A1', '2023-09-30')).toMatchObject({ isSelectable: false }))
})

describe('what the record settles otherwise is said, and nothing is asked', () => {
  test.each([
    ['M17.12', 'left side'],
    ['M16.12', 'left side'],
    ['M17.0', 'both sides'],
    ['M16.0', 'both sides'],
    ['M17.5', 'secondary'],
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
  test.each(['230690007', '239873007', '239872002', '49049000', '22325002'])('SNOMED CT %s alone is never a silent match', (code) => {
    const found = standing(snomed(code))
    expect(found).toMatchObject({ kind: 'near-miss', code: null, isSelectable: false, settles: null })
    expect(found.kind === 'near-miss' ? found.answers.length : 0).toBeGreaterThan(1)
  })
  test.each([
    ['ICD-9-CM', { system: 'http://hl7.org/fhir/sid/icd-9-cm', code: '332.0' }, 'other-system'],
    ['ICD-10 of the WHO', { system: 'http://hl7.org/fhir/sid/icd-10', code: 'G20' }, 'other-system'],
    ['SNOMED CT outside the map', snomed('38341003'), 'other-system'],
    ['a coding without a system', { system: undefined, code: 'G20.A1' }, 'no-system'],
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
  test('two of different families in our map disagree', () =>
    expect(standing([snomed('239872002'), { code: 'M17.11' }])).toMatchObject({ kind: 'codings-disagree' }))
  test('an unmapped coding never disagrees', () => expect(standing([snomed('38341003'), { code: 'M17.11' }]).kind).toBe('on-list'))
  test('the more specific of two codes of one family speaks', () =>
    expect(standing([{ code: 'G20' }, { code: 'G20.A1' }])).toEqual({ kind: 'on-list', code: 'G20.A1' }))
})
