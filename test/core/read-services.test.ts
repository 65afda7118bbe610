import type { CodeSystem, CodeSystemConcept } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { parseRuleBook } from '#core/parse-rule-book.ts'
import { asResource, Place, placeOf, refuseOverlaps, theOne } from '#core/rule-resource.ts'
import { changed, extensionOf, shipped, there, withConcept, withProperty } from '#test/support/broken-rules.ts'

const read = (files: readonly unknown[] = shipped) => parseRuleBook(files)

describe('what is read of a service', () => {
  const service = (code: string, files?: readonly unknown[]) => read(files).services[code]
  test('its dates, its relation, its successors and whether it stands alone', () => {
    expect(service('97001')).toMatchObject({ relation: 'related', validFrom: null, validThrough: '2016-12-31' })
    expect(service('97001')?.successors).toContain('97161')
    expect(service('97161')).toMatchObject({ relation: 'successor', validFrom: '2017-01-01', validThrough: null, successors: [] })
    expect([service('95886')?.isAddOn, service('96000')?.isAddOn]).toEqual([true, false])
  })
  test('its indicators, each with the days and the source of its own table', () => {
    const { mue, assistant } = service('96000')?.indicators ?? {}
    expect(assistant).toMatchObject({ value: '0', from: '2022-01-01', through: '2024-12-31', grade: 'V' })
    expect(mue).toMatchObject({ value: '1', from: '2024-07-01', through: '2024-09-30', grade: 'V' })
    expect(mue?.source).not.toBe(assistant?.source)
    expect(service('97001')?.indicators).toEqual({})
  })
  test('a note and a dispute, where they are written', () => {
    const words = (name: string) => service('97161', withProperty('cpt-supplement', '97161', name, { valueString: 'Read this' }))
    expect([words('note')?.note, words('dispute')?.dispute]).toEqual(['Read this', 'Read this'])
    expect(service('97161', withProperty('cpt-supplement', '97161', 'note'))?.note).toBeNull()
  })
  test('one that is valid on a single day, and no modifier', () => {
    expect(service('97161', withProperty('cpt-supplement', '97161', 'validThrough', { valueDateTime: '2017-01-01' }))?.validThrough).toBe(
      '2017-01-01',
    )
    expect(Object.keys(read().services)).not.toContain('52')
  })
  test.each([
    [
      'a last day that is none',
      withProperty('cpt-supplement', '97001', 'validThrough', { valueDateTime: '2016' }),
      'validThrough is no day',
    ],
    [
      'a first day of a table that is none',
      withProperty('cpt-supplement', '96000', 'unitsFrom', { valueDateTime: '2024-13-01' }),
      'unitsFrom is no',
    ],
    ['no last day of a table', withProperty('cpt-supplement', '96000', 'unitsThrough'), '96000: no unitsThrough'],
    ['no grade of a table', withProperty('cpt-supplement', '96000', 'unitsGrade'), '96000: unknown unitsGrade (none)'],
    ['no relation', withProperty('cpt-supplement', '97161', 'relation'), '97161: unknown relation (none)'],
    ['no grade', withProperty('cpt-supplement', '97161', 'grade'), 'cpt-supplement.json: 97161: unknown grade (none)'],
    ['no first code of a pair', withProperty('ncci-pair-edits', '96000-97116', 'column1'), '96000-97116: no column1'],
    ['no indicator of a pair', withProperty('ncci-pair-edits', '96000-97116', 'indicator'), '96000-97116: unknown indicator (none)'],
    ['no days of a pair', withProperty('ncci-pair-edits', '96000-97116', 'checkedFrom'), '96000-97116: no checkedFrom'],
    ['no setting of a place', withProperty('places-of-service', '11', 'setting'), '11: unknown setting (none)'],
  ])('%s is refused', (_name, files, message) => expect(() => read(files)).toThrow(message))
})

describe('what is read of pairs, specialties and places', () => {
  test('the pair with its indicator and its days', () =>
    expect(read().pairEdits.find(({ column1, column2 }) => column1 === '96000' && column2 === '97116')).toMatchObject({
      indicator: '1',
      from: '2024-07-01',
      through: '2024-09-30',
      grade: 'V',
    }))
  test('the specialty with its taxonomy code, its role, and whether it is therapy', () => {
    const specialty = (code: string) => read().specialties.find((one) => one.code === code)
    expect(specialty('physiotherapy')).toMatchObject({ taxonomy: '225100000X', isTherapist: true })
    expect(specialty('nervous-system')).toMatchObject({ taxonomy: '2084N0400X', isTherapist: false })
    expect(specialty('nervous-system')?.role).not.toBe('')
    expect(specialty('nervous-system')?.display).not.toBe('')
    expect(specialty('nervous-system')?.source).not.toBe('')
  })
  test('the place of service with its setting and its note', () => {
    const site = (code: string, files?: readonly unknown[]) => read(files).sites.find((one) => one.code === code)
    expect([site('11')?.setting, site('22')?.setting]).toEqual(['non-facility', 'facility'])
    expect(site('11', withProperty('places-of-service', '11', 'note', { valueString: 'Read this' }))).toMatchObject({ note: 'Read this' })
    expect(site('11', withProperty('places-of-service', '11', 'note'))?.note).toBeNull()
    expect([site('11')?.display, site('11')?.source].includes('')).toBe(false)
  })
})

