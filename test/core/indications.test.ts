import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeSystem } from '#core/codes.ts'
import { normaliseIcd10cm } from '#core/icd10cm.ts'
import { standingOf, type Standing } from '#core/indications.ts'
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
  test.each(['', 'M', 'M1', 'MM17.11', '17.11', 'M17.11.12345', 'M17-11', 'Ｍ17.11'])('is not "%s"', (written) => {
    expect(normaliseIcd10cm(written)).toBeNull()
    expect(standing(written).kind).toBe('cannot-match')
  })
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
