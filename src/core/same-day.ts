import type { ChargeItem, Procedure } from 'fhir/r4'
import { motionAnalysis } from './codes.ts'
import { dayOf } from './dates.ts'
import { cptCodesOf, dayOfCharge, isWithdrawn } from './existing-charges.ts'
import type { PairEdit, RuleBook, ServiceEntry } from './rule-book.ts'
import { tookPlace } from './service-date.ts'
import { resourcesOf, type Visit } from './visit.ts'

/** Another service that the chart holds for the day, from its record or from its charge. */
export interface DayService {
  /** CPT or HCPCS code. */
  readonly code: string
  /** The chart's own words, null where it has none. */
  readonly text: string | null
  readonly reference: string
  readonly resource: 'Procedure' | 'ChargeItem'
  /** Reference of the visit it belongs to, where the chart says so. */
  readonly encounter: string | null
}

/** A service of the day with what the rules know of it beside 96000. */
export interface RelatedService extends DayService {
  /** Null where the rules do not know the code. */
  readonly entry: ServiceEntry | null
  readonly edits: readonly PairEdit[]
}

/** The other services of the day, each with its row and its published pair edits against 96000. */
export function relatedThatDay(visit: Visit, { services, pairEdits }: RuleBook, day: string): readonly RelatedService[] {
  return servicesThatDay(visit, day).map((service) => ({
    ...service,
    entry: Object.hasOwn(services, service.code) ? (services[service.code] ?? null) : null,
    edits: pairEdits.filter(
      ({ column1, column2 }) => [column1, column2].includes(motionAnalysis) && [column1, column2].includes(service.code),
    ),
  }))
}

/** Every coded service of the day but the study itself, across all visits; order of the chart, none twice. */
export function servicesThatDay(visit: Visit, day: string): readonly DayService[] {
  const procedures = resourcesOf(visit.procedures).filter((procedure) => tookPlace.includes(procedure.status))
  const charges = resourcesOf(visit.charges).filter((charge) => !isWithdrawn(charge) && charge.status !== 'not-billable')
  return [
    ...procedures
      .filter((procedure) => dayOfProcedure(procedure, visit.timeZone) === day)
      .flatMap((procedure) => asServices(procedure, visit)),
    ...charges.filter((charge) => dayOfCharge(charge, visit.timeZone) === day).flatMap((charge) => asServices(charge, visit)),
  ].filter(({ code }) => code !== motionAnalysis)
}

/** Day on which it was performed, or began; null where the record has none. */
export function dayOfProcedure({ performedDateTime, performedPeriod }: Procedure, timeZone: string | null): string | null {
  return dayOf(performedDateTime ?? performedPeriod?.start, timeZone)
}

function asServices(resource: Procedure | ChargeItem, visit: Visit): readonly DayService[] {
  const encounter = resource.resourceType === 'Procedure' ? resource.encounter : resource.context
  return cptCodesOf(resource.code, visit.performedCodes).map((code) => ({
    code,
    text: resource.code?.text ?? resource.code?.coding?.find((coding) => coding.code === code)?.display ?? null,
    reference: `${resource.resourceType}/${resource.id ?? ''}`,
    resource: resource.resourceType,
    encounter: encounter?.reference ?? null,
  }))
}
