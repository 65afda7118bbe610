import type { ChargeItem, CodeableConcept, Coding, Condition, Encounter, Procedure } from 'fhir/r4'
import { codeSystem, extensionUrl } from '#core/codes.ts'
import { dice } from '#test/support/dice.ts'

/** All that an extract holds of one patient. */
export interface Chart {
  readonly patientId: string
  readonly encounters: readonly Encounter[]
  readonly conditions: readonly Condition[]
  readonly procedures: readonly Procedure[]
  readonly charges: readonly ChargeItem[]
}

/** The code under which this practice records the service, as its configuration names it. */
export const siteCode = 'urn:practice:services|GAIT-3D'

type Dice = (sides: number) => number
const oneOf = <T>(next: Dice, values: readonly [T, ...T[]]): T => values[next(values.length)] ?? values[0]
/** One of several words; one that stands there twice comes twice as often. */
const word = (next: Dice, words: string): string => {
  const all = words.split(' ')
  return all[next(all.length)] ?? ''
}
/** There in one of so many. */
const seldom = <T extends object>(next: Dice, oneIn: number, part: () => T): T | Record<string, never> => (next(oneIn) === 0 ? part() : {})

const icd = (code: string): Coding => ({ system: codeSystem.icd10cm, code })
const snomed = (code: string): Coding => ({ system: codeSystem.snomed, code })
const cpt = (code: string): Coding => ({ system: codeSystem.cpt, code })

/** Listed, near, off the list, in the wrong system, out of date or of shape, and several that agree or do not. */
const codings: readonly [readonly Coding[], ...(readonly Coding[])[]] = [
  [icd(' r26.89 ')],
  [icd('M17\t.1 1')],
  [snomed(' 239872002 ')],
  ...'G20.A1 M17.11 M16.11 R26.89 G20 G20.C I69.351 I69.391 m1711 g20b1 M17.11.'.split(' ').map((code) => [icd(code)]),
  ...'M17.12 M17.9 M17 G20.A R26.81 M16.10 I69.352 I69.359 Z86.73 I10 E11.9 M17.13'.split(' ').map((code) => [icd(code)]),
  ...'49049000 239873007 25136009 22325002 128188000 38341003'.split(' ').map((code) => [snomed(code)]),
  [snomed('22325002'), snomed('22631008')],
  [snomed('22631008'), snomed('22325002')],
  [icd('M17.11'), snomed('239873007')],
  [icd('M17.11'), snomed('239872002')],
  [icd('M17.9'), icd('M17.11'), icd('I10')],
  [icd('G20'), icd('G20.A2')],
  [icd('I10'), snomed('239873007')],
  [{ system: ` ${codeSystem.icd10cm}`, code: 'M16.11' }],
  [{ system: 'urn:oid:2.16.840.1.113883.6.90', code: 'R26.89' }],
  [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'M17.11' }],
  [{ system: 'http://hl7.org/fhir/sid/icd-9-cm', code: '332.0' }],
  [{ code: 'M17.11' }],
  [{ system: codeSystem.icd10cm }],
  [{ system: codeSystem.icd10cm, code: 'M17-11' }],
  [icd('\u00a0M17.11')],
  [],
]

const services: readonly [CodeableConcept, ...CodeableConcept[]] = [
  { coding: [cpt('96000')] },
  { coding: [cpt('96000')] },
  { coding: [cpt('96000')] },
  { coding: [{ system: 'urn:oid:2.16.840.1.113883.6.12', code: ' 96000 ' }] },
  { coding: [{ system: 'urn:practice:services', code: 'GAIT-3D' }], text: 'Gait laboratory' },
  { coding: [{ system: 'https://fhir.cerner.com/a-tenant/CodeSystem/BillCodes-CPT', code: '96000' }, cpt('97116')] },
  { coding: [{ system: 'urn:other', code: '96000' }] },
  { coding: [{ code: '96000' }] },
  ...['96001', '0693T', '96004', '97116'].map((code) => ({ coding: [cpt(code)] })),
  { text: 'Gait study' },
]

const days: readonly [string, ...string[]] = [
  '2026-09-01',
  '2026-09-01',
  '2024-02-29',
  '2023-09-30',
  '2023-10-01',
  '2021-05-01',
  '2015-09-30',
]
const concept = (system: string, code: string): CodeableConcept => ({
  coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code }],
})

/** Charts of so many visits, one after the other, always the same ones; every part that the lists look at varies. */
export function* practice(visits: number, seed = 96_000): Generator<Chart> {
  const next = dice(seed)
  for (let patient = 0, made = 0; made < visits; patient += 1) {
    const chart = chartOf(`p${patient}`, Math.min(visits - made, 1 + next(3)), next)
    made += chart.encounters.length
    yield chart
  }
}

