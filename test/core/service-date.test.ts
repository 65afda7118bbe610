import { describe, expect, test } from 'vitest'
import { dayOf, daysBetween } from '#core/dates.ts'
import { possibleDates, recordedServices, visitDays } from '#core/service-date.ts'
import { anEncounter, aStudy, read, visitWith } from '#test/support/build.ts'

const today = '2026-09-03'

describe('the day of a dateTime', () => {
  test.each([
    ['2026-09-01T23:30:00-05:00', null, '2026-09-01'],
    ['2026-09-02T04:30:00Z', null, '2026-09-02'],
    ['2026-09-02T04:30:00Z', 'America/Chicago', '2026-09-01'],
    ['2026-09-02T04:30:00+00:00', 'America/Chicago', '2026-09-01'],
    ['2026-09-01T23:30:00-05:00', 'Asia/Tokyo', '2026-09-01'],
    ['2026-09-01', 'America/Chicago', '2026-09-01'],
    ['2026-09', null, null],
    ['2026', null, null],
    ['2021-02-30', null, null],
    ['yesterday', null, null],
    [undefined, null, null],
  ])('%s in %s is %s', (dateTime, timeZone, day) => expect(dayOf(dateTime, timeZone)).toBe(day))

  test('a period is listed day by day, and a broken one stays bounded', () => {
    expect(daysBetween('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
    expect(daysBetween('1926-01-01', '2026-01-01')).toHaveLength(31)
  })
})

describe('the days of a visit', () => {
  test.each([
    [{ start: '2026-09-01', end: '2026-09-01' }, 'finished', ['2026-09-01']],
    [{ start: '2026-09-01', end: '2026-09-03' }, 'finished', ['2026-09-01', '2026-09-02', '2026-09-03']],
    [{ start: '2026-09-02' }, 'in-progress', ['2026-09-02', '2026-09-03']],
    [{ start: '2026-09-02' }, 'finished', ['2026-09-02']],
    [{ start: '2026-09-02', end: '2026-09-01' }, 'finished', ['2026-09-02']],
    [{}, 'finished', []],
  ] as const)('%j, %s: %j', (period, status, days) =>
    expect(visitDays(visitWith({ encounter: anEncounter({ period, status }) }), today)).toEqual(days),
  )
})

describe('the date of service', () => {
  const several = anEncounter({ period: { start: '2026-09-01', end: '2026-09-03' } })
  test('is the day of the recorded study', () =>
    expect(possibleDates(visitWith({ encounter: several, procedures: read(aStudy({ performedDateTime: '2026-09-02' })) }), today)).toEqual([
      '2026-09-02',
    ]))
  test('of a visit of several days without a record is a question', () =>
    expect(possibleDates(visitWith({ encounter: several }), today)).toHaveLength(3))
  test('of two recorded studies is a question', () => {
    const procedures = read(aStudy({ id: 'a', performedDateTime: '2026-09-03' }), aStudy({ id: 'b', performedDateTime: '2026-09-01' }))
    expect(possibleDates(visitWith({ encounter: several, procedures }), today)).toEqual(['2026-09-01', '2026-09-03'])
  })
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
