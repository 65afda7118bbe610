import fc from 'fast-check'
import type { ChargeItem, CodeableConcept, Condition, Encounter, PractitionerRole, Procedure } from 'fhir/r4'
import { codeSystem } from '#core/codes.ts'
import type { Choice, Decisions } from '#core/decisions.ts'
import { questions, type Answers } from '#core/questions.ts'
import type { Reading, Visit } from '#core/visit.ts'
import { aCondition, anEncounter, visitWith } from '#test/support/build.ts'

/** What a chart may hold and a clinician may have answered; every part that the facts of the rules look at varies. */
export interface Arbitrary {
  readonly visit: Visit
  readonly decisions: Decisions
}

const some = <T>(...values: readonly T[]) => fc.constantFrom(...values)
/** There in one of two, or, where it is seldom, in one of nine. */
const maybe = <T>(value: fc.Arbitrary<T>, isSeldom = false) =>
  fc.oneof({ weight: isSeldom ? 8 : 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value })
/** A field that is there or not: R4 knows no empty field. */
const field = <K extends string, T>(name: K, value: fc.Arbitrary<T>, isSeldom = false) =>
  maybe(value, isSeldom).map((found) => (found === undefined ? {} : { [name]: found })) as fc.Arbitrary<{ readonly [N in K]?: T }>
const all = (...parts: readonly fc.Arbitrary<object>[]) => fc.tuple(...parts).map((found) => Object.assign({}, ...found) as object)

const moments = [
  '2026-09-01',
  '2026-09-01T09:30:00-05:00',
  '2026-09-02T01:30:00Z',
  '2026-09-02',
  '2026-08-22',
  '2026-09',
  '2021-05-01T10:00:00Z',
  '2023-09-30',
]
const places = ['Encounter/v1', 'https://ehr.example/fhir/Encounter/v1', 'Encounter/v1/_history/2', 'Encounter/v2', 'v1']
const actors = [
  { reference: 'Practitioner/d1' },
  { reference: 'Practitioner/t1', display: 'Pat' },
  { display: 'Pat' },
  { identifier: { value: '7' } },
]

const service = some(
  { coding: [{ system: codeSystem.cpt, code: '96000' }] },
  { coding: [{ system: 'urn:oid:2.16.840.1.113883.6.12', code: ' 96000 ' }] },
  { coding: [{ system: 'urn:site', code: 'GAIT' }], text: 'Gait laboratory' },
  { coding: [{ system: 'urn:other', code: '96000' }, { code: '96000' }] },
  ...['96001', '0693T', '96004', '97116', '97750', '97110'].map((code) => ({ coding: [{ system: codeSystem.cpt, code }] })),
  {
    coding: [
      { system: codeSystem.cpt, code: '96000' },
      { system: codeSystem.cpt, code: '97116' },
    ],
  },
  { coding: [{ system: codeSystem.snomed, code: '609588000' }] },
  { text: 'Gait study' },
)

const reasonOf = (code: string) => ({ coding: [{ system: codeSystem.stopReason, code }] })
const procedure = all(
  fc.record({
    code: service,
    status: some<Procedure['status']>('completed', 'completed', 'stopped', 'in-progress', 'not-done', 'entered-in-error'),
  }),
  fc.oneof(field('performedDateTime', some(...moments)), field('performedPeriod', fc.record({ start: some(...moments) }))),
  field('encounter', fc.record({ reference: some(...places) })),
  field(
    'performer',
    fc.array(
      some(...actors).map((actor) => ({ actor })),
      { minLength: 1, maxLength: 2 },
    ),
  ),
  field(
    'statusReason',
    some<CodeableConcept>(
      { text: 'Tired' },
      ...['intolerance', 'safety', 'equipment', 'other', 'cannot-determine', 'weather'].map(reasonOf),
    ),
  ),
  field('location', some({ reference: 'Location/office' }, { reference: 'Location/hospital' }), true),
  field('note', fc.constant([{ text: 'A remark' }])),
  field('complication', fc.constant([{ text: 'A fall' }])),
  field('category', some({ coding: [{ system: codeSystem.snomed, code: '387713003' }] }, { text: 'Surgery' })),
).map((found) => ({ resourceType: 'Procedure', id: 'p', subject: { reference: 'Patient/p1' }, ...found }) as Procedure)

const charge = all(
  fc.record({
    code: service,
    status: some<ChargeItem['status']>('planned', 'billable', 'not-billable', 'billed', 'aborted', 'entered-in-error', 'unknown'),
  }),
  fc.oneof(
    field('occurrenceDateTime', some(...moments)),
    field('occurrencePeriod', fc.record({ start: some(...moments) })),
    field('occurrenceTiming', fc.record({ event: fc.tuple(some(...moments)) })),
  ),
  field('context', fc.record({ reference: some(...places) })),
).map((found) => ({ resourceType: 'ChargeItem', id: 'i', subject: { reference: 'Patient/p1' }, ...found }) as ChargeItem)

