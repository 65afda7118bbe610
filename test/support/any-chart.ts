import fc from 'fast-check'
import type { ChargeItem, Condition, Coverage, Encounter, PractitionerRole, Procedure } from 'fhir/r4'
import { codeSystem } from '#core/codes.ts'
import { undecided, type Decisions } from '#core/decisions.ts'
import { questions } from '#core/questions.ts'
import type { Reading, Visit } from '#core/visit.ts'
import { rules } from './build.ts'

const rarely = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 })
const patient = { reference: 'Patient/p1' }
const reference = fc.record({
  reference: fc.constantFrom('Encounter/v1', 'Encounter/v2', 'https://ehr/Encounter/v1/_history/2', '#here', ''),
})
const day = fc.constantFrom(
  '2026-09-01',
  '2026-09-01T23:59:00-05:00',
  '2026-09-01T04:00:00Z',
  '2026-08-31',
  '2026-09-02',
  '2026',
  '2021-02-30',
  '',
  'soon',
)
const written = fc.oneof(
  fc.constantFrom(
    ...Object.keys(rules.icd10cm),
    ...Object.keys(rules.snomed),
    ...Object.keys(rules.services),
    'I10',
    'Z96.651',
    'm1711',
    '__proto__',
    '',
  ),
  fc.string({ maxLength: 8 }),
)
const system = fc.constantFrom(codeSystem.icd10cm, codeSystem.snomed, codeSystem.cpt, 'http://hl7.org/fhir/sid/icd-9-cm', 'urn:local', '')
const concept = fc.record({
  coding: rarely(fc.array(fc.record({ system: rarely(system), code: rarely(written) }), { maxLength: 3 })),
  text: rarely(fc.string({ maxLength: 12 })),
})
const token = (...codes: readonly string[]) =>
  fc.record({ coding: fc.array(fc.record({ code: fc.constantFrom(...codes, 'another') }), { maxLength: 2 }) })
const id = fc.uuid()

const anyCondition = fc.record({
  resourceType: fc.constant('Condition' as const),
  id,
  subject: fc.constant(patient),
  code: rarely(concept),
  encounter: rarely(reference),
  category: rarely(
    fc.array(
      fc.record({
        coding: fc.array(
          fc.record({
            system: fc.constant(codeSystem.conditionCategory),
            code: fc.constantFrom('encounter-diagnosis', 'problem-list-item'),
          }),
          { maxLength: 1 },
        ),
      }),
      { maxLength: 2 },
    ),
  ),
  clinicalStatus: rarely(token('active', 'resolved', 'remission')),
  verificationStatus: rarely(token('confirmed', 'refuted', 'provisional', 'entered-in-error')),
  onsetDateTime: rarely(day),
  abatementDateTime: rarely(day),
  modifierExtension: fc.option(fc.constant([{ url: 'urn:unknown' }]), { nil: undefined, freq: 10 }),
}) as unknown as fc.Arbitrary<Condition>

const anyProcedure = fc.record({
  resourceType: fc.constant('Procedure' as const),
  id,
  subject: fc.constant(patient),
  status: fc.constantFrom('completed', 'stopped', 'in-progress', 'not-done', 'entered-in-error', 'unknown'),
  code: rarely(fc.oneof(concept, fc.constant({ coding: [{ system: codeSystem.cpt, code: '96000' }] }))),
  encounter: rarely(reference),
  performedDateTime: rarely(day),
  performer: rarely(
    fc.array(
      fc.record({
        actor: fc.record({
          reference: rarely(fc.constantFrom('Practitioner/a', 'Practitioner/b', '#c')),
          display: rarely(fc.string({ maxLength: 5 })),
        }),
      }),
      { maxLength: 2 },
    ),
  ),
  statusReason: rarely(concept),
  note: rarely(fc.array(fc.record({ text: fc.string({ maxLength: 5 }) }), { maxLength: 1 })),
}) as unknown as fc.Arbitrary<Procedure>

