import type { BegunReading } from '#queries/begin-reading.ts'
import { ConfigError, type Config } from '#fhir/config.ts'
import type { LaunchOutcome } from '#fhir/launch-problem.ts'
import { startSession } from '#fhir/smart.ts'
import { loadConfig } from './load-config.ts'

/** What a page load leads to: a launch outcome, or a site that is not set up. */
export type Launched =
  | Exclude<LaunchOutcome, { kind: 'session' }>
  | (Extract<LaunchOutcome, { kind: 'session' }> & BegunReading)
  | { readonly kind: 'broken-config'; readonly message: string }

export interface Beginning {
  /** Rejects only where the app's own files cannot be reached. */
  readonly launched: Promise<Launched>
  readonly config: Promise<Config>
}

/** Whether this page load is the way back from the sign-in, or a reload of it. */
export function isBack(): boolean {
  return new URL(location.href).searchParams.has('state')
}

/** Starts the session at once, and with it the reading of the chart, before there is a screen. To be called once a page. */
export function begin(): Beginning {
  const config = loadConfig()
  const reading = isBack() ? loadReading() : null
  // Asked for again once there is a session, which then says that it failed.
  void reading?.catch(() => null)
  const launched = startSession(config)
    .then(async (outcome): Promise<Launched> => {
      if (outcome.kind !== 'session') return outcome
      const { beginReading } = await (reading ?? loadReading())
      const begun = beginReading(outcome.session)
      const { styleUrl } = outcome.session
      // A style is a courtesy: where its code cannot be loaded, the app looks as it ships.
      if (styleUrl !== null) void import('./follow-style.ts').then(({ followStyle }) => followStyle(styleUrl)).catch(() => null)
      return { ...outcome, ...begun }
    })
    .catch((error: unknown) => {
      if (error instanceof ConfigError) return { kind: 'broken-config', message: error.message } as const
      throw error
    })
  return { launched, config }
}

const loadReading = () => import('#queries/begin-reading.ts')
