import type { Condition } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { assess } from '#core/assess.ts'
import { draftCharge } from '#core/charge.ts'
import { codeSystem, extensionUrl } from '#core/codes.ts'
import type { Decision, Decisions } from '#core/decisions.ts'
import type { Visit } from '#core/visit.ts'
import { aCondition, after, anEncounter, aStudy, choose, pickReason, read, rules, visitWith } from '#test/support/build.ts'

const today = '2026-09-01'
const now = '2026-09-01T10:00:00Z'
const signer = { reference: 'Practitioner/d9', display: 'Dr. Nine' }
const draftOf = (visit: Visit, decisions: Decisions = after(), by: { reference: string; display: string | null } = signer) =>
  draftCharge(visit, rules, assess(visit, rules, decisions, today), decisions, by, today, now)
const name = (performer: string): Decision => ({ type: 'performer-named', performer })

test('the whole draft of a study without decisions, and nothing besides', () =>
  expect(draftOf(visitWith({ procedures: read(aStudy()) }))).toEqual({
    resourceType: 'ChargeItem',
    status: 'planned',
    definitionCanonical: [rules.definition],
    code: { coding: [{ system: codeSystem.cpt, code: '96000' }], text: 'Motion analysis with video and 3-D kinematics' },
    subject: { reference: 'Patient/p1' },
    context: { reference: 'Encounter/v1' },
    occurrenceDateTime: '2026-09-01',
    performer: [{ actor: { reference: 'Practitioner/d1', display: 'Dr. One' } }],
    quantity: { value: 1 },
    enterer: { reference: 'Practitioner/d9', display: 'Dr. Nine' },
    enteredDate: now,
    service: [{ reference: 'Procedure/study' }],
  }))
test('without a recorded study it names neither service nor performer', () => {
  const draft = draftOf(visitWith())
  expect([draft?.service, draft?.performer]).toEqual([undefined, undefined])
})
test('a visit without an id carries none', () => {
  const { id: _, ...encounter } = anEncounter()
  expect(draftOf(visitWith({ encounter }))).toBeNull()
})
test('a signer without a name is a reference alone', () =>
  expect(draftOf(visitWith(), after(), { reference: 'Practitioner/d9', display: null })?.enterer).toEqual({
    reference: 'Practitioner/d9',
  }))

describe('the performer of the draft', () => {
  const encounter = anEncounter({
    participant: [{ individual: { reference: 'Practitioner/att', display: 'Dr. Att' } }, { individual: { reference: 'Practitioner/res' } }],
  })
  test.each([
    ['Practitioner/att', { reference: 'Practitioner/att', display: 'Dr. Att' }],
    ['Practitioner/res', { reference: 'Practitioner/res' }],
    ['Practitioner/d9', { reference: 'Practitioner/d9', display: 'Dr. Nine' }],
    ['Practitioner/d1', { reference: 'Practitioner/d1', display: 'Dr. One' }],
    ['Practitioner/unknown', { reference: 'Practitioner/unknown' }],
  ])('named as %s is %j, though the record names another', (performer, actor) =>
    expect(draftOf(visitWith({ encounter, procedures: read(aStudy()) }), after(name(performer)))?.performer).toEqual([{ actor }]),
  )
})

describe('the modifiers of the draft', () => {
  test('stand in the order of the line, numbered, with their reasons in words', () => {
    const decisions = after(
      { type: 'modifier-chosen', code: '22' },
      { type: 'modifier-chosen', code: '53' },
      { type: 'modifier-reason-picked', code: '22', reason: 'documented' },
    )
    expect(draftOf(visitWith(), decisions)?.extension).toEqual([
      {
        url: extensionUrl.chargeModifier,
        extension: [
          { url: 'code', valueCodeableConcept: { coding: [{ system: codeSystem.cpt, code: '53' }] } },
          { url: 'sequence', valuePositiveInt: 1 },
        ],
      },
      {
        url: extensionUrl.chargeModifier,
        extension: [
          { url: 'code', valueCodeableConcept: { coding: [{ system: codeSystem.cpt, code: '22' }] } },
          { url: 'sequence', valuePositiveInt: 2 },
          { url: 'reason', valueString: 'The record says so, in its own words' },
        ],
      },
    ])
  })
})

