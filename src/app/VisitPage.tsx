import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import type { Patient } from 'fhir/r4'
import { useSession } from '#queries/session.tsx'
import { visitQuery } from '#queries/visit.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { ErrorScreen } from './ErrorScreen.tsx'
import { loadReview } from './load-review.ts'

const VisitReview = lazy(() => loadReview().then((module) => ({ default: module.VisitReview })))
const waiting = <Skeleton label="Reading the chart…" />

interface VisitPageProps {
  readonly encounterId: string
  /** The clinician chose the visit in the app: the choice is repeated where it is confirmed. */
  readonly isPicked: boolean
  readonly patient: Patient | null
}

/** Reads the visit, then shows its review. What was read stays on the screen while it is read again. */
export function VisitPage({ encounterId, isPicked, patient }: VisitPageProps) {
  const visit = useQuery(visitQuery(useSession(), encounterId))
  if (visit.data === undefined)
    return visit.isError ? <ErrorScreen what="Visit" error={visit.error} onReadAgain={() => void visit.refetch()} /> : waiting
  return (
    <Suspense fallback={waiting}>
      <VisitReview visit={visit.data} isPicked={isPicked} patient={patient} onReadAgain={() => void visit.refetch()} />
    </Suspense>
  )
}
