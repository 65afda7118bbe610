/** The errors a launch can ask the launcher to play. */
export type SimulatedError =
  | 'auth_invalid_client_id'
  | 'auth_invalid_redirect_uri'
  | 'auth_invalid_scope'
  | 'token_invalid_token'
  | 'token_expired_refresh_token'

/** What a launch of the public launcher's kind fixes beforehand. */
export interface LauncherOptions {
  readonly type: 'provider-ehr' | 'provider-standalone'
  /** Several, or none: the launcher asks. */
  readonly patients: readonly string[]
  readonly providers: readonly string[]
  /** `AUTO` the latest, `MANUAL` asks, `NONE`, or an id. */
  readonly encounter: 'AUTO' | 'MANUAL' | 'NONE' | (string & {})
  readonly error: SimulatedError | null
}

const types = ['provider-ehr', 'patient-portal', 'provider-standalone'] as const

/**
 * The launch value of launch.smarthealthit.org (smart-launcher-v2): base64url of a JSON array of 17. Behind `launch=` in
 * an EHR launch, and as a path segment of the issuer in a standalone one. Skips login and consent, as a public client.
 */
export function launchValue({ type, patients, providers, encounter, error }: LauncherOptions): string {
  const parts = [
    types.indexOf(type),
    patients.join(','),
    providers.join(','),
    encounter,
    1, // skip the login
    1, // skip the consent
    0, // no simulated EHR around the app
    '', // any scope
    '', // any redirect URI
    '', // any client
    '',
    error ?? '',
    '',
    '',
    0, // a public client
    1, // PKCE where the client offers it
    '',
  ]
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** Reads a launch value; null where it is none. */
export function readLaunchValue(value: string): LauncherOptions | null {
  try {
    const [type, patients, providers, encounter, , , , , , , , error] = JSON.parse(Buffer.from(value, 'base64url').toString()) as unknown[]
    const list = (csv: unknown) => String(csv).split(',').filter((id) => id !== '') // prettier-ignore
    return {
      type: types[Number(type)] === 'provider-standalone' ? 'provider-standalone' : 'provider-ehr',
      patients: list(patients),
      providers: list(providers),
      encounter: String(encounter),
      error: error === '' ? null : (error as SimulatedError),
    }
  } catch {
    return null
  }
}
