import type { PractitionerRole } from 'fhir/r4'
import type { Reading } from '#core/visit.ts'
import { readAll } from './pager.ts'
import { localReference } from './patient-search.ts'
import { grants } from './scopes.ts'
import type { ChartAccess } from './session.ts'

const nobody: Reading<PractitionerRole> = { status: 'read', resources: [], ignored: 0 }

/**
 * The roles of these performers, for their specialty: those of a `Practitioner/123`, and a `PractitionerRole/123` itself.
 * Without the scope nothing is sent.
 */
export async function readRoles(
  session: ChartAccess,
  performers: readonly string[],
  signal?: AbortSignal,
): Promise<Reading<PractitionerRole>> {
  const known = performers.map(localReference)
  const people = known.filter((reference) => /^Practitioner\/[A-Za-z0-9\-.]{1,64}$/.test(reference))
  const roles = known.flatMap((reference) => /^PractitionerRole\/([A-Za-z0-9\-.]{1,64})$/.exec(reference)?.[1] ?? [])
  if (people.length + roles.length > 0 && grants(session.grantedScopes, 'PractitionerRole', 's') === 'none')
    return { status: 'unreadable', gap: 'not-granted' }
  const [ofPeople, named] = await Promise.all([search(session, 'practitioner', people, signal), search(session, '_id', roles, signal)])
  return together(ofPeople, named)
}

async function search(
  session: ChartAccess,
  parameter: string,
  values: readonly string[],
  signal?: AbortSignal,
): Promise<Reading<PractitionerRole>> {
  if (values.length === 0) return nobody
  return readAll<PractitionerRole>(
    session,
    `PractitionerRole?${parameter}=${encodeURIComponent(values.join(','))}`,
    'PractitionerRole',
    signal,
  )
}

/** Two searches as one reading: what one of them lacks, the whole lacks. */
function together(one: Reading<PractitionerRole>, other: Reading<PractitionerRole>): Reading<PractitionerRole> {
  if (one.status === 'unreadable') return one
  if (other.status === 'unreadable') return other
  const whole = { ...other, resources: [...one.resources, ...other.resources], ignored: one.ignored + other.ignored }
  return one.status === 'partly-read' ? { ...whole, status: 'partly-read', gap: one.gap } : whole
}
