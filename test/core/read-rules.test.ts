import type { ChargeItemDefinition, CodeSystem, ConceptMap, ValueSet } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { parseRuleBook } from '#core/parse-rule-book.ts'
import { changed, shipped, there, withConcept, without, withProperty } from '#test/support/broken-rules.ts'

const read = (files: readonly unknown[] = shipped) => parseRuleBook(files)

describe('what is read of a reason', () => {
  test.each([
    ['offListReasons', { code: 'payer-policy', display: 'The payer’s policy names this diagnosis' }],
    ['modifierReasons', { code: 'coding-advice', display: 'A coder advised it' }],
  ] as const)('%s', (list, reason) => expect(read()[list]).toContainEqual(reason))
  test('a file without any is refused', () =>
    expect(() => read(changed('reasons', (file: CodeSystem) => delete file.concept))).toThrow('reasons.json: off-list: no reasons'))
  test('a group without any is refused', () =>
    expect(() => read(withConcept('reasons', 'not-billable', (group) => delete group.concept))).toThrow(
      'reasons.json: not-billable: no reasons',
    ))
})

describe('what is read of an ICD-10-CM code', () => {
  const code = 'M17.9'
  const entry = (files?: readonly unknown[]) => read(files).icd10cm[code]
  test('its dates, its family, its standing, and what it leaves open with the answers', () =>
    expect(entry()).toMatchObject({
      code,
      validFrom: '2015-10-01',
      validThrough: null,
      standing: 'near-miss',
      header: false,
      settles: null,
      grade: 'V',
    }))
  test('a last day, a note and what the record settles, where they are written', () => {
    const words = (name: string, value: string) => entry(withProperty('icd-10-cm-supplement', code, name, { valueString: value }))
    expect(words('note', 'Read this')?.note).toBe('Read this')
    expect(words('settles', 'both knees')?.settles).toBe('both knees')
    expect(entry(withProperty('icd-10-cm-supplement', code, 'note'))?.note).toBeNull()
    const ends = withProperty('icd-10-cm-supplement', code, 'validThrough', { valueDateTime: '2027-09-30' })
    expect(entry(ends)?.validThrough).toBe('2027-09-30')
  })
  test('whether it is a category, and what it leaves open with its answers', () => {
    const { icd10cm } = read()
    expect([icd10cm['M17.1']?.header, icd10cm['M17.11']?.header]).toEqual([true, false])
    expect(icd10cm['M17.1']?.answers).toEqual(['M17.10', 'M17.11', 'M17.12'])
    expect(icd10cm['M17.1']?.leavesOpen).toContain('side')
  })
  test('one that is valid on a single day', () => {
    const day = withProperty('icd-10-cm-supplement', code, 'validThrough', { valueDateTime: '2015-10-01' })
    expect(entry(day)?.validThrough).toBe('2015-10-01')
  })
  test.each([
    ['a first day', withProperty('icd-10-cm-supplement', code, 'validFrom'), 'M17.9: no validFrom'],
    ['a family', withProperty('icd-10-cm-supplement', code, 'family'), 'M17.9: no family'],
    ['a standing', withProperty('icd-10-cm-supplement', code, 'standing'), 'M17.9: unknown standing (none)'],
    ['properties', withConcept('icd-10-cm-supplement', code, (concept) => delete concept.property), 'M17.9: no validFrom'],
  ])('without %s it is refused', (_name, files, message) => expect(() => read(files)).toThrow(message))
})

describe('what is read of a note on a code', () => {
  const notes = (code: string) => read().diagnosisNotes.filter((note) => note.code === code)
  test('what it excludes, and apart from it that it is a symptom, each with its own source', () => {
    const [excluding, symptom, ...more] = notes('R26')
    expect(excluding).toMatchObject({ isSymptom: false, joint: null, side: null, isReplaced: false })
    expect(excluding?.excludes1).toContain('G11.-')
    expect(symptom).toMatchObject({ isSymptom: true, excludes1: [], joint: null, side: null, isReplaced: false })
    expect([symptom?.source === excluding?.source, more]).toEqual([false, []])
  })
  test('its joint and its side, and whether that is an artificial one', () => {
    expect(notes('M17.11')).toMatchObject([{ joint: 'knee', side: 'right', isReplaced: false, isSymptom: false }])
    expect(notes('Z96.653')).toMatchObject([{ joint: 'knee', side: 'both', isReplaced: true, isSymptom: false }])
    expect(notes('Z96.60')).toMatchObject([{ joint: null, side: null, isReplaced: true }])
  })
})

