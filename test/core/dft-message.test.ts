import type { ChargeItem, Encounter, Identifier, Patient, Reference } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { chargeIdentifier } from '#core/charge-key.ts'
import { codeSystem } from '#core/codes.ts'
import { draftChargeMessage } from '#core/dft-message.ts'
import { aCharge, anEncounter, read } from '#test/support/build.ts'
import { readHl7 } from '#test/support/read-hl7.ts'

const created = '2026-09-01T12:00:00Z'
const key = { issuer: 'https://ehr.test/fhir', patientId: 'p1', dateOfService: '2026-09-01' }
const named = (generation: number) => ({ identifier: [chargeIdentifier(key, generation)] })

interface Around {
  readonly patient?: Patient | null
  readonly encounter?: Encounter
  readonly timeZone?: string | null
  readonly at?: string
}
const write = (charge: ChargeItem, { patient = null, encounter = anEncounter(), timeZone = null, at = created }: Around = {}) =>
  draftChargeMessage(charge, { patient, encounter, coverages: read(), claimType: 'unknown', timeZone }, at)
const sent = (charge: ChargeItem, around?: Around) => readHl7(Buffer.from(write(charge, around), 'utf8'))
const aPatient = (more: Partial<Patient>): Patient => ({ resourceType: 'Patient', id: 'p1', ...more })
const kind = (code: string) => ({ type: { coding: [{ code }] } })

