import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, use, type ReactNode } from 'react'
import type { Patient } from 'fhir/r4'
import type { RuleBook } from '#core/rule-book.ts'
import { ConfigError } from '#fhir/config.ts'
import { useSession } from '#queries/session.tsx'
import { readSoFarQuery, visitQuery } from '#queries/visit.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { ErrorScreen } from './ErrorScreen.tsx'
import { loadReview } from './load-review.ts'

const LaunchProblemScreen = lazy(() => import('./LaunchProblemScreen.tsx').then((module) => ({ default: module.LaunchProblemScreen })))
const VisitReview = lazy(() => loadReview().then((module) => ({ default: module.VisitReview })))
const waiting = <Skeleton label="Reading the chart…" />

interface VisitPageProps {
  readonly encounterId: string
  /** The clinician chose the visit in the app: the choice is repeated where it is confirmed. */
  readonly isPicked: boolean
  readonly patient: Patient | null
  readonly rules: Promise<RuleBook | ConfigError>
}

/** Reads the visit, then shows its review. What was read stays on the screen while it is read again. */
export function VisitPage({ encounterId, isPicked, patient, rules }: VisitPageProps) {
  const session = useSession()
  const visit = useQuery(visitQuery(session, encounterId))
  if (visit.data === undefined)
    return visit.isError ? (
      <ErrorScreen what="Visit" error={visit.error} onReadAgain={() => void visit.refetch()} />
    ) : (
      <Reading encounterId={encounterId} />
    )
  return (
    <Suspense fallback={waiting}>
      <WithRules rules={rules}>
        {(book) => (
          <VisitReview visit={visit.data} isPicked={isPicked} patient={patient} rules={book} onReadAgain={() => void visit.refetch()} />
        )}
      </WithRules>
    </Suspense>
  )
}

/** The wait for the chart, with what came of it so far. */
function Reading({ encounterId }: { readonly encounterId: string }) {
  const { data: count } = useQuery(readSoFarQuery(useSession(), encounterId))
  return (
    <Skeleton
      label="Reading the chart…"
      soFar={count === undefined ? null : `${count.toLocaleString('en-US')} entries with diagnoses read so far.`}
    />
  )
}

interface WithRulesProps {
  readonly rules: Promise<RuleBook | ConfigError>
  readonly children: (rules: RuleBook) => ReactNode
}

/** No verdict on rules in part: a broken overlay is an error, never ignored. */
function WithRules({ rules, children }: WithRulesProps) {
  const book = use(rules)
  return book instanceof ConfigError ? <LaunchProblemScreen kind="broken-config" code={book.message} /> : children(book)
}