describe('what is read of the map from SNOMED CT', () => {
  test('what a row leaves open, with its answers', () => {
    const row = read().snomed['239873007']
    expect([row?.family, row?.leavesOpen.includes('side'), row?.answers.includes('M17.11')]).toEqual(['knee-osteoarthritis', true, true])
  })
  const row = (change: (element: NonNullable<ConceptMap['group']>[number]['element'][number]) => void) =>
    changed('snomed-to-icd-10-cm', ({ group }: ConceptMap) => change(there(group?.[0]?.element[0])))
  test('nothing, where it has no groups', () =>
    expect(read(changed('snomed-to-icd-10-cm', (file: ConceptMap) => delete file.group)).snomed).toEqual({}))
  test('nothing of a row that the list has nothing for', () => {
    const files = row((element) => (element.target = [{ equivalence: 'unmatched' }]))
    expect(Object.keys(read(files).snomed)).toEqual(Object.keys(read().snomed).filter((code) => code !== '22325002'))
  })
  test('no answers where the record settles it otherwise, and the comment of its first target', () => {
    const settled = Object.values(read().snomed).filter(({ settles }) => settles !== null)
    expect(settled.length).toBeGreaterThan(0)
    expect(settled.flatMap(({ answers }) => answers)).toEqual([])
    const commented = row(({ target }) => (there(target?.[0]).comment = 'As it stands'))
    expect(read(commented).snomed['22325002']?.comment).toBe('As it stands')
    const silent = row(({ target }) => delete there(target?.[0]).comment)
    expect(read(silent).snomed['22325002']?.comment).toBeNull()
  })
  test.each([
    ['a code', row((element) => delete element.code), 'snomed-to-icd-10-cm.json: no code'],
    ['a target', row((element) => delete element.target), 'snomed-to-icd-10-cm.json: 22325002: no target'],
    ['a code of its target', row((element) => (element.target = [{ equivalence: 'wider' }])), '22325002: no target'],
    ['a grade', row((element) => without(element, 'grade')), 'snomed-to-icd-10-cm.json: 22325002: unknown grade (none)'],
    ['what is open', row((element) => without(element, 'leaves-open')), '22325002: needs both what is open and its answers'],
  ])('a row without %s is refused', (_name, files, message) => expect(() => read(files)).toThrow(message))
})

describe('what is read of the value sets', () => {
  test('a code of another system, which no set expands, is refused', () => {
    const files = changed('parkinson', ({ compose }: ValueSet) => {
      compose?.include.push({ system: 'http://hl7.org/fhir/sid/icd-10', concept: [{ code: 'G20' }] })
    })
    expect(() => read(files)).toThrow('expansion: is not what the set composes')
  })
  test('all of a system without a list is no code', () => {
    const files = changed(
      'parkinson',
      ({ compose }: ValueSet) => void compose?.include.push({ system: 'http://hl7.org/fhir/sid/icd-10-cm' }),
    )
    expect(read(files).icd10cm).toEqual(read().icd10cm)
  })
  test.each([
    ['no composition of the list', changed('indications', (file: ValueSet) => delete file.compose), 'differs from the table in'],
    [
      'a list that includes nothing',
      changed('indications', ({ compose }: ValueSet) => delete there(compose?.include[0]).valueSet),
      'differs',
    ],
    ['no composition of a set', changed('parkinson', (file: ValueSet) => delete file.compose), 'differs from the table in G20'],
    ['no expansion of a set', changed('parkinson', (file: ValueSet) => delete file.expansion), 'parkinson.json: expansion: is not'],
    [
      'an empty expansion',
      changed('parkinson', ({ expansion }: ValueSet) => delete expansion?.contains),
      'parkinson.json: expansion: is not',
    ],
  ])('%s is refused', (_name, files, message) => expect(() => read(files)).toThrow(message))
  test('a set of a version, where that is the one that is here', () => {
    const files = changed('indications', ({ compose }: ValueSet) => {
      const include = there(compose?.include[0])
      include.valueSet = include.valueSet?.map((url) => url.split('|')[0] ?? '') ?? []
    })
    expect(read(files).icd10cm).toEqual(read().icd10cm)
  })
})

test('a rule book without a version is refused', () =>
  expect(() => read(changed('motion-analysis', (file: ChargeItemDefinition) => delete file.version))).toThrow(
    'charge-item-definition/motion-analysis.json: no version',
  ))

describe('a canonical of ours', () => {
  const ours = 'https://gait-charge.example/fhir'
  const { version } = there(shipped.find(({ id }) => id === 'indications')) as ValueSet
  const naming = (text: unknown) => () => read(changed('related-codes', (file: ValueSet) => void (file.description = text as string)))
  test.each([
    ['leads to a file that is here', `${ours}/ValueSet/indications`],
    ['of the version that is here', `${ours}/ValueSet/indications|${version}`],
    ['inside a sentence is words', `${ours}/ValueSet/gone is no more`],
    ['is not the base alone', ours],
    ['is not an address that begins alike', `${ours}-old/ValueSet/gone`],
    ['is no other address', 'https://other.example/ValueSet/gone|1'],
    ['is nothing', null],
  ])('%s', (_name, text) => expect(naming(text)).not.toThrow())
  test.each([`${ours}/ValueSet/gone`, `${ours}/ValueSet/indications|9.9.9`, `${ours}/ValueSet/indications|`, `${ours}/`])(
    'as %s leads nowhere, and file and element are named',
    (text) => expect(naming(text)).toThrow(`value-set/related-codes.json: description: names ${text}, which is not here`),
  )
  test('is missing in a file without one', () =>
    expect(() => read(changed('related-codes', (file: ValueSet) => delete file.url))).toThrow(
      `value-set/related-codes.json: url: is (none), its place says ${ours}/ValueSet/related-codes`,
    ))
  test('is not that of a file without an id', () =>
    expect(() => read([...shipped, { ...there(shipped.find(({ id }) => id === 'related-codes')), id: undefined }])).toThrow(
      `value-set/without id.json: url: is ${ours}/ValueSet/related-codes, its place says ${ours}/ValueSet/`,
    ))
})
