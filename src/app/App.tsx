import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import type { RuleBook } from '#core/rule-book.ts'
import type { ConfigError } from '#fhir/config.ts'
import { SessionProvider } from '#queries/session.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import type { Launched } from './begin.ts'
import { ChartPage } from './ChartPage.tsx'
import { CrashBoundary } from './CrashBoundary.tsx'
import { UntilIdle } from './UntilIdle.tsx'
import type { VisitReview } from './VisitReview.tsx'

const LaunchProblemScreen = lazy(() => import('./LaunchProblemScreen.tsx').then((module) => ({ default: module.LaunchProblemScreen })))

/** What a session is shown with. */
export interface Shown {
  readonly rules: RuleBook | ConfigError
  readonly Review: typeof VisitReview
}

interface AppProps {
  readonly outcome: Exclude<Launched, { kind: 'session' }> | (Extract<Launched, { kind: 'session' }> & Shown)
}

/** The whole app: the launch decides what is shown. */
export function App({ outcome }: AppProps) {
  return (
    <main>
      <CrashBoundary>
        <Suspense fallback={<Skeleton label="Signing in with the EHR…" />}>
          <Launch outcome={outcome} />
        </Suspense>
      </CrashBoundary>
    </main>
  )
}

function Launch({ outcome }: AppProps) {
  switch (outcome.kind) {
    case 'leaving':
      return <Skeleton label="Going to the EHR’s sign-in…" />
    case 'session':
      return (
        <QueryClientProvider client={outcome.client}>
          <SessionProvider value={outcome.session}>
            <UntilIdle>
              <ChartPage rules={outcome.rules} Review={outcome.Review} />
            </UntilIdle>
          </SessionProvider>
        </QueryClientProvider>
      )
    case 'problem':
      return <LaunchProblemScreen kind={outcome.problem.kind} code={outcome.problem.code} />
    case 'broken-config':
      return <LaunchProblemScreen kind="broken-config" code={outcome.message} />
  }
}
