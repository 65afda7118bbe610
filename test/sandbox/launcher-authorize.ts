import type { Ehr } from './ehr.ts'
import { clientId } from './authorize.ts'
import type { LauncherOptions } from './launch-value.ts'

export type LauncherAnswer =
  | { readonly kind: 'page'; readonly text: string }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'pick'; readonly what: 'patient'; readonly among: readonly string[] }
  | { readonly kind: 'pick'; readonly what: 'encounter'; readonly patientId: string }

/** Newest first. */
export type EncountersOf = (patientId: string) => Promise<readonly string[]>

/** The launcher's authorization endpoint: asks what the launch left open, validates PKCE and redirect, and echoes the scopes. */
export async function authorizeLaunch(
  query: URLSearchParams,
  sim: LauncherOptions,
  ehr: Ehr,
  base: string,
  encountersOf: EncountersOf,
): Promise<LauncherAnswer> {
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!URL.canParse(redirectUri)) return { kind: 'page', text: 'Invalid redirect_uri' }
  const back = (parameters: Readonly<Record<string, string>>): LauncherAnswer => {
    const url = new URL(redirectUri)
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
    url.searchParams.set('state', query.get('state') ?? '')
    return { kind: 'redirect', to: url.href }
  }
  if (sim.error === 'auth_invalid_client_id') return back({ error: 'invalid_client', error_description: 'Simulated invalid client_id' })
  if (sim.error === 'auth_invalid_redirect_uri')
    return back({ error: 'invalid_request', error_description: 'Simulated invalid redirect_uri' })
  if (sim.error === 'auth_invalid_scope') return back({ error: 'invalid_scope', error_description: 'Simulated invalid scope' })
  if (query.get('aud')?.replace(/\/$/, '') !== base) return back({ error: 'invalid_request', error_description: 'Bad audience value' })
  const method = query.get('code_challenge_method')
  const challenge = query.get('code_challenge') ?? ''
  if (method !== 'S256' || challenge === '') return back({ error: 'invalid_request', error_description: 'Only S256 is supported' })

  const picked = query.get('patient')
  const patientId = picked ?? (sim.patients.length === 1 ? (sim.patients[0] ?? null) : null)
  if (patientId === null) return { kind: 'pick', what: 'patient', among: sim.patients }
  const scope = query.get('scope') ?? ''
  const asked = query.get('encounter')
  const wantsEncounter = /(?:^| )launch(?:\/encounter)?(?: |$)/.test(scope) && sim.encounter !== 'NONE'
  if (wantsEncounter && sim.encounter === 'MANUAL' && asked === null) return { kind: 'pick', what: 'encounter', patientId }
  const encounterId = wantsEncounter ? await encounterOf(sim.encounter, asked, () => encountersOf(patientId)) : null
  const context = {
    patientId,
    encounterId,
    practitionerId: sim.providers[0] ?? 'dr-rivera',
    grantedScopes: null,
    needPatientBanner: true,
    forbid: [],
    messagingHandle: null,
    appContext: null,
  }
  return back({ code: ehr.grants.codes.put({ clientId, scope, context, nonce: query.get('nonce'), redirectUri, challenge }, 300) })
}

async function encounterOf(wish: string, asked: string | null, all: () => Promise<readonly string[]>): Promise<string | null> {
  if (wish === 'MANUAL') return asked === '' ? null : asked
  return wish === 'AUTO' ? ((await all())[0] ?? null) : wish
}