describe('what is read of a payer', () => {
  const payer = (code: string, files?: readonly unknown[]) => there(read(files).payers.find((one) => one.code === code))
  const dated = (valueDateTime: string) => payer('cigna', withProperty('payers', 'cigna', 'policyDate', { valueDateTime })).advisory?.date
  test('its names, its members, its advisory, and to whom a plan belongs', () => {
    expect(payer('aetna')).toMatchObject({ aliases: ['Aetna Health', 'Aetna Life Insurance Company'], members: [], parent: null })
    expect(payer('hcsc').parent).toBe('blue-cross-blue-shield')
    expect(payer('buca')).toMatchObject({ members: ['blue-cross-blue-shield', 'unitedhealthcare', 'cigna', 'aetna'], advisory: null })
    expect(payer('cigna').advisory?.source).not.toBe('')
    const linked = withProperty('payers', 'cigna', 'link', { valueString: 'https://cigna.example/policy' })
    expect(payer('cigna', linked).advisory?.link).toBe('https://cigna.example/policy')
    const known = withProperty('payers', 'cigna', 'identifier', { valueString: 'urn:payers|62308' })
    expect(payer('cigna', known).identifiers).toEqual(['urn:payers|62308'])
    const bare = withProperty('payers', 'cigna', 'link')
    expect(payer('cigna', bare).advisory?.link).toBeNull()
  })
  test('the date of its policy, as exact as it is written', () => {
    expect([dated('2025'), dated('2025-03'), dated('2025-03-15')]).toEqual(['2025', '2025-03', '2025-03-15'])
    expect(payer('cigna', withProperty('payers', 'cigna', 'policyDate')).advisory?.date).toBeNull()
    expect(() => dated('2025-02-30')).toThrow('cigna: policyDate is no day: 2025-02-30')
  })
  test('a group that says something of its own keeps it', () => {
    const words = [
      { code: 'advisory', valueString: 'Four payers' },
      { code: 'grade', valueCode: 'V' },
      { code: 'source', valueString: 'x' },
    ]
    const files = withConcept('payers', 'buca', (concept: CodeSystemConcept) => concept.property?.push(...words))
    expect(payer('buca', files).advisory?.text).toBe('Four payers')
  })
  test('none, where the file holds none', () => {
    const none = changed('payers', (file: CodeSystem) => delete file.concept)
    expect(read(none).payers).toEqual([])
  })
})

describe('the place that a fault names', () => {
  test.each([
    [new Place('a.json'), 'a.json: broken'],
    [new Place('a.json').at('x'), 'a.json: x: broken'],
    [new Place('a.json').at('x').at('y'), 'a.json: x.y: broken'],
    [placeOf({ resourceType: 'ChargeItemDefinition', id: 'motion' }), 'charge-item-definition/motion.json: broken'],
    [placeOf({ resourceType: 'ValueSet' }), 'value-set/without id.json: broken'],
  ])('is file and element', (place, message) => expect(place.fault('broken').message).toBe(message))
  test.each([null, 'text', 7, {}, [], undefined])('is not known of %j, which is no resource', (json) =>
    expect(() => asResource(json)).toThrow('A rule file holds no FHIR resource'),
  )
  test('is that of a resource of the same id and another type', () =>
    expect(() => theOne([{ resourceType: 'ValueSet', id: 'x', status: 'active' }], 'CodeSystem', 'x')).toThrow(
      'code-system/x.json: expected once, found 0 times',
    ))
  test.each([
    ['no period', (file: CodeSystem) => delete extensionOf(file, 'verified-period').valuePeriod, 'payers.json: no verified from'],
    ['no extension', (file: CodeSystem) => (extensionOf(file, 'verified-period').url = 'x'), 'payers.json: no verified from'],
    ['no end', (file: CodeSystem) => delete extensionOf(file, 'verified-period').valuePeriod?.end, 'payers.json: no verified through'],
    ['no property declared', (file: CodeSystem) => delete file.property, 'unknown property'],
  ])('of a table with %s', (_name, change, message) => expect(() => read(changed('payers', change))).toThrow(message))
})

describe('two rows of one pair', () => {
  const row = (from: string, through: string, key = 'a/b') => ({ key, from, through })
  const refused = (...rows: Parameters<typeof refuseOverlaps>[1]) => {
    try {
      refuseOverlaps(new Place('pairs.json'), rows)
      return 'taken'
    } catch (fault) {
      return String(fault)
    }
  }
  test.each([
    ['one after the other', [row('2024-01-01', '2024-03-31'), row('2024-04-01', '2024-06-30')], 'taken'],
    ['one before the other', [row('2024-04-01', '2024-06-30'), row('2024-01-01', '2024-03-31')], 'taken'],
    [
      'on one day',
      [row('2024-01-01', '2024-04-01'), row('2024-04-01', '2024-06-30')],
      'Error: pairs.json: a/b: two rows overlap from 2024-04-01',
    ],
    [
      'on one day, turned',
      [row('2024-04-01', '2024-06-30'), row('2024-01-01', '2024-04-01')],
      'Error: pairs.json: a/b: two rows overlap from 2024-04-01',
    ],
    ['of two pairs', [row('2024-01-01', '2024-04-01'), row('2024-01-01', '2024-04-01', 'a/c')], 'taken'],
    [
      'the third',
      [row('2024-01-01', '2024-01-31'), row('2024-02-01', '2024-02-28'), row('2024-02-28', '2024-03-01')],
      'Error: pairs.json: a/b: two rows overlap from 2024-02-28',
    ],
  ])('%s', (_name, rows, said) => expect(refused(...rows)).toBe(said))
})
