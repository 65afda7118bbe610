import type { RuleBook } from '#core/rule-book.ts'
import { ConfigError, parseConfig, type Config } from '#fhir/config.ts'
import type { LaunchOutcome } from '#fhir/launch-problem.ts'
import { startSession } from '#fhir/smart.ts'
import { loadReview } from './load-review.ts'
import { loadRules } from './load-rules.ts'

/** What a page load leads to: a launch outcome, or a site that is not set up. */
export type Beginning =
  | Exclude<LaunchOutcome, { kind: 'session' }>
  | (Extract<LaunchOutcome, { kind: 'session' }> & { readonly rules: Promise<RuleBook | ConfigError> })
  | { readonly kind: 'broken-config'; readonly message: string }

/** Starts the session at once; the configuration and the panels are fetched beside it. To be called once a page; never rejects for the site's faults. */
export function begin(): Promise<Beginning> {
  // Where this fails, the panels' own loading says so.
  void loadReview().catch(() => null)
  const config = loadConfig()
  const rules = config.then(({ ruleOverlays }) => loadRules(ruleOverlays ?? []))
  // A configuration that cannot be read is told by the session, which reads the same.
  void rules.catch(() => null)
  return startSession(config)
    .then((outcome): Beginning => {
      if (outcome.kind !== 'session') return outcome
      const { styleUrl } = outcome.session
      // A style is a courtesy: where its code cannot be loaded, the app looks as it ships.
      if (styleUrl !== null) void import('./follow-style.ts').then(({ followStyle }) => followStyle(styleUrl)).catch(() => null)
      return { ...outcome, rules }
    })
    .catch((error: unknown) => {
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
