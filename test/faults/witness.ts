import type { ChargeItem } from 'fhir/r4'
import type { Visit } from '#core/visit.ts'
import type { Session } from '#fhir/session.ts'
import type { WriteState } from '#fhir/write-state.ts'

interface SeenRequest {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly body: string
  /** HTTP status; 0 where no answer came. */
  status: number
}

/** Everything that one signed-in window asked of the network. */
export interface Line {
  readonly base: string
  readonly tokenUrl: string
  patientId: string | null
  readonly requests: SeenRequest[]
  /** How many requests had gone out when the clinician pressed a button, for each press. */
  readonly presses: number[]
  /** A charge desk stands on it, so that a write needs a press; a test of the sandbox is itself who asks. */
  hasDesk: boolean
}

/** What a test's fixtures saw, anew for each test: `invariants.ts` judges it. */
export interface Witness {
  readonly lines: Line[]
  readonly states: { readonly line: Line; readonly state: WriteState; readonly after: number }[]
  readonly visits: Visit[]
  readonly servers: { charges(): Promise<readonly ChargeItem[]> }[]
  /** Ids of the charges that the test itself put into an EHR. */
  readonly placed: Set<string>
  /** Milliseconds that a press waited, for each press. */
  readonly waited: number[]
  /** Invariants that a test breaks on purpose, to show a limit that stands in the README. */
  readonly knownLimits: string[]
}

export const witness: Witness = { lines: [], states: [], visits: [], servers: [], placed: new Set(), waited: [], knownLimits: [] }

const lineOf = new WeakMap<Session['send'], Line>()

export function forget(): void {
  for (const list of [witness.lines, witness.states, witness.visits, witness.servers, witness.waited, witness.knownLimits]) list.splice(0)
  witness.placed.clear()
}

/** A line that is watched, and the `fetch` to be used on it. */
export function watchLine(call: typeof fetch, base: string, tokenUrl: string): { readonly line: Line; readonly fetch: typeof fetch } {
  const line: Line = { base, tokenUrl, patientId: null, requests: [], presses: [], hasDesk: false }
  witness.lines.push(line)
  const watched: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers)
    const body = typeof init?.body === 'string' || init?.body instanceof URLSearchParams ? init.body.toString() : ''
    const url = input instanceof Request ? input.url : String(input)
    const seen: SeenRequest = { method: init?.method ?? 'GET', url, headers, body, status: 0 }
    line.requests.push(seen)
    const response = await call(input, init)
    seen.status = response.status
    return response
  }
  return { line, fetch: watched }
}

/** Ties a session to its line. */
export function watchSession(line: Line, session: Session): Session {
  line.patientId = session.patientId
  lineOf.set(session.send, line)
  return session
}

/** From here on the clinician alone may write on this session's line. */
export function openedDesk({ send }: Pick<Session, 'send'>): void {
  const line = lineOf.get(send)
  if (line !== undefined) line.hasDesk = true
}

/** The clinician presses a button that may write. */
export function sawPress({ send }: Pick<Session, 'send'>): void {
  const line = lineOf.get(send)
  // A test that puts its own sending between has no line of its own: the press counts for every line.
  for (const pressed of line === undefined ? witness.lines : [line]) pressed.presses.push(pressed.requests.length)
}

export function sawState({ send }: Pick<Session, 'send'>, state: WriteState): void {
  const line = lineOf.get(send)
  if (line !== undefined) witness.states.push({ line, state, after: line.requests.length })
}

/** A few of the visits that a test works on: a property test makes thousands. */
export function sawVisit(visit: Visit): Visit {
  if (witness.visits.length < 5) witness.visits.push(visit)
  return visit
}
