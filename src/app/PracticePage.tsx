import { QueryClientProvider, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ConfigError } from '#fhir/config.ts'
import { sessionOf, type Practice, type Session } from '#fhir/session.ts'
import { createQueryClient } from '#queries/query-client.ts'
import { SessionProvider } from '#queries/session.tsx'
import { visitQuery } from '#queries/visit.ts'
import type { Shown } from './App.tsx'
import { ChartPage } from './ChartPage.tsx'
import { DayPage } from './DayPage.tsx'
import { LaunchProblemScreen } from './LaunchProblemScreen.tsx'

interface PracticePageProps extends Shown {
  readonly practice: Practice
}

/** The practice's view of today, and the visit that was opened from it: one at a time, each with a reading of its own. */
export function PracticePage({ practice, rules, Review }: PracticePageProps) {
  const client = useQueryClient()
  const [opened, setOpened] = useState<Session | null>(null)
  const [last, setLast] = useState<string | null>(null)
  if (rules instanceof ConfigError) return <LaunchProblemScreen kind="broken-config" code={rules.message} />
  if (opened === null)
    return (
      <div className="page of-practice">
        <DayPage
          practice={practice}
          rules={rules}
          focused={last}
          onOpen={(patientId, encounterId) => setOpened(sessionOf(practice, patientId, encounterId))}
        />
      </div>
    )
  const close = () => {
    const { encounterId } = opened
    if (encounterId !== null) void client.invalidateQueries(visitQuery(opened, encounterId))
    setLast(encounterId)
    setOpened(null)
  }
  return (
    <>
      <p className="back small soft">
        <button type="button" onClick={close}>
          Back to the visits
        </button>{' '}
        Choices that were not saved are left behind.
      </p>
      <OpenedVisit key={opened.encounterId} session={opened} rules={rules} Review={Review} />
    </>
  )
}

function OpenedVisit({ session, ...shown }: Shown & { readonly session: Session }) {
  const [client] = useState(createQueryClient)
  return (
    <QueryClientProvider client={client}>
      <SessionProvider value={session}>
        <ChartPage {...shown} />
      </SessionProvider>
    </QueryClientProvider>
  )
}
