import type { Encounter } from 'fhir/r4'
import { momentIn } from '#ui/moment.ts'

/** One visit in a line: start, kind, state. The start is as written, or in the zone of a site whose server stamps in UTC. */
export function describeVisit({ period, type, class: kind, status }: Encounter, timeZone: string | null): string {
  const what = type?.[0]?.text ?? type?.[0]?.coding?.[0]?.display ?? kind?.display ?? kind?.code ?? 'visit'
  const written = period?.start ?? 'no date'
  const isUtc = timeZone !== null && /T.*(Z|\+00:00)$/.test(written)
  const start = isUtc ? momentIn(written, timeZone) : written.slice(0, 16).replace('T', ' ')
  return `${start} · ${what} · ${status.replaceAll('-', ' ')}`
}
