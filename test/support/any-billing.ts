import fc from 'fast-check'
import type { ChargeItem, Coverage, Encounter, Patient } from 'fhir/r4'
import type { BillingChart } from '#core/charge-line.ts'
import { chargeIdentifierSystem, codeSystem, extensionUrl } from '#core/codes.ts'
import { read, unreadable } from './build.ts'

/** What a charge was made from, to be found again in whatever it is turned into. */
export interface Billed {
  readonly charge: ChargeItem
  readonly chart: BillingChart
  readonly modifiers: readonly string[]
  readonly diagnoses: readonly string[]
  readonly quantity: number | null
  readonly day: string
  readonly reference: string
  readonly family: string
  readonly given: string
}

/** Words of any script, with everything in them that has a meaning in HL7 v2; no control characters, no blank at the ends. */
const words = fc
  .array(
    fc.oneof(fc.constantFrom('|', '^', '&', '~', '\\', '\\F\\', '\\X41\\', '"', ' ', 'é', '王', 'ß', '😀'), fc.string({ maxLength: 3 })),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((parts) => `N${parts.join('').replace(/\p{Cc}/gu, '')}n`)

const twoDigits = (number: number) => String(number).padStart(2, '0')
const anyDay = fc
  .record({ year: fc.integer({ min: 2016, max: 2027 }), month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) })
  .map(({ year, month, day }) => `${year}-${twoDigits(month)}-${twoDigits(day)}`)

const modifierCodes = ['22', '52', '53', '59', 'XE', 'XU', 'GP', 'GA'] as const
const systemOf = (code: string) => (/^\d/.test(code) ? codeSystem.cpt : codeSystem.hcpcs)
const anyModifiers = fc.uniqueArray(fc.constantFrom(...modifierCodes), { maxLength: 4 })
const anyDiagnoses = fc.uniqueArray(fc.stringMatching(/^[A-TV-Z]\d[0-9AB]\.[0-9A-Z]{1,4}$/), { maxLength: 12 })

const modifierExtension = (code: string, sequence: number, reason: string | undefined) => ({
  url: extensionUrl.chargeModifier,
  extension: [
    { url: 'code', valueCodeableConcept: { coding: [{ system: systemOf(code), code }] } },
    { url: 'sequence', valuePositiveInt: sequence },
    ...(reason === undefined ? [] : [{ url: 'reason', valueString: reason }]),
  ],
})

const anyCoverage = fc.record({
  resourceType: fc.constant('Coverage' as const),
  id: fc.uuid(),
  status: fc.constantFrom('active' as const, 'cancelled' as const),
  beneficiary: fc.constant({ reference: 'Patient/p1' }),
  payor: fc.constantFrom([{ display: 'Payer' }], [{ reference: 'Organization/o1' }]),
}) satisfies fc.Arbitrary<Coverage>

/** A charge as it may stand in an EHR or leave by hand, with the chart around it. */
export const anyBilled: fc.Arbitrary<Billed> = fc
  .record({
    modifiers: anyModifiers,
    reason: fc.option(words, { nil: undefined }),
    isReversed: fc.boolean(),
    diagnoses: anyDiagnoses,
    display: fc.option(words, { nil: undefined }),
    isRepeated: fc.boolean(),
    quantity: fc.option(fc.integer({ min: 1, max: 99 }), { nil: null }),
    day: anyDay,
    time: fc.constantFrom('', 'T09:30:00-05:00', 'T23:59:59+14:00'),
    reference: fc.uuid({ version: 5 }),
    id: fc.option(fc.uuid(), { nil: undefined }),
    performer: fc.constantFrom('Practitioner/d1', 'PractitionerRole/r1', 'Organization/o1'),
    family: words,
    given: words,
    number: words,
    coverages: fc.option(fc.array(anyCoverage, { maxLength: 3 }), { nil: null }),
    claimType: fc.constantFrom('professional' as const, 'facility' as const, 'unknown' as const),
    visitClass: fc.constantFrom('AMB', 'EMER', 'IMP', 'HH'),
  })
  .map((made) => {
    const { modifiers, diagnoses, quantity, day, reference, family, given } = made
    const extension = modifiers.map((code, index) => modifierExtension(code, index + 1, made.reason))
    const reasons = (made.isRepeated ? [...diagnoses, ...diagnoses] : diagnoses).map((code) => ({
      coding: [
        { system: codeSystem.icd10cm, code, ...(made.display === undefined ? {} : { display: made.display }) },
        { system: codeSystem.snomed, code: '49049000' },
      ],
    }))
    const charge: ChargeItem = {
      resourceType: 'ChargeItem',
      ...(made.id === undefined ? {} : { id: made.id }),
      // The order of extensions says nothing: their sequence does.
      ...(extension.length === 0 ? {} : { extension: made.isReversed ? extension.toReversed() : extension }),
      identifier: [{ system: chargeIdentifierSystem, value: reference }],
      status: 'billable',
      code: { coding: [{ system: codeSystem.cpt, code: '96000' }] },
      subject: { reference: 'Patient/p1' },
      context: { reference: 'Encounter/v1' },
      occurrenceDateTime: `${day}${made.time}`,
      performer: [{ actor: { reference: made.performer, display: given } }],
      enterer: { reference: 'Practitioner/d2' },
      ...(quantity === null ? {} : { quantity: { value: quantity } }),
      ...(reasons.length === 0 ? {} : { reason: reasons }),
    }
    const patient: Patient = {
      resourceType: 'Patient',
      id: 'p1',
      identifier: [{ system: 'urn:x', value: made.number }],
      name: [{ use: 'official', family, given: [given] }],
      birthDate: '1950-02-03',
    }
    const encounter: Encounter = { resourceType: 'Encounter', id: 'v1', status: 'finished', class: { code: made.visitClass } }
    const coverages = made.coverages === null ? unreadable() : read(...made.coverages)
    const chart: BillingChart = { patient, encounter, coverages, claimType: made.claimType, timeZone: null }
    return { charge, chart, modifiers, diagnoses, quantity, day, reference, family, given }
  })
