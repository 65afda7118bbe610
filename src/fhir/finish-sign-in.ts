import type { Config } from './config.ts'
import type { Door } from './door.ts'
import { problem, type LaunchOutcome } from './launch-problem.ts'
import { openSession } from './open-session.ts'
import { accessOf, readRecord, type SessionRecord } from './session-record.ts'

const patienceMs = 15_000

interface WayBack {
  readonly door: Door
  readonly storage: Storage
  readonly state: string
  /** The address as the sign-in page gave it. */
  readonly here: URL
  /** What this window stored under the state before; null where it made no such launch. */
  readonly record: SessionRecord | null
  /** The code being redeemed, with why it failed; null where there is none to redeem. */
  readonly redeeming: Promise<{ readonly error: unknown } | null> | null
  readonly config: Promise<Config>
}

/**
 * The way back from the sign-in page, or a reload of it. A state that this window did not make is refused without a
 * request; a code is redeemed once, and a second visit restores the stored session.
 * The configuration is awaited only after the token answer.
 */
export async function finishSignIn({ door, storage, state, here, record, redeeming, config }: WayBack): Promise<LaunchOutcome> {
  const keep = (query: string) => door.history.replaceState(null, '', `${here.pathname}${query}`)
  const forget = (outcome: LaunchOutcome) => {
    storage.removeItem(state)
    keep('')
    return outcome
  }
  if (record === null) return problem('state-unknown')
  // A session that stands is not ended by an error in the address: anyone can write one there.
  if (accessOf(record) === null) {
    if (here.searchParams.has('error')) return forget(refusal(here.searchParams.get('error') ?? ''))
    if (redeeming === null) return problem('state-unknown')
    const failure = await redeemed(redeeming)
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

async function redeemed(redeeming: NonNullable<WayBack['redeeming']>): Promise<LaunchOutcome | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  // fhirclient sets no limit to its token request.
  const tooLate = new Promise<LaunchOutcome>((resolve) => {
    timer = setTimeout(() => resolve(problem('sign-in-unavailable')), patienceMs)
  })
  try {
    return await Promise.race([redeeming.then((failed) => (failed === null ? null : tokenProblem(failed.error))), tooLate])
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
