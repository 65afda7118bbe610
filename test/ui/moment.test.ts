import { expect, test } from 'vitest'
import { momentIn } from '#ui/moment.ts'

test.each([
  ['2026-11-26T07:14:05Z', 'America/Chicago', '2026-11-26 01:14 CST'],
  ['2026-07-26T07:14:05.123Z', 'America/Chicago', '2026-07-26 02:14 CDT'],
  ['2026-11-26T03:14:05+00:00', 'America/Chicago', '2026-11-25 21:14 CST'],
  ['2026-11-26T10:40:00-05:00', 'America/Chicago', '2026-11-26 09:40 CST'],
  ['2026-11-26T23:30:00Z', 'Asia/Kolkata', '2026-11-27 05:00 GMT+5:30'],
  ['2026-11-26T00:05:00Z', 'UTC', '2026-11-26 00:05 UTC'],
])('%s in %s reads %s', (written, zone, shown) => expect(momentIn(written, zone)).toBe(shown))

test('without a zone of the site it is that of the browser, which is named', () => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  expect(momentIn('2026-11-26T07:14:05Z', null)).toBe(momentIn('2026-11-26T07:14:05Z', zone))
  expect(momentIn('2026-11-26T07:14:05Z', null)).toMatch(/^2026-11-2\d \d\d:\d\d \S+$/)
})

test.each(['2026-11-26', '2026-11', 'yesterday', '', '2026-11-26T10:40'])(
  '"%s" has no zone to count from and stays as written',
  (written) => expect(momentIn(written, 'America/Chicago')).toBe(written),
)
