import type { QueryClient } from '@tanstack/react-query'
import type { Session } from '#fhir/session.ts'
import { createQueryClient } from './query-client.ts'
import { encountersQuery, patientQuery, visitQuery } from './visit.ts'

/** The chart as far as it was asked for. */
export interface BegunReading {
  readonly client: QueryClient
  /** Resolves once the patient was read, or could not be. */
  readonly banner: Promise<void>
}

/**
 * Asks for everything that the first screen shows, in one step: the screen finds it under way, or there.
 * Each failure stays with its own query, which the screen shows.
 */
export function beginReading(session: Session): BegunReading {
  const client = createQueryClient()
  const banner = client.prefetchQuery(patientQuery(session))
  if (session.encounterId === null) void client.prefetchQuery(encountersQuery(session))
  else void client.prefetchQuery(visitQuery(session, session.encounterId))
  return { client, banner }
}
