import FHIR from 'fhirclient'
import type { Config } from './config.ts'
import { enter } from './launch.ts'
import type { LaunchOutcome } from './launch-problem.ts'
import { smartClient } from './smart-client.ts'

/**
 * Starts or restores the session that this page's address asks for; to be called once a page.
 * Rejects only where the configuration does.
 */
export function startSession(config: Promise<Config>): Promise<LaunchOutcome> {
  return enter(smartClient(FHIR.oauth2, FHIR.oauth2['settings'] as object), window, config)
}
