import { codeSystem } from '#core/codes.ts'
import { standingOf } from '#core/indications.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { gives, includes, type Case } from '#test/core/case.ts'
import { aCondition, rules as shipped } from '#test/support/build.ts'

const standing =
  (...codings: Exclude<Parameters<typeof aCondition>[0], string>[]) =>
  (rules: RuleBook) =>
    standingOf(aCondition(codings.flat()), rules, '2026-09-01')
const icd = (code: string) => ({ code })
const snomed = (code: string) => ({ system: codeSystem.snomed, code })
const icd9 = (code: string) => ({ system: 'http://hl7.org/fhir/sid/icd-9-cm', code })
const local = (code: string) => ({ system: 'urn:local', code })

const unmatched: readonly (readonly [string, { readonly system?: string | undefined; readonly code: string }, string])[] = [
  ['ICD-9-CM', icd9('332.0'), 'other-system'],
  ['ICD-10 of the WHO', { system: 'http://hl7.org/fhir/sid/icd-10', code: 'G20' }, 'other-system'],
  ['SNOMED CT outside the map', snomed('38341003'), 'other-system'],
  ['a code that is named like a part of every object', snomed('constructor'), 'other-system'],
  ['a coding without a system', { system: undefined, code: 'G20.A1' }, 'no-system'],
  ['a coding with an empty system', { system: ' ', code: 'G20.A1' }, 'no-system'],
  ['a local code that looks like a listed one', local('M17.11'), 'other-system'],
  ['a coding with a blank code', icd(' '), 'no-code'],
]

const agreeing: readonly (readonly [string, readonly { readonly system?: string; readonly code: string }[], string])[] = [
  [
    'ICD-10-CM beside SNOMED CT of its family, ICD-9-CM and a local code',
    [local('KNEE'), snomed('239873007'), icd9('715.16'), icd('M17.11')],
    'M17.11',
  ],
  ['a SNOMED CT code that names the other side', [snomed('323301000119109'), icd('M17.11')], 'M17.11'],
  ['a coarser code of the family', [icd('M17.9'), icd('M17.11')], 'M17.11'],
  ['an unmapped SNOMED CT code', [snomed('38341003'), icd('M17.11')], 'M17.11'],
  ['the category beside its leaf', [icd('G20'), icd('G20.A1')], 'G20.A1'],
]

const reversible: readonly (readonly [string, string])[] = [
  ['M17.11', 'M17.12'],
  ['G20.A1', 'G20.B2'],
  ['I69.354', 'I69.351'],
  ['M17.9', 'M17.11'],
]

/** What a SNOMED CT code settles otherwise than the list. */
const settled: Readonly<Record<string, string>> = {
  '22631008': 'unsteadiness on the feet',
  '25136009': 'ataxic gait',
  '429993008': 'a past stroke with no deficit left',
  '1074341000119106': 'secondary, both sides',
  '1074351000119108': 'secondary',
  '1074361000119105': 'secondary',
}

export const cases: readonly Case[] = [
  ...Object.keys(shipped.snomed).map((code) =>
    includes(`SNOMED CT ${code} alone is never a silent match`, standing(snomed(code)), {
      kind: 'near-miss',
      code: null,
      isSelectable: false,
    }),
  ),
  ...Object.keys(shipped.snomed)
    .filter((code) => settled[code] === undefined)
    .map((code) => ({
      name: `SNOMED CT ${code} alone asks which of several codes it is`,
      holds: (rules: RuleBook) => {
        const found = standing(snomed(code))(rules)
        return found.kind === 'near-miss' && found.settles === null && found.answers.length > 1
      },
    })),
  ...Object.entries(settled).map(([code, settles]) =>
    includes(`SNOMED CT ${code} alone is recorded as ${settles}: said, and nothing is asked`, standing(snomed(code)), {
      settles,
      answers: [],
    }),
  ),
  ...unmatched.map(([name, coding, why]) => gives(`${name} cannot be matched: ${why}`, standing(coding), { kind: 'cannot-match', why })),
  gives(
    'text alone cannot be matched',
    (rules) => standingOf({ ...aCondition('G20.A1'), code: { text: 'Parkinson disease' } }, rules, '2026-09-01'),
    { kind: 'cannot-match', why: 'no-code' },
  ),
  gives('the OID of ICD-10-CM is ICD-10-CM', standing({ system: 'urn:oid:2.16.840.1.113883.6.90', code: 'M17.11' }), {
    kind: 'on-list',
    code: 'M17.11',
  }),
  ...agreeing.map(([name, codings, code]) => gives(`${name} agrees with ${code}`, standing(codings), { kind: 'on-list', code })),
  gives('past stroke agrees with what the source describes', standing(snomed('230690007'), icd('I69.351')), {
    kind: 'described-by-source',
    code: 'I69.351',
  }),
  gives('hip in SNOMED CT and knee in ICD-10-CM disagree', standing(snomed('239872002'), icd('M17.11')), {
    kind: 'codings-disagree',
    codes: ['M17.11', '239872002'],
  }),
  gives('Parkinson disease and gait trouble in ICD-10-CM disagree', standing(icd('G20.A1'), icd('R26.89')), {
    kind: 'codings-disagree',
    codes: ['G20.A1', 'R26.89'],
  }),
  gives('Parkinson disease and gait trouble in SNOMED CT disagree', standing(snomed('49049000'), snomed('22325002')), {
    kind: 'codings-disagree',
    codes: ['49049000', '22325002'],
  }),
  ...reversible.map(([a, b]) =>
    gives(`${a} and ${b} say the same in either order`, standing(icd(a), icd(b)), standing(icd(b), icd(a))(shipped)),
  ),
]
