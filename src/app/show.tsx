import { startTransition } from 'react'
import { createRoot } from 'react-dom/client'
import '#ui/tokens.css'
import { createQueryClient } from '#queries/query-client.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { App } from './App.tsx'
import type { Beginning } from './begin.ts'
import { loadRules } from './load-rules.ts'

/** How long the page's own skeleton stands before the screen says what it waits for. */
const patienceMs = 300

/**
 * Puts the screen in the place of the page's skeleton, once there is something to show or to say. Rejects where the app's
 * own files cannot be reached; then nothing is shown.
 * Without Suspense around it: what a fallback hides, React keeps hidden for 300 ms, however soon it is there.
 */
export async function showOn(element: HTMLElement, { launched, config }: Beginning): Promise<void> {
  // The screen says it; React would write the error's own words, which may hold what was read, to the console.
  const root = createRoot(element, { onCaughtError: () => {}, onRecoverableError: () => {} })
  try {
    // The panels are a chunk of their own; a configuration that cannot be read is told by the session, which reads the same.
    const screen = Promise.all([import('./ListedVisit.tsx'), config.then(({ ruleOverlays }) => loadRules(ruleOverlays ?? []))])
    void screen.catch(() => null)
    if ((await soon(launched)) === 'late')
      root.render(
        <main>
          <Skeleton label="Signing in with the EHR…" />
        </main>,
      )
    const outcome = await launched
    if (outcome.kind !== 'session' && outcome.kind !== 'practice') return root.render(<App outcome={outcome} />)
    const [{ ListedVisit }, rules] = await screen
    const shown = { rules, Review: ListedVisit }
    if (outcome.kind === 'practice') {
      const { PracticePage } = await import('./PracticePage.tsx')
      return root.render(<App outcome={{ ...outcome, ...shown, client: createQueryClient(), Page: PracticePage }} />)
    }
    await soon(outcome.banner)
    startTransition(() => root.render(<App outcome={{ ...outcome, ...shown }} />))
  } catch (error) {
    root.unmount()
    throw error
  }
}

function soon(promise: Promise<unknown>): Promise<unknown> {
  return Promise.race([promise, new Promise((resolve) => setTimeout(() => resolve('late'), patienceMs))])
}