describe('the message of a charge', () => {
  test('is one line a segment, each ended by a carriage return alone', () => {
    const message = write(aCharge('billable', named(0)), { patient: aPatient({ name: [{ family: 'A\r\nMSH|x' }] }) })
    expect(message.endsWith('\r')).toBe(true)
    expect(message).not.toContain('\n')
    expect(message.split('\r').map((line) => line.slice(0, 4))).toEqual(['MSH|', 'EVN|', 'PID|', 'PV1|', 'FT1|', 'NTE|', ''])
    expect(sent(aCharge('billable'), { patient: aPatient({ name: [{ family: 'A\r\nMSH|x' }] }) }).firsts('PID', 5)).toEqual(['A MSH|x'])
  })

  test('says in its own bytes which character set they are in', () => {
    const { firsts } = sent(aCharge('billable'), { patient: aPatient({ name: [{ family: 'Nuñez-Łódź 王' }] }) })
    expect([firsts('MSH', 18), firsts('PID', 5)]).toEqual([['UNICODE UTF-8'], ['Nuñez-Łódź 王']])
  })

  test('never tells the reader to delete what it holds', () =>
    expect(write(aCharge('billable'), { patient: aPatient({ name: [{ family: '""', given: ['B'] }] }) })).toContain(
      '|^B|'.replace(/\|$/, ''),
    ))

  test('of one charge carries one transaction id, whenever it is made; of the charge after a withdrawn one, another', () => {
    const ids = [write(aCharge('billable', named(0))), write(aCharge('billable', named(0)), { at: '2026-09-02T08:00:00Z' })]
    const [first, again] = ids.map((message) => readHl7(Buffer.from(message)).firsts('FT1', 2)[0])
    expect(first).toBe(chargeIdentifier(key, 0).value.slice(-12))
    expect(again).toBe(first)
    expect(sent(aCharge('billable', named(1))).firsts('FT1', 2)).not.toEqual([first])
    expect(sent(aCharge('billable', named(0))).firsts('NTE', 3)[1]).toBe(`Charge reference ${chargeIdentifier(key, 0).value}`)
  })

  test.each([
    ['4711', ['4711']],
    ['00000000-0000-4000', []],
  ])('of a charge without our identifier, number %s in the EHR, carries %j', (id, expected) =>
    expect(sent(aCharge('billable', { id })).firsts('FT1', 2)).toEqual(expected),
  )

  test('has one control id for the same content and moment, and another for another', () => {
    const idOf = (charge: ChargeItem, at?: string) => sent(charge, at === undefined ? {} : { at }).firsts('MSH', 10)[0]
    const id = idOf(aCharge('billable', named(0)))
    expect(id).toMatch(/^[0-9a-f]{20}$/)
    expect(idOf(aCharge('billable', named(0)))).toBe(id)
    expect(idOf(aCharge('billable', named(0)), '2026-09-01T12:00:01Z')).not.toBe(id)
    expect(idOf(aCharge('billable', { ...named(0), quantity: { value: 1 } }))).not.toBe(id)
  })

  test.each([
    ['2026-09-01T12:00:00Z', '20260901120000+0000'],
    ['2026-09-01T12:00:00.123Z', '20260901120000.123+0000'],
    ['2026-09-01T12:00:00-05:00', '20260901120000-0500'],
  ])('of %s is of %s', (at, stamp) => {
    // The parser refuses an offset west of Greenwich, which the standard allows.
    const [header, event] = write(aCharge('billable'), { at }).split('\r')
    expect([header?.split('|')[6], event?.split('|')[2]]).toEqual([stamp, stamp])
  })

  test('is of the day in the zone of the site', () => {
    const charge = aCharge('billable', { occurrenceDateTime: '2026-09-02T02:00:00Z' })
    expect(sent(charge, { timeZone: 'America/Chicago' }).firsts('FT1', 4)).toEqual(['20260901'])
  })

  test('names the code systems as HL7 does, and none that it does not know', () => {
    const modifier = (system: string, code: string) => ({
      url: 'http://hl7.org/fhir/StructureDefinition/chargeitem-modifier',
      valueCodeableConcept: { coding: [{ system, code }] },
    })
    const extension = [modifier(codeSystem.cpt, '59'), modifier(codeSystem.hcpcs, 'GP'), modifier('urn:local', 'Z')]
    const reason = [{ coding: [{ system: codeSystem.icd10cm, code: 'G20.A1', display: 'As the chart words it' }] }]
    const { occurrences } = sent(aCharge('billable', { extension, reason }))
    expect(occurrences('FT1', 26)).toEqual([['59', '', 'CPTM'], ['GP', '', 'HCPCS'], ['Z']])
    expect(occurrences('FT1', 19)).toEqual([['G20.A1', 'As the chart words it', 'I10C']])
  })

  test('of a bare charge leaves empty what neither it nor the chart tells', () => {
    const bare: ChargeItem = {
      resourceType: 'ChargeItem',
      status: 'billable',
      code: { text: 'A service' },
      subject: { display: 'Somebody' },
    }
    const { firsts, faults } = sent(bare)
    expect([2, 4, 7, 10, 19, 20, 24, 25, 26].flatMap((field) => firsts('FT1', field))).toEqual([])
    expect([3, 5, 7, 8].flatMap((field) => firsts('PID', field))).toEqual([])
    expect([firsts('PV1', 2), firsts('PV1', 19)]).toEqual([['U'], []])
    expect(firsts('NTE', 3)).toHaveLength(1)
    expect(faults()).toEqual(['PID-3 is empty', 'PID-5 is empty', 'FT1-4 is empty', 'FT1-7 is empty'])
  })
})

