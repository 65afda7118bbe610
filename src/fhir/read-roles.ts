import type { PractitionerRole } from 'fhir/r4'
import type { Reading } from '#core/visit.ts'
import { readAll } from './pager.ts'
import { localReference } from './patient-search.ts'
import { grants } from './scopes.ts'
import type { Session } from './session.ts'

/** The roles of these practitioners (`Practitioner/123`), for their specialty. Without the scope nothing is sent. */
export async function readRoles(
  session: Session,
  practitioners: readonly string[],
  signal?: AbortSignal,
): Promise<Reading<PractitionerRole>> {
  const known = practitioners.map(localReference).filter((reference) => /^Practitioner\/[A-Za-z0-9\-.]{1,64}$/.test(reference))
  if (known.length === 0) return { status: 'read', resources: [], ignored: 0 }
  if (grants(session.grantedScopes, 'PractitionerRole', 's') === 'none') return { status: 'unreadable', gap: 'not-granted' }
  return readAll<PractitionerRole>(
    session,
    `PractitionerRole?practitioner=${encodeURIComponent(known.join(','))}`,
    'PractitionerRole',
    signal,
  )
}
