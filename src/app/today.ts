import { dayOf } from '#core/dates.ts'

/** Today's date, `YYYY-MM-DD`, in the site's zone, or the browser's where the site names none. */
export function todayIn(timeZone: string | null): string {
  const now = new Date()
  if (timeZone !== null) return dayOf(now.toISOString(), timeZone) ?? ''
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((number) => String(number).padStart(2, '0'))
  return `${now.getFullYear()}-${month}-${day}`
}

/** This moment as a FHIR instant in UTC. */
export function instant(): string {
  return new Date().toISOString()
}
