import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOf, daysBetween } from '#core/dates.ts'

describe('the day of a dateTime', () => {
  test.each([
    ['2026-09-01T23:30:00-05:00', null, '2026-09-01'],
    ['2026-09-02T04:30:00Z', null, '2026-09-02'],
    ['2026-09-02T04:30:00Z', 'America/Chicago', '2026-09-01'],
    ['2026-09-02T04:30:00.123Z', 'America/Chicago', '2026-09-01'],
    ['2026-09-02T04:30:00+00:00', 'America/Chicago', '2026-09-01'],
    ['2026-09-01T23:30:00-05:00', 'Asia/Tokyo', '2026-09-01'],
    ['2026-09-01T20:00:00Z', 'Asia/Tokyo', '2026-09-02'],
    ['2026-01-01T05:30:00Z', 'America/Chicago', '2025-12-31'],
    ['2026-09-01', 'America/Chicago', '2026-09-01'],
    ['2024-02-29', null, '2024-02-29'],
    ['2023-02-29', null, null],
    ['2021-02-30', null, null],
    ['2026-13-01', null, null],
    ['2026-09', null, null],
    ['2026', null, null],
    ['yesterday', null, null],
    ['on 2026-09-01', null, null],
    ['2026-09-02T04:30:00Z (noon)', 'America/Chicago', '2026-09-02'],
    ['2026-09-02Z', 'America/Chicago', '2026-09-02'],
    ['2026-99-99', null, null],
    ['', null, null],
    [undefined, null, null],
    ['2026-09-01T99:99:99Z', 'America/Chicago', null],
  ])('D22 D32 %s in %s is %s', (dateTime, timeZone, day) => expect(dayOf(dateTime, timeZone)).toBe(day))

  test('W32 as written never depends on where the computer stands', () => {
    const zone = fc.constantFrom('Z', '+14:00', '-12:00', '-05:00', '+00:00')
    fc.assert(
      fc.property(fc.date({ min: new Date('2010-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }), zone, (date, offset) => {
        const written = date.toISOString().slice(0, 19)
        expect(dayOf(`${written}${offset}`, null)).toBe(written.slice(0, 10))
      }),
    )
  })
  test('of any text is a day or nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d{2}-\d{2}T?.{0,9}Z?$/)), (text) => {
        for (const zone of [null, 'America/Chicago']) expect(dayOf(text, zone) ?? '2026-09-01').toMatch(/^\d{4}-\d{2}-\d{2}$/)
      }),
    )
  })
})

describe('the days of a period', () => {
  test('are listed one by one, both ends included', () => {
    expect(daysBetween('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
    expect(daysBetween('2024-02-28', '2024-03-01')).toEqual(['2024-02-28', '2024-02-29', '2024-03-01'])
    expect(daysBetween('2026-03-07', '2026-03-09')).toHaveLength(3)
    expect(daysBetween('2026-09-01', '2026-09-01')).toEqual(['2026-09-01'])
  })
  test('are none where it ends before it begins', () => expect(daysBetween('2026-09-02', '2026-09-01')).toEqual([]))
  test('stay bounded where it is broken, and the latest stay', () => {
    const days = daysBetween('1926-01-01', '2026-03-01')
    expect([days.length, days[0], days.at(-1)]).toEqual([31, '2026-01-30', '2026-03-01'])
  })
})
