import type { Consent, DiagnosticReport, QuestionnaireResponse, ServiceRequest } from 'fhir/r4'
import type { Records } from '#core/records.ts'
import { searchPatient } from './patient-search.ts'
import type { ChartAccess } from './session.ts'

/** What the chart holds around the study, in one parallel step; each part fails on its own. */
export async function readRecords(session: ChartAccess, signal?: AbortSignal): Promise<Records> {
  const [orders, consents, reports, responses] = await Promise.all([
    searchPatient<ServiceRequest>(session, 'ServiceRequest', '', signal),
    searchPatient<Consent>(session, 'Consent', '', signal),
    searchPatient<DiagnosticReport>(session, 'DiagnosticReport', '', signal),
    searchPatient<QuestionnaireResponse>(session, 'QuestionnaireResponse', '', signal),
  ])
  return { orders, consents, reports, responses }
}