describe('a reason of the draft', () => {
  const reasonOf = (condition: Condition, ...decisions: readonly Decision[]) =>
    draftOf(visitWith({ conditions: [condition] }), after(...decisions))?.reason?.[0]
  const icd = (code: string, display?: string) => ({ system: codeSystem.icd10cm, code, ...(display === undefined ? {} : { display }) })

  test('carries the coding of the chart as it stands there, first, and the others after it', () => {
    const snomed = { system: codeSystem.snomed, code: '49049000', display: 'Parkinson' }
    const code = { text: 'Early Parkinson', coding: [snomed, icd('G20.A1', 'PD'), { display: 'no code' }] }
    expect(reasonOf(aCondition('x', { id: 'd', code }), choose('d', 'G20.A1'))).toEqual({
      coding: [icd('G20.A1', 'PD'), snomed],
      text: 'Early Parkinson',
    })
  })
  test('carries the code as the code set writes it, where the chart writes it otherwise', () =>
    expect(reasonOf(aCondition('g20a1', { id: 'd' }), choose('d', 'G20.A1'))?.coding).toEqual([icd('G20.A1'), icd('g20a1')]))
  test('carries the code of its own system, not the same digits of another', () => {
    const code = { text: 'x', coding: [{ system: 'urn:local', code: 'G20.A1' }, icd('G20.A1', 'PD')] }
    expect(reasonOf(aCondition('x', { id: 'd', code }), choose('d', 'G20.A1'))?.coding?.[0]).toEqual(icd('G20.A1', 'PD'))
  })
  test('off the list says why in words, and nobody wrote it by hand', () =>
    expect(reasonOf(aCondition('M17.12', { id: 'd' }), choose('d', 'M17.12'), pickReason('d', 'payer-policy'))?.extension).toEqual([
      { url: extensionUrl.reasonOrigin, valueString: 'off-list: The payer’s policy names this diagnosis' },
    ]))
  test('that is disputed says so', () =>
    expect(reasonOf(aCondition('I69.391', { id: 'd' }), choose('d', 'I69.391'), pickReason('d', 'coding-advice'))?.extension).toEqual([
      { url: extensionUrl.reasonOrigin, valueString: 'disputed: A coder advised this diagnosis' },
    ]))
  test('specified by a signer without a name says by whom all the same', () => {
    const visit = visitWith({ conditions: [aCondition('M17.9', { id: 'd', code: { text: 'Knee', coding: [icd('M17.9')] } })] })
    const decisions = after(choose('d', 'M17.11', 'specified'))
    const draft = draftOf(visit, decisions, { reference: 'Practitioner/d9', display: null })
    expect(draft?.reason?.[0]?.extension).toEqual([
      { url: extensionUrl.reasonOrigin, valueString: 'manual: specified by Practitioner/d9; chart holds Knee' },
    ])
  })
  test('specified in the app is marked even where the chart holds the same code', () =>
    expect(reasonOf(aCondition('M17.11', { id: 'd' }), choose('d', 'M17.11', 'specified'))?.coding).toEqual([
      { ...icd('M17.11'), userSelected: true },
      icd('M17.11'),
    ]))
  test('of a diagnosis in words carries the specified code alone', () =>
    expect(reasonOf(aCondition('x', { id: 'd', code: { text: 'Knee' } }), choose('d', 'M17.11', 'specified'))).toMatchObject({
      coding: [{ ...icd('M17.11'), userSelected: true }],
      text: 'Knee',
    }))
  test('that is gone from the chart is not in the draft', () => {
    const draft = draftOf(visitWith(), after(choose('gone', 'G20.A1')))
    expect([draft?.reason, draft?.supportingInformation]).toEqual([undefined, undefined])
  })
  test('names every Condition that says it, in the version that was read', () => {
    const conditions = [aCondition('G20.A1', { id: 'a', meta: { versionId: '2' } }), aCondition('G20.A1', { id: 'b', meta: {} })]
    expect(draftOf(visitWith({ conditions }), after(choose('a', 'G20.A1')))?.supportingInformation).toEqual([
      { reference: 'Condition/a/_history/2' },
      { reference: 'Condition/b' },
    ])
  })
})
