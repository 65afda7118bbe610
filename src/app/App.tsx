import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import type { RuleBook } from '#core/rule-book.ts'
import type { ConfigError } from '#fhir/config.ts'
import { SessionProvider } from '#queries/session.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import type { Launched } from './begin.ts'
import { ChartPage } from './ChartPage.tsx'
import { CrashBoundary } from './CrashBoundary.tsx'
import type { PracticePage } from './PracticePage.tsx'
import { UntilIdle } from './UntilIdle.tsx'
import type { ListedVisit } from './ListedVisit.tsx'

const LaunchProblemScreen = lazy(() => import('./LaunchProblemScreen.tsx').then((module) => ({ default: module.LaunchProblemScreen })))

/** What a session is shown with. */
export interface Shown {
  readonly rules: RuleBook | ConfigError
  readonly Review: typeof ListedVisit
}

interface AppProps {
  readonly outcome:
    | Exclude<Launched, { kind: 'session' | 'practice' }>
    | (Extract<Launched, { kind: 'session' }> & Shown)
    | (Extract<Launched, { kind: 'practice' }> & Shown & { readonly client: QueryClient; readonly Page: typeof PracticePage })
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
            <UntilIdle idleMinutes={outcome.session.issuer.idleMinutes}>
              <ChartPage rules={outcome.rules} Review={outcome.Review} />
            </UntilIdle>
          </SessionProvider>
        </QueryClientProvider>
      )
    case 'practice':
      return (
        <QueryClientProvider client={outcome.client}>
          <UntilIdle idleMinutes={outcome.practice.issuer.idleMinutes}>
            <outcome.Page practice={outcome.practice} rules={outcome.rules} Review={outcome.Review} />
          </UntilIdle>
        </QueryClientProvider>
      )
    case 'problem':
      return <LaunchProblemScreen kind={outcome.problem.kind} code={outcome.problem.code} />
    case 'broken-config':
      return <LaunchProblemScreen kind="broken-config" code={outcome.message} />
  }
}
