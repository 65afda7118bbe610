import { queryOptions, skipToken } from '@tanstack/react-query'
import type { Signer } from '#core/charge.ts'
import { fullName } from '#core/names.ts'
import { readRoles } from '#fhir/read-roles.ts'
import { readEncounters, readPatient, readPractitioner, readVisit } from '#fhir/read-visit.ts'
import type { Session } from '#fhir/session.ts'
import { countingSend } from './counting-send.ts'

/** The patient of the launch: a query of its own, so that the banner never waits for the rest. */
export const patientQuery = (session: Session) =>
  queryOptions({ queryKey: ['patient', session.patientId], queryFn: ({ signal }) => readPatient(session, signal) })

/** One reading of one visit. */
export const visitQuery = (session: Session, encounterId: string) =>
  queryOptions({
    queryKey: ['visit', session.patientId, encounterId],
    queryFn: ({ signal, client }) => {
      const { queryKey } = readSoFarQuery(session, encounterId)
      const send = countingSend(session.send, 'Condition', (count) => void client.setQueryData(queryKey, count))
      return readVisit({ ...session, send }, encounterId, signal)
    },
  })

/** How many diagnoses the reading of the visit brought so far; nothing is fetched for it. */
export const readSoFarQuery = (session: Session, encounterId: string) =>
  queryOptions<number>({ queryKey: ['read-so-far', session.patientId, encounterId], queryFn: skipToken })

/** The patient's encounters, newest first, for a launch that brought no visit. */
export const encountersQuery = (session: Session) =>
  queryOptions({ queryKey: ['encounters', session.patientId], queryFn: ({ signal }) => readEncounters(session, signal) })

/** The roles of who performed the study: read once that is known, so that nothing waits for them. */
export const rolesQuery = (session: Session, practitioners: readonly string[]) =>
  queryOptions({
    queryKey: ['roles', session.patientId, practitioners],
    enabled: practitioners.length > 0,
    queryFn: ({ signal }) => readRoles(session, practitioners, signal),
  })

/** Who is signed in: the verified identity, and the name the chart has for it. */
export const signerQuery = (session: Session) =>
  queryOptions({
    queryKey: ['signer', session.patientId],
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const identity = await session.identity()
      const fhirUser = identity.status === 'verified' || identity.status === 'accepted' ? identity.fhirUser : null
      if (fhirUser === null) return { identity, signer: null }
      // The name is a courtesy: where it cannot be read, the reference signs.
      const practitioner = await readPractitioner(session, fhirUser, signal).catch(() => null)
      return { identity, signer: { reference: fhirUser, display: fullName(practitioner?.name) } satisfies Signer }
    },
  })