function chartOf(patientId: string, visits: number, next: Dice): Chart {
  const day = oneOf(next, days)
  const ids = Array.from({ length: visits }, (_, index) => `${patientId}-v${index}`)
  // Mostly of one day, so that records of one visit lie beside those of another.
  const dayOfVisit = () => (next(6) === 0 ? oneOf(next, days) : day)
  const moment = () => oneOf(next, ['', '', 'T09:30:00-05:00', 'T23:59:00Z']) // as written; the first ten characters are the day
  const some = <T>(most: number, make: (index: number) => T) => Array.from({ length: next(most + 1) }, (_, index) => make(index))
  const subject = {
    reference: oneOf(next, [`Patient/${patientId}`, `Patient/${patientId}`, `https://ehr.example/fhir/Patient/${patientId}`]),
  }
  const reference = () => {
    const id = ids[next(ids.length)] ?? ''
    if (next(12) === 0) return oneOf(next, ['Encounter/elsewhere', 'EpisodeOfCare/e1', '#here'])
    return oneOf(next, [`Encounter/${id}`, `Encounter/${id}`, `https://ehr.example/fhir/Encounter/${id}/_history/2`, id])
  }
  const when = (name: string, start: string) => {
    const written = oneOf(next, [start, start, start, start, `${start.slice(0, 9)}9`, '2026', '2021-02-30'])
    return oneOf(next, [
      { [`${name}DateTime`]: written + (written.length === 10 ? moment() : '') },
      { [`${name}Period`]: { start: written } },
      {},
    ])
  }
  return {
    patientId,
    encounters: ids.map((id) => encounterOf(id, dayOfVisit(), next, subject, moment())),
    conditions: some(4, (index) => conditionOf(`${patientId}-c${index}`, day, next, subject, reference())),
    procedures: some(3, (index) => ({
      resourceType: 'Procedure',
      id: `${patientId}-s${index}`,
      status: word(next, 'completed completed completed stopped in-progress not-done entered-in-error') as Procedure['status'],
      code: oneOf(next, services),
      subject,
      ...seldom(next, 2, () => ({ encounter: { reference: reference() } })),
      ...when('performed', dayOfVisit()),
    })),
    charges: some(2, (index) => ({
      resourceType: 'ChargeItem',
      id: `${patientId}-i${index}`,
      status: word(next, 'billable billable billed billed unknown planned not-billable entered-in-error aborted') as ChargeItem['status'],
      code: oneOf(next, services),
      subject,
      ...(next(8) === 0 ? {} : { context: { reference: reference() } }),
      ...(next(9) === 0 ? { occurrenceTiming: { event: [dayOfVisit()] } } : when('occurrence', dayOfVisit())),
      ...seldom(next, 5, () => ({ extension: [modifierOf('59', 1), modifierOf('52', 2)] })),
      ...seldom(next, 3, () => ({
        reason: [{ extension: [{ url: extensionUrl.reasonOrigin, valueString: 'off-list: A reason' }], coding: [icd('I10')] }],
      })),
      ...seldom(next, 9, () => ({ note: [{ text: 'Not billable: A different service was performed' }] })),
    })),
  }
}

const modifierOf = (code: string, place: number) => ({
  url: extensionUrl.chargeModifier,
  extension: [
    { url: 'code', valueCodeableConcept: { coding: [cpt(code)] } },
    { url: 'sequence', valuePositiveInt: place },
  ],
})

function encounterOf(id: string, day: string, next: Dice, subject: Encounter['subject'], moment: string): Encounter {
  const start = `${day}${moment}`
  const later = `${day.slice(0, 8)}${String(Math.min(28, Number(day.slice(8)) + 1 + next(3))).padStart(2, '0')}`
  const end = oneOf(next, [{ end: start }, { end: start }, { end: start }, { end: later }, { end: '2012-01-01' }, {}])
  const status = word(next, 'finished finished finished finished finished finished in-progress onleave cancelled planned entered-in-error')
  return {
    resourceType: 'Encounter',
    id,
    status: status as Encounter['status'],
    class: { code: oneOf(next, ['AMB', 'AMB', 'IMP']) },
    ...(subject === undefined ? {} : { subject }),
    ...(next(20) === 0 ? {} : { period: next(20) === 0 ? { start: day.slice(0, 7) } : { start, ...end } }),
  }
}

function conditionOf(id: string, day: string, next: Dice, subject: Condition['subject'], reference: string): Condition {
  const near = () => oneOf(next, [day, '2014-03-01', '2014', `${day.slice(0, 8)}28T10:00:00Z`, '2027-01-01', '2021-02-30', day.slice(0, 7)])
  const clinical = word(next, 'active active active active active recurrence remission inactive resolved')
  const verified = word(next, 'confirmed confirmed confirmed confirmed confirmed provisional differential refuted entered-in-error')
  const code = oneOf(next, codings)
  return {
    resourceType: 'Condition',
    id,
    subject,
    ...(next(9) === 0 ? {} : { clinicalStatus: concept('condition-clinical', clinical) }),
    ...(next(6) === 0
      ? {}
      : {
          verificationStatus: { coding: [{ system: 'urn:local', code: 'L' }, ...(concept('condition-ver-status', verified).coding ?? [])] },
        }),
    category: [concept('condition-category', oneOf(next, ['encounter-diagnosis', 'encounter-diagnosis', 'problem-list-item']))],
    ...(next(30) === 0
      ? {}
      : { code: { ...(code.length === 0 ? {} : { coding: code.map((one) => ({ ...one })) }), text: 'As the chart words it' } }),
    ...seldom(next, 2, () => ({ encounter: { reference } })),
    ...oneOf(next, [{}, {}, { onsetDateTime: near() }, { onsetPeriod: { start: near() } }]),
    ...oneOf(next, [{}, {}, {}, { abatementDateTime: near() }, { abatementPeriod: { end: near() } }]),
    ...seldom(next, 25, () => ({ modifierExtension: [{ url: 'urn:other', valueBoolean: true }] })),
  }
}
