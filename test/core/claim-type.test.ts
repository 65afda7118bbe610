import { describe, expect, test } from 'vitest'
import { assess } from '#core/assess.ts'
import { captureOf } from '#core/capture.ts'
import { claimTypeOf, placesOf } from '#core/claim-type.ts'
import { undecided } from '#core/decisions.ts'
import { anEncounter, rules, visitWith } from '#test/support/build.ts'

const locations = [
  { location: 'Location/lab', claimType: 'facility', placeOfService: '22' },
  { location: 'Location/office', claimType: 'professional', placeOfService: '11' },
  { location: 'Location/clinic', claimType: 'professional', placeOfService: null },
] as const
const at = (...references: readonly string[]) =>
  visitWith({ locations, encounter: anEncounter({ location: references.map((reference) => ({ location: { reference } })) }) })

describe('where the visit took place', () => {
  test.each([
    [['Location/lab'], ['Location/lab']],
    [['https://ehr.example/fhir/Location/lab'], ['Location/lab']],
    [
      ['Location/office', 'Location/lab'],
      ['Location/lab', 'Location/office'],
    ],
    [['Location/ward'], []],
    [['Location/other-lab'], []],
    [[], []],
  ])('%j is known to the site’s map as %j', (references, known) =>
    expect(placesOf(at(...references)).map(({ location }) => location)).toEqual(known),
  )
  test('is not known where the visit names no location, or in words only', () => {
    expect(placesOf(visitWith({ locations }))).toEqual([])
    expect(placesOf(visitWith({ locations, encounter: anEncounter({ location: [{ location: { display: 'Laboratory' } }] }) }))).toEqual([])
  })
  test.each([
    [['Location/lab'], ['22']],
    [['Location/office'], ['11']],
    [['Location/clinic'], []],
    [['Location/ward'], []],
  ])('%j shows the place of service %j', (references, codes) =>
    expect(assess(at(...references), rules, undecided, '2026-09-01').sites.map(({ code }) => code)).toEqual(codes),
  )
})

describe('the kind of claim', () => {
  test.each([
    [['Location/lab'], 'facility', ['facility claim, by the site’s location map']],
    [['Location/office', 'Location/clinic'], 'professional', Array(2).fill('professional claim, by the site’s location map')],
    [
      ['Location/lab', 'Location/office'],
      'unknown',
      ['facility claim, by the site’s location map', 'professional claim, by the site’s location map'],
    ],
    [['Location/ward'], 'unknown', []],
  ])('of a visit at %j is %s', (references, value, texts) => {
    const found = claimTypeOf(at(...references), {})
    expect([found.value, found.evidence.map(({ text }) => text)]).toEqual([value, texts])
  })
  test.each([
    ['professional', 'professional'],
    ['facility', 'facility'],
    ['cannot-determine', 'unknown'],
  ] as const)('answered as %s is %s, beside what the map says', (answer, value) =>
    expect(claimTypeOf(at('Location/lab'), { 'claim-type': answer })).toEqual({
      value,
      evidence: [{ speaks: 'for', text: 'facility claim, by the site’s location map', reference: 'Location/lab', day: null }],
    }),
  )
})

describe('how it was recorded', () => {
  test.each([
    [{}, { kind: 'not-documented' }],
    [{ capture: 'cannot-determine' }, { kind: 'not-documented' }],
    [{ laboratory: 'yes' }, { kind: 'not-documented' }],
    [{ laboratory: 'no' }, { kind: 'not-this-service' }],
    [{ laboratory: 'no', capture: 'markers' }, { kind: 'not-this-service' }],
    [{ laboratory: 'yes', capture: 'markers' }, { kind: 'with-markers' }],
    [{ capture: 'markers', 'full-body': 'yes', kinetics: 'yes' }, { kind: 'with-markers' }],
    [{ capture: 'markerless' }, { kind: 'check-with-coding', asks: 'full-body' }],
    [
      { capture: 'markerless', kinetics: 'yes' },
      { kind: 'check-with-coding', asks: 'full-body' },
    ],
    [
      { capture: 'markerless', 'full-body': 'yes' },
      { kind: 'check-with-coding', asks: 'kinetics' },
    ],
    [
      { capture: 'markerless', 'full-body': 'no', kinetics: 'yes' },
      { kind: 'check-with-coding', asks: null },
    ],
    [
      { capture: 'markerless', 'full-body': 'yes', kinetics: 'no' },
      { kind: 'check-with-coding', asks: null },
    ],
    [
      { capture: 'markerless', 'full-body': 'cannot-determine', kinetics: 'yes' },
      { kind: 'check-with-coding', asks: null },
    ],
    [{ capture: 'markerless', 'full-body': 'yes', kinetics: 'yes' }, { kind: 'markerless-full-body' }],
  ] as const)('%j is %j', (answers, capture) => expect(captureOf(answers)).toEqual(capture))
})
