/**
 * A moment as a person reads it, `2026-11-26 01:14 CST`, in `timeZone` (IANA) or that of the browser.
 * What names no offset (`2026-11-26`) stays as written.
 */
export function momentIn(written: string, timeZone: string | null): string {
  const moment = new Date(written)
  if (!/T.*(Z|[+-]\d\d:\d\d)$/.test(written) || Number.isNaN(moment.getTime())) return written
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timeZone ?? undefined,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  })
  const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]))
  return `${parts['year']}-${parts['month']}-${parts['day']} ${parts['hour']}:${parts['minute']} ${parts['timeZoneName']}`
}
