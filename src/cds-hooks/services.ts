import { patientQuery } from '#fhir/patient-search.ts'
import { categoryOf, conditionQueries } from '#fhir/read-visit.ts'
import type { CdsConfig } from './config.ts'

/** One service of the discovery answer. */
export interface HookService {
  readonly id: string
  readonly hook: 'encounter-discharge' | 'patient-view'
  readonly title: string
  readonly description: string
}

const description =
  'At the end of a visit with a motion analysis: names what its documentation lacks, and opens the visit-close check. Informs only; writes nothing.'

export const services: readonly HookService[] = [
  { id: 'visit-close-discharge', hook: 'encounter-discharge', title: 'Visit-close check', description },
  {
    id: 'visit-close-chart',
    hook: 'patient-view',
    title: 'Visit-close check, from the chart',
    description: `${description} Silent while the visit has no end.`,
  },
]

const searches = {
  procedures: 'Procedure',
  charges: 'ChargeItem',
  orders: 'ServiceRequest',
  consents: 'Consent',
  reports: 'DiagnosticReport',
  responses: 'QuestionnaireResponse',
} as const

/** A prefetch key with its query; `isNeeded` where nothing can be said without it. */
export interface PrefetchQuery {
  readonly key: string
  readonly resourceType: string
  readonly query: string
  readonly isNeeded: boolean
}

/**
 * The queries that read a visit, made by the functions with which the app reads one.
 * Patient and encounter as they stand in a URL: ids, or the prefetch tokens of the discovery answer.
 */
export function visitQueries(configured: CdsConfig['conditionQueries'], patient: string, encounter: string): readonly PrefetchQuery[] {
  return [
    { key: 'encounter', resourceType: 'Encounter', query: `Encounter/${encounter}`, isNeeded: true },
    ...conditionQueries(configured).map((category) => ({
      key: category === 'all' ? 'conditions' : category,
      resourceType: 'Condition',
      query: patientQuery('Condition', patient, categoryOf(category)),
      isNeeded: true,
    })),
    ...Object.entries(searches).map(([key, resourceType]) => ({
      key,
      resourceType,
      query: patientQuery(resourceType, patient),
      isNeeded: key === 'procedures',
    })),
  ]
}

/** The answer of `GET /cds-services` (CDS Hooks 2.0, Discovery). */
export function discoveryAnswer(configured: CdsConfig['conditionQueries']) {
  const queries = visitQueries(configured, '{{context.patientId}}', '{{context.encounterId}}')
  const prefetch = Object.fromEntries(queries.map(({ key, query }) => [key, query]))
  const usageRequirements =
    'Needs the visit, its diagnoses and its procedures, as prefetch or by a token for the FHIR server. What else is missing is named in the card as not looked up.'
  return { services: services.map((service) => ({ ...service, prefetch, usageRequirements })) }
}
