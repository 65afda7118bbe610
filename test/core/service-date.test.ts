import { describe, expect, test } from 'vitest'
import { possibleDates, recordedServices, servicesOn, spanToChooseFrom, visitDays } from '#core/service-date.ts'
import { anEncounter, aStudy, read, visitWith } from '#test/support/build.ts'

const today = '2026-09-03'

describe('the days of a visit', () => {
  test.each([
    [{ start: '2026-09-01', end: '2026-09-01' }, 'finished', ['2026-09-01']],
    [{ start: '2026-09-01', end: '2026-09-03' }, 'finished', ['2026-09-01', '2026-09-02', '2026-09-03']],
    [{ start: '2026-09-02' }, 'in-progress', ['2026-09-02', '2026-09-03']],
    [{ start: '2026-09-02' }, 'finished', ['2026-09-02']],
    [{ start: '2026-09-02', end: '2026-09-01' }, 'finished', ['2026-09-02']],
    [{ start: '2026-09-04' }, 'in-progress', ['2026-09-04']],
    [{ start: '2026-09' }, 'finished', []],
    [{ end: '2026-09-01' }, 'finished', []],
    [{}, 'finished', []],
  ] as const)('%j, %s: %j', (period, status, days) =>
    expect(visitDays(visitWith({ encounter: anEncounter({ period, status }) }), today)).toEqual(days),
  )
  test('are those of the site where the server stamps in UTC', () => {
    const encounter = anEncounter({ period: { start: '2026-09-01T22:00:00Z', end: '2026-09-02T02:00:00Z' } })
    expect(visitDays(visitWith({ encounter }), today)).toEqual(['2026-09-01', '2026-09-02'])
    expect(visitDays(visitWith({ encounter, timeZone: 'America/Chicago' }), today)).toEqual(['2026-09-01'])
  })
})

describe('the date of service', () => {
  const several = anEncounter({ period: { start: '2026-09-01', end: '2026-09-03' } })
  test('is the day of the recorded study', () =>
    expect(possibleDates(visitWith({ encounter: several, procedures: read(aStudy({ performedDateTime: '2026-09-02' })) }), today)).toEqual([
      '2026-09-02',
    ]))
  test('is asked again where the recorded study has no date', () => {
    const { performedDateTime: _, ...study } = aStudy()
    expect(possibleDates(visitWith({ encounter: several, procedures: read(study) }), today)).toHaveLength(3)
  })
  test('is that of the study where a period of it is recorded', () => {
    const { performedDateTime: _, ...study } = aStudy({ performedPeriod: { start: '2026-09-03T09:00:00-05:00' } })
    expect(possibleDates(visitWith({ encounter: several, procedures: read(study) }), today)).toEqual(['2026-09-03'])
  })
  test('is the day of the study also in a stay of many weeks', () => {
    const stay = anEncounter({ period: { start: '2026-07-01', end: '2026-09-01' } })
    expect(possibleDates(visitWith({ encounter: stay, procedures: read(aStudy({ performedDateTime: '2026-08-28' })) }), today)).toEqual([
      '2026-08-28',
    ])
  })
  test('never comes from a study that did not take place or belongs to another day', () => {
    for (const more of [{ status: 'not-done' }, { performedDateTime: '2026-08-22' }, { encounter: { reference: 'Encounter/v0' } }] as const)
      expect(possibleDates(visitWith({ procedures: read(aStudy({ ...more })) }), today)).toEqual(['2026-09-01'])
  })
  test('of a visit of several days without a record is a question', () =>
    expect(possibleDates(visitWith({ encounter: several }), today)).toHaveLength(3))
  test('of a visit that has been open for 40 days may be today', () => {
    const open = anEncounter({ status: 'in-progress', period: { start: '2026-07-26' } })
    expect(possibleDates(visitWith({ encounter: open }), today)).toContain(today)
  })
  test.each([
    ['2026-08-28', null],
    ['2026-08-27', { first: '2026-08-27', last: today }],
    ['2026-07-01', { first: '2026-07-01', last: today }],
  ] as const)('of a visit open since %s may be any day of %j, where a list would be too long', (start, span) => {
    const encounter = anEncounter({ status: 'in-progress', period: { start } })
    expect(spanToChooseFrom(visitWith({ encounter }), today)).toEqual(span)
    const recorded = read(aStudy({ performedDateTime: '2026-09-01' }))
    expect(spanToChooseFrom(visitWith({ encounter, procedures: recorded }), today)).toBeNull()
  })
  test('of two recorded studies is a question', () => {
    const procedures = read(aStudy({ id: 'a', performedDateTime: '2026-09-03' }), aStudy({ id: 'b', performedDateTime: '2026-09-01' }))
    expect(possibleDates(visitWith({ encounter: several, procedures }), today)).toEqual(['2026-09-01', '2026-09-03'])
  })
})

