import type { Records } from '#core/records.ts'
import type { Visit } from '#core/visit.ts'
import { FhirError } from '#fhir/fhir-error.ts'
import { readRecords } from '#fhir/read-records.ts'
import { readVisit } from '#fhir/read-visit.ts'
import type { ChartAccess } from '#fhir/session.ts'

export type ChartRead =
  | { readonly kind: 'read'; readonly visit: Visit; readonly records: Records }
  /** The visit itself could not be read. */
  | { readonly kind: 'unreadable' }
  /** The visit is another patient's. */
  | { readonly kind: 'other-patient' }
  | { readonly kind: 'out-of-time' }

/** Reads the visit and the records around it; whatever is not there in time is not waited for. */
export async function readChart(access: ChartAccess, encounterId: string, deadline: AbortSignal): Promise<ChartRead> {
  try {
    const reading = Promise.all([readVisit(access, encounterId, deadline), readRecords(access, deadline)])
    const [visit, records] = await Promise.race([reading, ended(deadline)])
    return { kind: 'read', visit, records }
  } catch (error) {
    if (deadline.aborted) return { kind: 'out-of-time' }
    if (error instanceof FhirError) return { kind: error.kind === 'refused' ? 'other-patient' : 'unreadable' }
    throw error
  }
}

/** Rejects at the deadline, so that no server that keeps its connection open can hold the answer. */
function ended(deadline: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(deadline.reason as Error)
    if (deadline.aborted) stop()
    else deadline.addEventListener('abort', stop, { once: true })
  })
}