describe('the parties of the message', () => {
  test.each<[string, readonly Identifier[], readonly string[]]>([
    [
      'the record number alone',
      [
        { ...kind('SS'), value: '1' },
        { ...kind('MR'), value: '2', system: 'urn:oid:1.2' },
      ],
      ['2', '', '', '&1.2&ISO', 'MR'],
    ],
    [
      'a number whose kind is not said',
      [{ value: '3', system: 'urn:x', assigner: { display: 'Clinic' } }],
      ['3', '', '', 'Clinic&urn:x&URI'],
    ],
    [
      'the id in the EHR where there is no other',
      [{ ...kind('SS'), value: '1' }, { use: 'old', value: '4' }, { system: 'urn:x' }],
      ['p1', '', '', '', 'RI'],
    ],
  ])('a patient is given %s', (_, identifier, expected) =>
    expect(sent(aCharge('billable'), { patient: aPatient({ identifier: [...identifier] }) }).occurrences('PID', 3)).toEqual([expected]),
  )

  test.each<[Patient['name'], readonly (readonly string[])[]]>([
    [
      [{ family: 'Old' }, { use: 'official', family: 'Hale', given: ['Margaret', 'A.', 'B.'], prefix: ['Dr.'], suffix: ['Jr.'] }],
      [['Hale', 'Margaret', 'A. B.', 'Jr.', 'Dr.', '', 'L']],
    ],
    [[{ family: 'Hale' }], [['Hale']]],
    [[{ given: ['Margaret'] }], [['', 'Margaret']]],
    [[{ text: 'Margaret Hale' }], [['Margaret Hale', '', '', '', '', '', 'D']]],
    [[{ period: {} }], []],
    [undefined, []],
  ])('a name of %j is read as %j', (name, expected) =>
    expect(sent(aCharge('billable'), { patient: aPatient(name === undefined ? {} : { name }) }).occurrences('PID', 5)).toEqual(expected),
  )

  test.each([
    ['male', 'M'],
    ['female', 'F'],
    ['other', 'O'],
    ['unknown', 'U'],
  ] as const)('a patient recorded as %s is %s, born on no more than was recorded', (gender, sex) => {
    const message = write(aCharge('billable'), { patient: aPatient({ gender, birthDate: '1950-02' }) })
    expect(message).toContain(`|195002|${sex}\r`)
  })

  test.each([
    ['AMB', 'O'],
    ['EMER', 'E'],
    ['IMP', 'I'],
    ['ACUTE', 'I'],
    ['NONAC', 'I'],
    ['PRENC', 'P'],
    ['HH', 'U'],
  ])('a visit of class %s is of class %s', (code, expected) =>
    expect(sent(aCharge('billable'), { encounter: anEncounter({ class: { code } }) }).firsts('PV1', 2)).toEqual([expected]),
  )

  test('the number of the visit stands where the chart has one, and nothing of this visit where the charge is of another', () => {
    const encounter = anEncounter({ identifier: [{ ...kind('VN'), value: 'V-7' }] })
    expect(sent(aCharge('billable'), { encounter }).occurrences('PV1', 19)).toEqual([['V-7', '', '', '', 'VN']])
    const elsewhere = sent(aCharge('billable', { context: { reference: 'Encounter/v2' } }), { encounter })
    expect([elsewhere.firsts('PV1', 2), elsewhere.occurrences('PV1', 19)]).toEqual([['U'], [['v2', '', '', '', 'RI']]])
  })

  test.each<[Reference, readonly (readonly string[])[]]>([
    [{ reference: 'Practitioner/d1', display: 'Dr. One' }, [['d1', 'Dr. One', '', '', '', '', '', '', '', 'D', '', '', 'RI']]],
    [{ reference: 'https://ehr/Practitioner/d1/_history/2' }, [['d1', '', '', '', '', '', '', '', '', '', '', '', 'RI']]],
    [
      { identifier: { system: 'http://hl7.org/fhir/sid/us-npi', value: '1' } },
      [['1', '', '', '', '', '', '', '', '&http://hl7.org/fhir/sid/us-npi&URI', '', '', '', 'NPI']],
    ],
    [{ identifier: { value: '2' } }, [['2']]],
    [{ display: 'Somebody' }, [['', 'Somebody', '', '', '', '', '', '', '', 'D']]],
    [{ reference: 'Organization/o1', display: 'Clinic' }, []],
  ])('%j is named as %j', (actor, expected) => {
    const { occurrences } = sent(aCharge('billable', { performer: [{ actor }], enterer: actor }))
    expect([occurrences('FT1', 20), occurrences('FT1', 24)]).toEqual([expected, expected])
  })
})
