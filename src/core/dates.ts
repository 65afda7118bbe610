/**
 * The calendar day of a FHIR dateTime, `YYYY-MM-DD`: the first ten characters as written.
 * With `timeZone` (a server that stamps in UTC), an instant ending in `Z` or `+00:00` is moved to that zone first.
 * Null where the value is absent, partial (`2019-03`) or no real date (`2021-02-30`).
 */
export function dayOf(dateTime: string | undefined, timeZone: string | null): string | null {
  if (dateTime === undefined) return null
  const day = /^\d{4}-\d{2}-\d{2}/.exec(dateTime)?.[0]
  if (day === undefined || !isRealDay(day)) return null
  if (timeZone === null || !/T.*(Z|\+00:00)$/.test(dateTime)) return day
  const instant = new Date(dateTime)
  if (Number.isNaN(instant.getTime())) return null
  return formatOf(timeZone).format(instant)
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** A format costs more than all that is done with it, so each zone has one. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  // The Canadian locale writes a date as ISO 8601 does.
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  formats.set(timeZone, format)
  return format
}

/** Every day from `first` to `last`, both included; the latest `most` of them, so that a broken period stays bounded. */
export function daysBetween(first: string, last: string, most = 31): readonly string[] {
  const days: string[] = []
  const day = new Date(`${last}T00:00:00Z`)
  while (days.length < most) {
    const written = day.toISOString().slice(0, 10)
    if (written < first) break
    days.push(written)
    day.setUTCDate(day.getUTCDate() - 1)
  }
  return days.toReversed()
}

function isRealDay(day: string): boolean {
  const parsed = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day)
}
