import { expect, test } from 'vitest'
import { describeVisit } from '#features/visit/describe-visit.ts'
import { anEncounter } from '#test/support/build.ts'

const line = (start: string | undefined, zone: string | null) =>
  describeVisit(anEncounter({ period: start === undefined ? {} : { start }, type: [{ text: 'Laboratory' }] }), zone)

test.each([
  ['2026-09-01T09:00:00-05:00', null, '2026-09-01 09:00 · Laboratory · finished'],
  ['2026-09-01T09:00:00-05:00', 'America/Chicago', '2026-09-01 09:00 · Laboratory · finished'],
  ['2026-09-02T03:00:00Z', 'America/Chicago', '2026-09-01 22:00 CDT · Laboratory · finished'],
  ['2026-09-01', 'America/Chicago', '2026-09-01 · Laboratory · finished'],
  [undefined, null, 'no date · Laboratory · finished'],
])('a visit that begins %s, site in %s: %s', (start, zone, shown) => expect(line(start, zone)).toBe(shown))
