import type { ChargeItemDefinition, CodeSystem, ConceptMap, ValueSet } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { parseRuleBook } from '#core/parse-rule-book.ts'
import {
  changed,
  extensionOf,
  shipped,
  there,
  withConcept,
  without,
  withItem,
  withProperty,
  type Refusal,
} from '#test/support/broken-rules.ts'

const files: readonly Refusal[] = [
  ['no FHIR resource', [...shipped, { id: 'note' }], 'A rule file holds no FHIR resource'],
  ['a missing file', shipped.filter(({ id }) => id !== 'indications'), 'value-set/indications.json: expected once, found 0 times'],
  ['a file that stands twice', [...shipped, ...shipped.filter(({ id }) => id === 'payers')], 'payers.json: expected once, found 2 times'],
  ['a file without a source', changed('payers', (file: CodeSystem) => without(file, 'source')), 'code-system/payers.json: no source'],
  [
    'a file without a grade',
    changed('motion-analysis', (file: ChargeItemDefinition) => without(file, 'grade')),
    'charge-item-definition/motion-analysis.json: unknown grade (none)',
  ],
  [
    'a day of verification that is no day',
    changed('payers', (file: CodeSystem) => (there(extensionOf(file, 'verified-period').valuePeriod).end = '2026-02-30')),
    'code-system/payers.json: verified through is no day: 2026-02-30',
  ],
  [
    'a verification that ends before it begins',
    changed('payers', (file: CodeSystem) => (there(extensionOf(file, 'verified-period').valuePeriod).end = '2001-01-01')),
    'code-system/payers.json: ends on 2001-01-01, before it begins on 2018-01-01',
  ],
  [
    'a canonical that leads nowhere',
    withItem('capture', ({ answerOption = [] }) => (there(answerOption[0]?.valueCoding).system += '-old')),
    'names https://gait-charge.example/fhir/CodeSystem/answers-old, which is not here',
  ],
  [
    'a canonical of a version that is not here',
    changed(
      'snomed-to-icd-10-cm',
      (file: ConceptMap) => (file.sourceCanonical = 'https://gait-charge.example/fhir/ValueSet/indications|9'),
    ),
    'concept-map/snomed-to-icd-10-cm.json: sourceCanonical: names https://gait-charge.example/fhir/ValueSet/indications|9, which is not here',
  ],
  [
    'a canonical that is not of its place',
    changed('related-codes', (file: ValueSet) => (file.url = 'https://gait-charge.example/fhir/ValueSet/related')),
    'value-set/related-codes.json: url: is https://gait-charge.example/fhir/ValueSet/related, its place says',
  ],
  [
    'no reasons for a modifier',
    changed('reasons', (file: CodeSystem) => (file.concept = (file.concept ?? []).filter(({ code }) => code !== 'modifier'))),
    'code-system/reasons.json: modifier: no reasons',
  ],
  [
    'other reasons for stopping than the engine knows',
    changed('stop-reasons', (file: CodeSystem) => void file.concept?.pop()),
    'code-system/stop-reasons.json: holds intolerance,safety,equipment, the engine knows intolerance,safety,equipment,other',
  ],
]

