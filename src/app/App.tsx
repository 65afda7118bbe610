import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense, use } from 'react'
import { createQueryClient } from '#queries/query-client.ts'
import { SessionProvider } from '#queries/session.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import type { Beginning } from './begin.ts'
import { ChartPage } from './ChartPage.tsx'
import { CrashBoundary } from './CrashBoundary.tsx'
import { UntilIdle } from './UntilIdle.tsx'

const LaunchProblemScreen = lazy(() => import('./LaunchProblemScreen.tsx').then((module) => ({ default: module.LaunchProblemScreen })))
const queryClient = createQueryClient()

/** The whole app: the launch decides what is shown. */
export function App({ beginning }: { readonly beginning: Promise<Beginning> }) {
  return (
    <CrashBoundary>
      <QueryClientProvider client={queryClient}>
        <main>
          <Suspense fallback={<Skeleton label="Signing in with the EHR…" />}>
            <Launched beginning={beginning} />
          </Suspense>
        </main>
      </QueryClientProvider>
    </CrashBoundary>
  )
}

function Launched({ beginning }: { readonly beginning: Promise<Beginning> }) {
  const outcome = use(beginning)
  switch (outcome.kind) {
    case 'leaving':
      return <Skeleton label="Going to the EHR’s sign-in…" />
    case 'session':
      return (
        <SessionProvider value={outcome.session}>
          <UntilIdle>
            <ChartPage rules={outcome.rules} />
          </UntilIdle>
        </SessionProvider>
      )
    case 'problem':
      return <LaunchProblemScreen kind={outcome.problem.kind} code={outcome.problem.code} />
    case 'broken-config':
      return <LaunchProblemScreen kind="broken-config" code={outcome.message} />
  }
}
