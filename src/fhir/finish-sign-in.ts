import type { Config } from './config.ts'
import type { Door, SmartClient } from './door.ts'
import { problem, type LaunchOutcome } from './launch-problem.ts'
import { openSession } from './open-session.ts'
import { accessOf, readRecord } from './session-record.ts'

const patienceMs = 15_000

/**
 * The way back from the sign-in page, or a reload of it. A state that this window did not make is refused without a
 * request; a code is redeemed once, and a second visit restores the stored session.
 * The configuration is awaited only after the token answer.
 */
export async function finishSignIn(
  smart: SmartClient,
  door: Door,
  storage: Storage,
  state: string,
  config: Promise<Config>,
): Promise<LaunchOutcome> {
  const here = new URL(door.location.href)
  const record = readRecord(storage, state)
  const isSignedIn = record !== null && accessOf(record) !== null
  const keep = (query: string) => door.history.replaceState(null, '', `${here.pathname}${query}`)
  const forget = (outcome: LaunchOutcome) => {
    storage.removeItem(state)
    keep('')
    return outcome
  }
  if (record === null) return problem('state-unknown')
  // A session that stands is not ended by an error in the address: anyone can write one there.
  if (!isSignedIn && here.searchParams.has('error')) return forget(refusal(here.searchParams.get('error') ?? ''))
  if (!isSignedIn) {
    if (!here.searchParams.has('code')) return problem('state-unknown')
    const failure = await redeem(smart)
    if (failure?.kind === 'problem') {
      if (failure.problem.kind !== 'sign-in-unavailable') return forget(failure)
      // fhirclient took the code out of the address; put back, it lets a reload try once more.
      keep(here.search)
      return failure
    }
  }
  keep(`?state=${state}`)
  const signedIn = readRecord(storage, state)
  return signedIn === null ? problem('state-unknown') : openSession(await config, storage, state, signedIn, door.fetch.bind(door))
}

async function redeem(smart: SmartClient): Promise<LaunchOutcome | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  // fhirclient sets no limit to its token request.
  const tooLate = new Promise<LaunchOutcome>((resolve) => {
    timer = setTimeout(() => resolve(problem('sign-in-unavailable')), patienceMs)
  })
  try {
    return await Promise.race([smart.ready().then(() => null, tokenProblem), tooLate])
  } finally {
    clearTimeout(timer)
  }
}

/** fhirclient writes the OAuth error code on a line of its own behind the status and the address. */
function tokenProblem(error: unknown): LaunchOutcome {
  const { status, message } = error as { readonly status?: unknown; readonly message?: unknown }
  const code = /\nURL: .*\n([a-z_]+)(?::|$)/m.exec(String(message))?.[1] ?? null
  if (typeof status !== 'number' || status < 400 || status >= 500 || status === 429) return problem('sign-in-unavailable')
  if (code === 'invalid_grant') return problem('code-expired', code)
  return status === 401 ? problem('registration', code) : refusal(code)
}

function refusal(code: string | null): LaunchOutcome {
  switch (code) {
    case 'access_denied':
      return problem('access-denied', code)
    case 'invalid_client':
    case 'unauthorized_client':
      return problem('registration', code)
    case 'invalid_grant':
      return problem('code-expired', code)
    default:
      return problem('sign-in-refused', code)
  }
}
