import { queryOptions } from '@tanstack/react-query'
import type { Encounter } from 'fhir/r4'
import type { Reading } from '#core/visit.ts'
import { readAll } from '#fhir/pager.ts'
import { grants } from '#fhir/scopes.ts'
import type { Practice } from '#fhir/session.ts'

/** The visits of a day that this user may see, whoever attends them, in the order of their beginning. */
export const dayQuery = (practice: Practice, day: string) =>
  queryOptions({
    queryKey: ['day', day],
    queryFn: async ({ signal }): Promise<Reading<Encounter>> => {
      if (grants(practice.grantedScopes, 'Encounter', 's') === 'none') return { status: 'unreadable', gap: 'not-granted' }
      const reading = await readAll<Encounter>(practice, `Encounter?date=${day}&_count=500`, 'Encounter', signal)
      if (reading.status === 'unreadable') return reading
      const start = ({ period, id }: Encounter) => `${period?.start ?? ''} ${id ?? ''}`
      return { ...reading, resources: reading.resources.toSorted((one, other) => (start(one) < start(other) ? -1 : 1)) }
    },
  })

/** Who is signed in; never fails. */
export const identityQuery = (practice: Practice) =>
  queryOptions({ queryKey: ['identity'], staleTime: Infinity, queryFn: () => practice.identity() })
