import { dayOf } from '#core/dates.ts'

/** Today's date, `YYYY-MM-DD`, in the site's zone, or the browser's where the site names none. */
export function todayIn(timeZone: string | null): string {
  const zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  return dayOf(new Date().toISOString(), zone) ?? ''
}

/** This moment as a FHIR instant in UTC. */
export function instant(): string {
  return new Date().toISOString()
}
