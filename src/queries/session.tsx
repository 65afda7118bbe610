import { createContext, use } from 'react'
import type { Session } from '#fhir/session.ts'

const SessionContext = createContext<Session | null>(null)

export const SessionProvider = SessionContext.Provider

/** The SMART session of this window; throws where no launch stands above the caller. */
export function useSession(): Session {
  const session = use(SessionContext)
  if (session === null) throw new Error('No SMART session above this component')
  return session
}
