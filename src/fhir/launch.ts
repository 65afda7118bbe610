import { isTrustedEndpoint } from './canonical-url.ts'
import { issuerFor, type Config } from './config.ts'
import type { Door, SmartClient } from './door.ts'
import { problem, type LaunchOutcome } from './launch-problem.ts'
import { requestedScopes } from './requested-scopes.ts'
import { accessOf, readRecord } from './session-record.ts'

/**
 * The entry of the app: an EHR or standalone launch leaves for the sign-in, a callback is finished, a reload restored.
 * Everything else in the address is ignored; the configuration alone names client, endpoints and issuer.
 * Rejects only where the configuration does.
 */
export async function enter(smart: SmartClient, door: Door, config: Promise<Config>): Promise<LaunchOutcome> {
  const here = new URL(door.location.href)
  const asked = here.searchParams
  const state = asked.get('state')
  const isCallback = asked.has('code') || asked.has('error')
  const iss = asked.getAll('iss')
  if (!isCallback && iss.length > 0 && (state === null || asked.has('launch'))) {
    const isPractice = asked.has('practice')
    return iss.length === 1
      ? leave(smart, door, await config, iss[0] ?? '', asked.get('launch'), isPractice ? 'practice' : 'standalone')
      : problem('issuer-unknown')
  }
  if (state === null) return problem(isCallback ? 'state-unknown' : 'no-launch')
  const storage = storageOf(door)
  if (storage === null) return problem('storage-blocked')
  const record = readRecord(storage, state)
  const isOpen = record !== null && accessOf(record) === null && asked.has('code') && !asked.has('error')
  const redeeming = isOpen
    ? smart.ready().then(
        () => null,
        (error: unknown) => ({ error }),
      )
    : null
  // The rest of the way back, which nobody needs on the way out, is loaded while the code is being redeemed.
  const { finishSignIn } = await import('./finish-sign-in.ts')
  return finishSignIn({ door, storage, state, here, record, redeeming, config })
}

async function leave(
  smart: SmartClient,
  door: Door,
  config: Config,
  iss: string,
  launch: string | null,
  withoutLaunch: 'standalone' | 'practice',
): Promise<LaunchOutcome> {
  const found = issuerFor(config, iss)
  if (found === null) return problem('issuer-unknown')
  if (launch === null && !found.issuer.standaloneLaunch) return problem('no-launch')
  const storage = storageOf(door)
  if (storage === null) return problem('storage-blocked')
  const { issuer, base } = found
  const page = new URL(door.location.href)
  const redirectUri = `${page.origin}${page.pathname}`
  // fhirclient prefers the address over its options, so the address says what the configuration says.
  const query = new URLSearchParams({ iss: base, ...(launch === null ? {} : { launch }) })
  door.history.replaceState(null, '', `${page.pathname}?${query.toString()}`)
  const stateKey = crypto.randomUUID()
  const signIn = await smart
    .authorize({
      iss: base,
      ...(launch === null ? {} : { launch }),
      clientId: issuer.clientId,
      scope: requestedScopes(launch === null ? withoutLaunch : 'ehr', issuer.scopes, issuer.writeChannels),
      redirectUri,
      pkceMode: issuer.pkce === 'required' ? 'required' : 'unsafeV1',
      stateKey,
    })
    .catch(() => null)
  const record = readRecord(storage, stateKey)
  const refuse = (outcome: LaunchOutcome) => {
    storage.removeItem(stateKey)
    return outcome
  }
  if (typeof record?.authorizeUri !== 'string' || record.authorizeUri === '') return refuse(problem('sign-in-unavailable'))
  const isTrusted = [record.authorizeUri, record.tokenUri].every((endpoint) => isTrustedEndpoint(endpoint, base, issuer.pinnedOrigins))
  if (!isTrusted) return refuse(problem('endpoint-refused'))
  if (signIn === null) {
    const methods = Array.isArray(record.codeChallengeMethods) ? record.codeChallengeMethods : []
    return refuse(problem(methods.includes('S256') ? 'sign-in-unavailable' : 'pkce-missing'))
  }
  door.location.assign(signIn)
  return { kind: 'leaving' }
}

/** The session storage once it was seen to work; null in a frame whose storage the browser blocks. */
function storageOf(door: Door): Storage | null {
  try {
    const storage = door.sessionStorage
    storage.setItem('gait-charge.probe', '')
    storage.removeItem('gait-charge.probe')
    return storage
  } catch {
    return null
  }
}
