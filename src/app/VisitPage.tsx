import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import type { Patient } from 'fhir/r4'
import { ConfigError } from '#fhir/config.ts'
import { useSession } from '#queries/session.tsx'
import { readSoFarQuery, visitQuery } from '#queries/visit.ts'
import { counted } from '#ui/counted.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import type { Shown } from './App.tsx'
import { ErrorScreen } from './ErrorScreen.tsx'

const LaunchProblemScreen = lazy(() => import('./LaunchProblemScreen.tsx').then((module) => ({ default: module.LaunchProblemScreen })))
const waiting = <Skeleton label="Reading the chart…" />

interface VisitPageProps extends Shown {
  readonly encounterId: string
  /** The clinician chose the visit in the app: the choice is repeated where it is confirmed. */
  readonly isPicked: boolean
  readonly patient: Patient | null
}

/** Reads the visit, then shows its review. What was read stays on the screen while it is read again. */
export function VisitPage({ encounterId, isPicked, patient, rules, Review }: VisitPageProps) {
  const session = useSession()
  const visit = useQuery(visitQuery(session, encounterId))
  if (visit.data === undefined)
    return visit.isError ? (
      <ErrorScreen what="Visit" error={visit.error} onReadAgain={() => void visit.refetch()} />
    ) : (
      <Reading encounterId={encounterId} />
    )
  // No verdict on rules in part: a broken overlay is an error, never ignored.
  if (rules instanceof ConfigError)
    return (
      <Suspense fallback={waiting}>
        <LaunchProblemScreen kind="broken-config" code={rules.message} />
      </Suspense>
    )
  return <Review visit={visit.data} isPicked={isPicked} patient={patient} rules={rules} onReadAgain={() => void visit.refetch()} />
}

/** The wait for the chart, with what came of it so far. */
function Reading({ encounterId }: { readonly encounterId: string }) {
  const { data: count } = useQuery(readSoFarQuery(useSession(), encounterId))
  return (
    <Skeleton label="Reading the chart…" soFar={count === undefined ? null : `${counted(count)} entries with diagnoses read so far.`} />
  )
}