const role = all(
  fc.record({ practitioner: fc.record({ reference: some('Practitioner/d1', 'Practitioner/t1', 'Practitioner/x9') }) }),
  field('active', fc.boolean()),
  field(
    'specialty',
    fc.array(
      some('225100000X', '2084N0400X', '207X00000X', '208100000X', '363A00000X').map((code) => ({
        coding: [{ system: codeSystem.taxonomy, code }],
      })),
      { minLength: 1, maxLength: 2 },
    ),
  ),
).map((found): PractitionerRole => ({ resourceType: 'PractitionerRole', ...found }))

const codes = ['G20', 'G20.A', 'G20.A1', 'I69.391', 'I69.351', 'I69.352', 'M17.11', 'M17.12', 'M17', 'R26.89', 'I10']
const status = (...names: readonly string[]) => some(...names.map((code) => ({ coding: [{ code }] })))
const condition = all(
  fc.record({
    clinicalStatus: status('active', 'active', 'active', 'active', 'resolved', 'inactive', 'remission'),
    verificationStatus: status('confirmed', 'confirmed', 'confirmed', 'confirmed', 'provisional', 'differential', 'unconfirmed', 'refuted'),
  }),
  fc.oneof(field('abatementDateTime', some(...moments)), field('abatementPeriod', fc.record({ end: some(...moments) }))),
  field('modifierExtension', fc.constant([{ url: 'urn:other', valueBoolean: true }]), true),
  field('onsetDateTime', some('2020-01-01', '2026', ...moments)),
)
const conditions = fc
  .array(fc.tuple(some(...codes), condition), { maxLength: 3 })
  .map((found) => found.map(([code, more], index) => aCondition(code, { ...more, id: `c${index}` })))

function readingOf<T>(resource: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<Reading<T>> {
  const resources = fc.array(resource, { maxLength })
  return fc.oneof(
    { weight: 6, arbitrary: resources.map((found): Reading<T> => ({ status: 'read', resources: found, ignored: 0 })) },
    {
      weight: 1,
      arbitrary: resources.map((found): Reading<T> => ({ status: 'partly-read', resources: found, ignored: 0, gap: 'broken-paging' })),
    },
    { weight: 1, arbitrary: fc.constant<Reading<T>>({ status: 'unreadable', gap: 'forbidden' }) },
  )
}

const periods: readonly Encounter['period'][] = [
  { start: '2026-09-01T09:00:00-05:00', end: '2026-09-01T10:30:00-05:00' },
  { start: '2026-09-01T09:00:00-05:00', end: '2026-09-03T10:30:00-05:00' },
  { start: '2026-09-02T01:00:00Z' },
  { start: '2021-05-01', end: '2021-05-01' },
  // The last day of bare G20, and the first of the codes below it.
  { start: '2023-09-30', end: '2023-10-01' },
]

const visit: fc.Arbitrary<Visit> = fc
  .record({
    period: some(...periods),
    location: some([], ['Location/office'], ['Location/hospital'], ['Location/office', 'Location/hospital']),
    timeZone: some(null, null, 'America/Chicago'),
    performedCodes: some([], ['urn:site|GAIT']),
    conditions,
    procedures: readingOf(procedure, 4),
    charges: readingOf(charge, 3),
    roles: fc.oneof(fc.constant(null), readingOf(role, 2)),
  })
  .map(({ period, location, ...parts }) =>
    visitWith({
      ...parts,
      encounter: anEncounter({
        ...(period === undefined ? {} : { period }),
        location: location.map((reference) => ({ location: { reference } })),
      }),
      locations: [
        { location: 'Location/office', claimType: 'professional', placeOfService: '11', isMotionLaboratory: true },
        { location: 'Location/hospital', claimType: 'facility', placeOfService: '22' },
      ],
    }),
  )

const answers = fc
  .record(Object.fromEntries(Object.entries(questions).map(([name, options]) => [name, maybe(some<string>(...options))])))
  .map((said) => Object.fromEntries(Object.entries(said).filter(([, answer]) => answer !== undefined)) as Answers)

/** Chooses some of the diagnoses that the chart holds, as recorded or specified, with or without a picked reason. */
function choices(held: readonly Condition[]): fc.Arbitrary<readonly Choice[]> {
  const chosen = fc.subarray(held.map(({ id = '', code }) => ({ diagnosisId: id, code: code?.coding?.[0]?.code ?? '' })))
  const how = fc.tuple(some<Choice['origin']>('chart', 'chart', 'specified'), some(null, null, 'reason-for-study'))
  return fc.tuple(chosen, fc.array(how, { minLength: 3, maxLength: 3 })).map(([found, ways]) =>
    found.map((one, index) => {
      const [origin = 'chart', reason = null] = ways[index] ?? []
      return { ...one, origin, reason }
    }),
  )
}

export const arbitraryVisit: fc.Arbitrary<Arbitrary> = visit.chain((visit) =>
  fc
    .record({
      answers,
      chosen: choices(visit.conditions.flatMap(({ reading }) => (reading.status === 'unreadable' ? [] : reading.resources))),
      performer: some(null, null, 'Practitioner/d1'),
    })
    .map((decided) => ({
      visit,
      decisions: { ...decided, modifiers: [], prompts: {}, considered: [], dateOfService: null, isReopened: false },
    })),
)