const diagnoses: readonly Refusal[] = [
  [
    'a code that stands twice',
    changed('icd-10-cm-supplement', ({ concept = [] }: CodeSystem) => void concept.push(there(concept[0]))),
    'icd-10-cm-supplement.json: G20: stands twice',
  ],
  ['a code without words', withConcept('icd-10-cm-supplement', 'M17.11', (concept) => (concept.display = '')), 'M17.11: no display'],
  ['a code without a source', withProperty('icd-10-cm-supplement', 'M17.11', 'source'), 'M17.11: no source'],
  ['an unknown grade', withProperty('icd-10-cm-supplement', 'M17.11', 'grade', { valueCode: 'A' }), 'M17.11: unknown grade A'],
  ['an undeclared property', withProperty('icd-10-cm-supplement', 'M17.11', 'price', { valueCode: '1' }), 'M17.11: unknown property price'],
  [
    'an unknown standing',
    withProperty('icd-10-cm-supplement', 'M17.11', 'standing', { valueCode: 'good' }),
    'M17.11: unknown standing good',
  ],
  [
    'a first day that is none',
    withProperty('icd-10-cm-supplement', 'G20', 'validFrom', { valueDateTime: '2015' }),
    'G20: validFrom is no day: 2015',
  ],
  [
    'a code that ends before it begins',
    withProperty('icd-10-cm-supplement', 'G20', 'validThrough', { valueDateTime: '2014-09-30' }),
    'G20: ends on 2014-09-30, before it begins on 2015-10-01',
  ],
  [
    'an answer that the table does not hold',
    withProperty('icd-10-cm-supplement', 'M17.1', 'answer', { valueCode: 'M17.13' }),
    'M17.1: answers M17.13, which the table does not hold',
  ],
  ['a question without answers', withProperty('icd-10-cm-supplement', 'M17.1', 'answer'), 'M17.1: needs both what is open and its answers'],
  [
    'answers out of order',
    withProperty('icd-10-cm-supplement', 'M17.1', 'answer', { valueCode: 'M17.12' }, { valueCode: 'M17.11' }),
    'M17.1: answers are not in code order',
  ],
  [
    'a listed code that no value set holds',
    withProperty('icd-10-cm-supplement', 'M17.12', 'standing', { valueCode: 'listed' }),
    'value-set/indications.json: differs from the table in M17.12',
  ],
  [
    'a value set with a code that is not listed',
    changed('parkinson', ({ compose, expansion }: ValueSet) => {
      compose?.include[0]?.concept?.push({ code: 'G21.9' })
      expansion?.contains?.push({ code: 'G21.9' })
    }),
    'value-set/indications.json: differs from the table in G21.9',
  ],
  [
    'an expansion that is not what the set composes',
    changed('parkinson', ({ expansion }: ValueSet) => void expansion?.contains?.pop()),
    'value-set/parkinson.json: expansion: is not what the set composes',
  ],
  [
    'a reason that is not here',
    changed('indications', ({ compose }: ValueSet) =>
      there(compose?.include[0]).valueSet?.push('https://gait-charge.example/fhir/ValueSet/x'),
    ),
    'value-set/indications.json: names https://gait-charge.example/fhir/ValueSet/x, which is not here',
  ],
  [
    'a map to a code that the table does not hold',
    changed('snomed-to-icd-10-cm', ({ group }: ConceptMap) => (there(group?.[0]?.element[0]?.target?.[1]).code = 'Z99')),
    'concept-map/snomed-to-icd-10-cm.json: 22325002: maps to Z99, which the table does not hold',
  ],
  [
    'a mapped code that stands twice',
    changed('snomed-to-icd-10-cm', ({ group }: ConceptMap) => group?.[0]?.element.push(there(group[0].element[0]))),
    'concept-map/snomed-to-icd-10-cm.json: 22325002: stands twice',
  ],
  [
    'an unknown joint',
    withProperty('snomed-notes', '52734007', 'joint', { valueCode: 'elbow' }),
    'snomed-notes.json: 52734007: unknown joint elbow',
  ],
  [
    'an unknown side',
    withProperty('icd-10-cm-notes', 'M17.11', 'side', { valueCode: 'front' }),
    'icd-10-cm-notes.json: M17.11: unknown side front',
  ],
  ['a symptom without a source', withProperty('icd-10-cm-notes', 'R26', 'symptomSource'), 'icd-10-cm-notes.json: R26: no symptomSource'],
]

describe.each([
  ['of the files', files],
  ['of the diagnoses', diagnoses],
])('a fault %s is an error that names file and element', (_part, rows) => {
  test.each(rows)('%s', (_name, broken, message) => expect(() => parseRuleBook(broken)).toThrow(message))
})
