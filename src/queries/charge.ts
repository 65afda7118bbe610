import { queryOptions, useQuery } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import type { Visit } from '#core/visit.ts'
import type { ChargeDesk } from '#fhir/press.ts'
import type { Session } from '#fhir/session.ts'
import type { MessagingWindow } from '#fhir/web-messaging.ts'
import type { WriteState } from '#fhir/write-state.ts'
import { visitQuery } from './visit.ts'

/**
 * The desk of one visit: the EHR is asked what it takes once the draft is on the screen, and the desk then keeps the
 * state of the write as long as the page lives. The code of all channels comes with it, after the first screen.
 */
export const deskQuery = (session: Session, encounterId: string) =>
  queryOptions({
    queryKey: ['charge-desk', session.patientId, encounterId],
    staleTime: Infinity,
    gcTime: Infinity,
    queryFn: async ({ client }) => {
      const { openChargeDesk } = await import('#fhir/open-charge-desk.ts')
      const { queryKey } = visitQuery(session, encounterId)
      const onVisit = (visit: Visit) => void client.setQueryData(queryKey, visit)
      return openChargeDesk(session, { onVisit, onWritten: () => void client.invalidateQueries({ queryKey }) }, here())
    },
  })

/** The window that may talk to the EHR's page; null where there is none, as in a test without a browser. */
function here(): MessagingWindow | null {
  return typeof window === 'undefined' ? null : window
}

/** What a panel shows of the write. */
export type ChargeWrite = WriteState

/** How charges leave the app here, as a panel names it. */
export type ChargeChannel = ChargeDesk['channel']

const untouched: WriteState = { stage: 'draft', changes: [] }

/** The desk, null while the EHR is being asked, and the state of its write. */
export function useChargeDesk(session: Session, encounterId: string) {
  const { data: desk = null, isError, refetch } = useQuery(deskQuery(session, encounterId))
  const state = useDeskState(desk)
  return { desk, write: state, isBroken: isError, askAgain: () => void refetch() }
}

function useDeskState(desk: ChargeDesk | null): WriteState {
  const subscribe = useCallback((listener: () => void) => desk?.subscribe(listener) ?? (() => {}), [desk])
  return useSyncExternalStore(subscribe, () => desk?.state() ?? untouched)
}
