import { ConfigError, parseConfig, type Config } from '#fhir/config.ts'
import type { LaunchOutcome } from '#fhir/launch-problem.ts'
import { startSession } from '#fhir/smart.ts'
import { loadReview } from './load-review.ts'

/** What a page load leads to: a launch outcome, or a site that is not set up. */
export type Beginning = LaunchOutcome | { readonly kind: 'broken-config'; readonly message: string }

/** Starts the session at once; the configuration and the panels are fetched beside it. To be called once a page; never rejects for the site's faults. */
export function begin(): Promise<Beginning> {
  // Where this fails, the panels' own loading says so.
  void loadReview().catch(() => null)
  return startSession(loadConfig()).catch((error: unknown) => {
    if (error instanceof ConfigError) return { kind: 'broken-config', message: error.message }
    throw error
  })
}

async function loadConfig(): Promise<Config> {
  const answer = await fetch('config.json', { cache: 'no-cache' }).catch(() => null)
  if (answer === null || !answer.ok) throw new ConfigError([`the file could not be fetched (${answer?.status ?? 'no answer'})`])
  const json: unknown = await answer.json().catch(() => {
    throw new ConfigError(['the file is not JSON'])
  })
  return parseConfig(json)
}
