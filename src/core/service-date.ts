import type { Procedure } from 'fhir/r4'
import { motionAnalysis } from './codes.ts'
import { dayOf, daysBetween } from './dates.ts'
import { cptCodesOf } from './existing-charges.ts'
import { namesEncounter, resourcesOf, type Visit } from './visit.ts'

/** Procedures that the chart records as this service, with their day; order of the chart. */
export interface RecordedService {
  readonly procedure: Procedure
  readonly day: string | null
  /** It took place within the visit and did take place: completed, stopped or in progress. */
  readonly isOfVisit: boolean
}

/** Statuses of a Procedure that did take place, whole or in part. */
export const tookPlace: readonly string[] = ['completed', 'stopped', 'in-progress']

/** The calendar days of the visit as written, the latest of a long one; without an end it lasts until `today`. Empty where it has no start. */
export function visitDays(visit: Visit, today: string): readonly string[] {
  const span = visitSpan(visit, today)
  return span === null ? [] : daysBetween(span.first, span.last)
}

/** First and last day, `YYYY-MM-DD`. */
export interface Span {
  readonly first: string
  readonly last: string
}

function visitSpan({ encounter, timeZone }: Visit, today: string): Span | null {
  const first = dayOf(encounter.period?.start, timeZone)
  if (first === null) return null
  const last = dayOf(encounter.period?.end, timeZone) ?? (encounter.status === 'finished' ? first : today)
  return { first, last: last < first ? first : last }
}

/** Every Procedure coded as this service (CPT 96000, or a site code that stands for it), entered-in-error ones left out. */
export function recordedServices(visit: Visit, today: string): readonly RecordedService[] {
  const span = visitSpan(visit, today)
  return resourcesOf(visit.procedures)
    .filter(({ code, status }) => status !== 'entered-in-error' && cptCodesOf(code, visit.performedCodes).includes(motionAnalysis))
    .map((procedure) => {
      const day = dayOf(procedure.performedDateTime ?? procedure.performedPeriod?.start, visit.timeZone)
      const reference = procedure.encounter?.reference
      const isLinked = namesEncounter(reference, visit.encounter.id)
      // A record of another visit of the same day is evidence for that visit.
      const isElsewhere = reference !== undefined && !isLinked
      const isWithin = span !== null && day !== null && span.first <= day && day <= span.last
      const isHere = !isElsewhere && (day === null ? isLinked : isWithin)
      return { procedure, day, isOfVisit: isHere && tookPlace.includes(procedure.status) }
    })
}

/** The recorded services that count for this day; all those of the visit while the day is open. */
export function servicesOn(services: readonly RecordedService[], day: string | null): readonly RecordedService[] {
  return services.filter((service) => service.isOfVisit && (day === null || service.day === null || service.day === day))
}

/** More days than these are no list to choose from. */
const mostListed = 7

/** Where more days of the visit may be the date of service than a list can show: any day from first to last. Else null. */
export function spanToChooseFrom(visit: Visit, today: string): Span | null {
  const isRecorded = recordedServices(visit, today).some(({ day, isOfVisit }) => isOfVisit && day !== null)
  return isRecorded || visitDays(visit, today).length <= mostListed ? null : visitSpan(visit, today)
}

/**
 * The days that may be the date of service: those of the recorded procedures of the visit, else the days of the visit.
 * More than one is a question to the clinician.
 */
export function possibleDates(visit: Visit, today: string): readonly string[] {
  const recorded = recordedServices(visit, today).flatMap(({ day, isOfVisit }) => (isOfVisit && day !== null ? [day] : []))
  return recorded.length > 0 ? [...new Set(recorded)].toSorted() : visitDays(visit, today)
}
