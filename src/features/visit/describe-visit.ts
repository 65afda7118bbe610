import type { Encounter } from 'fhir/r4'

/** One visit in a line: start as written, kind, state. */
export function describeVisit({ period, type, class: kind, status }: Encounter): string {
  const what = type?.[0]?.text ?? type?.[0]?.coding?.[0]?.display ?? kind?.display ?? kind?.code ?? 'visit'
  return `${period?.start?.slice(0, 16).replace('T', ' ') ?? 'no date'} · ${what} · ${status}`
}
