import type { FhirResource } from 'fhir/r4'
import type { GeneratedPatient } from '#test/sandbox/generated.ts'

/** One synthetic patient with a point to make. */
export interface Story {
  /** Also the id of its Patient. */
  readonly id: string
  readonly title: string
  /** One line for the list of patients. */
  readonly summary: string
  /** The chart, with its visit on `today` (`YYYY-MM-DD`). */
  readonly resources: (today: string) => readonly FhirResource[]
  /** Conditions beyond what the repository searches in time. */
  readonly generated?: (today: string) => GeneratedPatient
}

/** `YYYY-MM-DDTHH:MM:00-05:00`: the clock of the clinic. */
export function at(day: string, time: string): string {
  return `${day}T${time}:00-05:00`
}

/** The day `days` before (or, negative, after) `day`. */
export function daysBefore(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() - days)
  return date.toISOString().slice(0, 10)
}
