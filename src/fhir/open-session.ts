import { isTrustedEndpoint } from './canonical-url.ts'
import { issuerFor, type Config } from './config.ts'
import { createSend } from './gateway.ts'
import { problem, type LaunchOutcome } from './launch-problem.ts'
import type { Identity, Practice, Session } from './session.ts'
import { accessOf, storeAccess, type SessionRecord } from './session-record.ts'

/** Makes the session of a finished sign-in from its stored record; `record` must hold an access token. */
export function openSession(config: Config, storage: Storage, state: string, record: SessionRecord, call?: typeof fetch): LaunchOutcome {
  const found = issuerFor(config, record.serverUrl)
  const access = accessOf(record)
  if (found === null || found.issuer.clientId !== record.clientId) return problem('issuer-unknown')
  if (access === null) return problem('state-unknown')
  const { issuer, base } = found
  const {
    patient,
    encounter,
    scope,
    need_patient_banner: needPatientBanner,
    id_token: idToken,
    smart_style_url: styleUrl,
  } = record.tokenResponse
  // What was asked for decides: an EHR may name a patient to a user who asked for none.
  const isPractice = !/(^|\s)launch/.test(record.scope) && /(^|\s)user\//.test(record.scope)
  const patientId = typeof patient === 'string' && patient !== '' && !isPractice ? patient : null
  if (patientId === null && !isPractice) return problem('no-patient')
  if (!isTrustedEndpoint(record.tokenUri, base, issuer.pinnedOrigins)) return problem('endpoint-refused')
  const send = createSend({
    base,
    access,
    tokenUrl: record.tokenUri,
    clientId: issuer.clientId,
    patientId,
    onAccess: (refreshed) => storeAccess(storage, state, refreshed),
    ...(call === undefined ? {} : { fetch: call }),
  })
  let identity: Promise<Identity> | null = null
  const unreadable: Identity = { status: 'not-verified', reason: 'keys-unreadable' }
  const practice: Practice = {
    issuer,
    base,
    // An answer without scope granted what was asked for (RFC 6749, 5.1).
    grantedScopes: (typeof scope === 'string' ? scope : record.scope).split(/\s+/).filter((one) => one !== ''),
    styleUrl: isTrustedEndpoint(styleUrl, base, issuer.pinnedOrigins) ? styleUrl : null,
    send,
    identity: () =>
      (identity ??= import('./identity.ts').then(
        ({ checkIdentity }) => checkIdentity(idToken, base, issuer, call),
        () => unreadable,
      )),
  }
  if (patientId === null) return { kind: 'practice', practice }
  const session = {
    ...practice,
    patientId,
    encounterId: typeof encounter === 'string' && encounter !== '' ? encounter : null,
    needPatientBanner: needPatientBanner !== false,
    mode: modeIn(record.tokenResponse),
    messaging: messagingIn(record.tokenResponse),
  }
  return { kind: 'session', session }
}

/** The app's own context, as a card gave it and the token answer brings it back; whatever is not understood is ignored. */
function modeIn({ appContext }: SessionRecord['tokenResponse']): Session['mode'] {
  if (typeof appContext !== 'string' || appContext.length > 2000) return null
  try {
    const context = JSON.parse(appContext) as { readonly mode?: unknown } | null
    return context?.mode === 'close' ? 'close' : null
  } catch {
    return null
  }
}

/** Handle and origin of SMART Web Messaging (STU1, launch parameters); a wildcard or a path is no origin. */
function messagingIn(tokenResponse: SessionRecord['tokenResponse']): Session['messaging'] {
  const { smart_web_messaging_handle: handle, smart_web_messaging_origin: origin } = tokenResponse
  if (typeof handle !== 'string' || handle === '' || typeof origin !== 'string' || !URL.canParse(origin)) return null
  return new URL(origin).origin === origin && origin !== 'null' ? { handle, origin } : null
}