describe('the days that a visit spans', () => {
  const stay = anEncounter({ period: { start: '2026-09-01', end: '2026-09-03' } })
  const { period: _, ...undated } = anEncounter()
  const isOfVisit = (encounter: typeof stay, performedDateTime: string) => {
    const { encounter: __, ...study } = aStudy({ performedDateTime })
    return recordedServices(visitWith({ encounter, procedures: read(study) }), today).map((service) => service.isOfVisit)
  }
  test.each([
    ['2026-08-31', false],
    ['2026-09-01', true],
    ['2026-09-02', true],
    ['2026-09-03', true],
    ['2026-09-04', false],
  ])('take in a study of %s: %s', (performed, isIn) => expect(isOfVisit(stay, performed)).toEqual([isIn]))
  test('are none where the visit has no date: no study of any day is of it, and there is nothing to choose', () => {
    expect(isOfVisit(undated, '2026-09-01')).toEqual([false])
    expect(visitDays(visitWith({ encounter: undated }), today)).toEqual([])
    expect(spanToChooseFrom(visitWith({ encounter: undated }), today)).toBeNull()
  })
  test('are still a span to choose from where the recorded study has no date, or did not take place', () => {
    const encounter = anEncounter({ status: 'in-progress', period: { start: '2026-07-01' } })
    const { performedDateTime: __, ...study } = aStudy()
    for (const procedure of [study, aStudy({ performedDateTime: '2026-08-01', status: 'not-done' })])
      expect(spanToChooseFrom(visitWith({ encounter, procedures: read(procedure) }), today)).not.toBeNull()
  })
})

describe('the studies that count for a day', () => {
  const { performedDateTime: _, ...undated } = aStudy({ id: 'undated' })
  const procedures = read(
    aStudy({ id: 'first', performedDateTime: '2026-09-01' }),
    aStudy({ id: 'second', performedDateTime: '2026-09-02' }),
    aStudy({ id: 'elsewhere', performedDateTime: '2026-09-02', encounter: { reference: 'Encounter/v2' } }),
    undated,
  )
  const services = recordedServices(
    visitWith({ encounter: anEncounter({ period: { start: '2026-09-01', end: '2026-09-02' } }), procedures }),
    today,
  )
  test.each([
    ['2026-09-01', ['first', 'undated']],
    ['2026-09-02', ['second', 'undated']],
    ['2026-09-03', ['undated']],
    [null, ['first', 'second', 'undated']],
  ])('%s: %j', (day, ids) => expect(servicesOn(services, day).map(({ procedure }) => procedure.id)).toEqual(ids))
})

describe('a recorded study counts for the visit', () => {
  const counts = (...more: Parameters<typeof aStudy>) =>
    recordedServices(visitWith({ procedures: read(aStudy(...more)), performedCodes: ['urn:site|GAIT'] }), today).map(
      ({ isOfVisit }) => isOfVisit,
    )

  test.each(['completed', 'stopped', 'in-progress'] as const)('when it is %s', (status) => expect(counts({ status })).toEqual([true]))
  test.each(['preparation', 'not-done', 'on-hold', 'unknown'] as const)('not when it is %s', (status) =>
    expect(counts({ status })).toEqual([false]),
  )
  test('not at all when it was entered in error', () => expect(counts({ status: 'entered-in-error' })).toEqual([]))
  test('not when it was of another date', () => expect(counts({ performedDateTime: '2026-08-22' })).toEqual([false]))
  test('not when it names another visit of the same day', () =>
    expect(counts({ encounter: { reference: 'Encounter/v2' } })).toEqual([false]))
  test.each(['Encounter/v1/_history/2', 'https://ehr.example/fhir/Encounter/v1'])('when it names this visit as %s', (reference) =>
    expect(counts({ encounter: { reference } })).toEqual([true]),
  )
  test('not when the id of the other visit merely ends alike', () =>
    expect(counts({ encounter: { reference: 'Encounter/other-v1' } })).toEqual([false]))
  test('when it names a visit in words only and is of this day', () =>
    expect(counts({ encounter: { display: 'Motion laboratory' } })).toEqual([true]))
  test('not when it has neither a date nor a visit', () => {
    const { performedDateTime: _date, encounter: _encounter, ...study } = aStudy()
    expect(recordedServices(visitWith({ procedures: read(study) }), today)).toMatchObject([{ day: null, isOfVisit: false }])
  })
  test('when it names no visit and is of this day', () => {
    const { encounter: _, ...study } = aStudy()
    expect(recordedServices(visitWith({ procedures: read(study) }), today).map(({ isOfVisit }) => isOfVisit)).toEqual([true])
  })
  test('when it has no date and names this visit', () => {
    const { performedDateTime: _, ...study } = aStudy()
    expect(recordedServices(visitWith({ procedures: read(study) }), today)).toMatchObject([{ day: null, isOfVisit: true }])
  })
  test('under a code that the site maps to it', () =>
    expect(counts({ code: { coding: [{ system: 'urn:site', code: 'GAIT' }] } })).toEqual([true]))
  test.each(['96001', '96004', '97750'])('not under CPT %s', (code) =>
    expect(counts({ code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code }] } })).toEqual([]),
  )
  test('not under the same digits of another system', () =>
    expect(counts({ code: { coding: [{ system: 'urn:other', code: '96000' }] } })).toEqual([]))
})