const anyCharge = fc.record({
  resourceType: fc.constant('ChargeItem' as const),
  id,
  subject: fc.constant(patient),
  status: fc.constantFrom('planned', 'billable', 'not-billable', 'aborted', 'billed', 'entered-in-error', 'unknown'),
  code: fc.oneof(concept, ...['96000', '96001', '97116'].map((code) => fc.constant({ coding: [{ system: codeSystem.cpt, code }] }))),
  context: rarely(reference),
  occurrenceDateTime: rarely(day),
}) as unknown as fc.Arbitrary<ChargeItem>

const anyCoverage = fc.record({
  resourceType: fc.constant('Coverage' as const),
  id,
  status: fc.constantFrom('active', 'cancelled'),
  beneficiary: fc.constant(patient),
  payor: fc.array(fc.record({ display: rarely(fc.constantFrom('Aetna', 'BUCA', 'Medicare Part B', '!?')) }), { maxLength: 2 }),
  period: rarely(fc.record({ start: rarely(day), end: rarely(day) })),
}) as unknown as fc.Arbitrary<Coverage>

const anyRole = fc.record({
  resourceType: fc.constant('PractitionerRole' as const),
  id,
  practitioner: rarely(fc.constant({ reference: 'Practitioner/a' })),
  specialty: rarely(
    fc.array(
      fc.record({
        coding: rarely(
          fc.array(fc.record({ system: fc.constant(codeSystem.taxonomy), code: fc.constantFrom('225100000X', '2084N0400X', 'x') }), {
            maxLength: 2,
          }),
        ),
      }),
      { maxLength: 2 },
    ),
  ),
}) as unknown as fc.Arbitrary<PractitionerRole>

const anyEncounter = fc.record({
  resourceType: fc.constant('Encounter' as const),
  id: fc.constant('v1'),
  status: fc.constantFrom('finished', 'in-progress', 'cancelled', 'planned', 'unknown'),
  class: fc.constant({ code: 'AMB' }),
  period: rarely(fc.record({ start: rarely(day), end: rarely(day) })),
  location: rarely(
    fc.array(fc.record({ location: fc.record({ reference: fc.constantFrom('Location/lab', 'Location/x') }) }), { maxLength: 2 }),
  ),
}) as unknown as fc.Arbitrary<Encounter>

/** Read whole, in part, or not at all. */
const reading = <T>(resource: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<Reading<T>> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.array(resource, { maxLength }).map((resources): Reading<T> => ({ status: 'read', resources, ignored: 0 })) },
    {
      weight: 1,
      arbitrary: fc
        .array(resource, { maxLength })
        .map((resources): Reading<T> => ({ status: 'partly-read', resources, ignored: 0, gap: 'broken-paging' })),
    },
    { weight: 1, arbitrary: fc.constant<Reading<T>>({ status: 'unreadable', gap: 'forbidden' }) },
  )

/** A chart of FHIR's shape that no server should send, and some do. */
export const anyVisit: fc.Arbitrary<Visit> = fc.record({
  patientId: fc.constant('p1'),
  timeZone: fc.constantFrom(null, 'America/Chicago'),
  performedCodes: fc.constant([]),
  locations: fc.constant([{ location: 'Location/lab', claimType: 'facility' as const, placeOfService: '22' }]),
  encounter: anyEncounter,
  conditions: reading(anyCondition, 8).map((one) => [{ query: 'all' as const, reading: one }]),
  procedures: reading(anyProcedure, 5),
  charges: reading(anyCharge, 4),
  coverages: reading(anyCoverage, 2),
  roles: fc.oneof(fc.constant(null), reading(anyRole, 2)),
})

const anyAnswers = fc.record(Object.fromEntries(Object.entries(questions).map(([name, answers]) => [name, fc.constantFrom(...answers)])), {
  requiredKeys: [],
})

/** Whatever the clinician may have answered. */
export const anyDecisions: fc.Arbitrary<Decisions> = anyAnswers.map((answers) => ({ ...undecided, answers }))
