import type { ChargeItem } from 'fhir/r4'
import { assess } from '#core/assess.ts'
import { chargeIdentifierSystem } from '#core/codes.ts'
import { undecided } from '#core/decisions.ts'
import { isWithdrawn } from '#core/existing-charges.ts'
import type { Visit } from '#core/visit.ts'
import { outcomeWords } from '#features/charge/outcome-words.ts'
import { insideBase } from '#fhir/canonical-url.ts'
import type { Line, Witness } from './witness.ts'

const most = { requests: 60, waitedMs: 20_000 }

/** Which of the invariants that hold in every fault were broken by what was seen; empty when none. */
export async function brokenIn(seen: Witness): Promise<readonly string[]> {
  const broken = [
    ...seen.lines.flatMap(brokenOnLine),
    ...seen.states.flatMap(brokenByState),
    ...seen.waited.filter((ms) => ms > most.waitedMs).map((ms) => `I9: a press waited ${ms} ms`),
    ...('sessionStorage' in globalThis ? brokenInStorage(globalThis.sessionStorage) : []),
    ...(await Promise.all(seen.servers.map(async (server) => brokenAtServer(await server.charges(), seen.placed)))).flat(),
    ...(await Promise.all(seen.visits.map(brokenByAssessing))).flat(),
  ]
  return [...new Set(broken)].filter((one) => !seen.knownLimits.some((limit) => one.startsWith(limit)))
}

function brokenOnLine({ base, tokenUrl, patientId, requests, presses, hasDesk }: Line): readonly string[] {
  const isWrite = ({ method, url }: Line['requests'][number]) => method !== 'GET' && insideBase(url, base) !== null
  const unasked = requests.filter((request, index) => hasDesk && isWrite(request) && !presses.some((from) => from <= index))
  const leaked = requests.filter(
    ({ url, headers, body }) =>
      (headers.has('Authorization') && insideBase(url, base) === null) || (/refresh_token=/.test(body) && url !== tokenUrl),
  )
  const foreign = patientId === null || !hasDesk ? [] : requests.filter(({ url }) => (patientIn(url, base) ?? patientId) !== patientId)
  // Presses may overlap, so that only their mean is bounded; the pages of a list have a cap of their own.
  const asked = requests.slice(presses[0] ?? requests.length).filter(({ url }) => !/[?&](page|_offset|_getpages)=/.test(url))
  const perPress = asked.length / Math.max(1, presses.length)
  return [
    ...unasked.map(({ method }) => `I1: ${method} before any press`),
    ...leaked.map(({ url }) => `I3: a token went to ${new URL(url).origin}`),
    ...foreign.map(({ url }) => `I5: ${url} is about another patient than the token`),
    ...(perPress > most.requests ? [`I9: ${perPress} requests after one press`] : []),
  ]
}

function patientIn(url: string, base: string): string | null {
  const address = insideBase(url, base)
  if (address === null) return null
  return /\/Patient\/([^/]+)$/.exec(address.pathname)?.[1] ?? address.searchParams.get('patient')
}

function brokenByState({ line, state, after }: Witness['states'][number]): readonly string[] {
  if (state.stage !== 'saved' && state.stage !== 'rejected' && state.stage !== 'unknown') return []
  const { title, next } = outcomeWords(state.outcome)
  const isSilent = title === '' || next === ''
  const before = line.requests.slice(0, after)
  const isOfCharges = ({ url }: Line['requests'][number]) => /\/ChargeItem\b/.test(url)
  const lastWrite = before.findLastIndex((request) => request.method !== 'GET' && isOfCharges(request))
  const isReadBack = before.some(
    (request, index) => index > lastWrite && request.method === 'GET' && isOfCharges(request) && request.status === 200,
  )
  return [
    ...(isSilent ? [`I6: ${state.outcome.kind} says nothing`] : []),
    ...(state.stage === 'saved' && !isReadBack ? ['I7: saved, and not read back'] : []),
  ]
}

/** What may stand in storage: fhirclient's record of the sign-in, and that a write is open. */
export function brokenInStorage(storage: Storage): readonly string[] {
  return Object.entries(storage as unknown as Record<string, unknown>).flatMap(([key, value]) => {
    const text = String(value)
    if (key === 'gait-charge.unsettled') {
      return /^\{("[0-9a-f]{64}":\{"stage":"(sending|verifying)","time":\d+(,"replaces":"[0-9a-f]{64}")?\},?)*\}$/.test(text)
        ? []
        : [`I4: ${key} holds ${text}`]
    }
    const isSignIn = /^[0-9a-f-]{36}$/.test(key) && !/"resourceType"/.test(text)
    return isSignIn || /^(key\d|.*blocked.*)$/i.test(key) ? [] : [`I4: ${key} stands in storage`]
  })
}

/** Live charges of this app under one identifier, but for those that the test put there. */
export function brokenAtServer(charges: readonly ChargeItem[], placed: ReadonlySet<string>): readonly string[] {
  const ours = charges.filter((charge) => !isWithdrawn(charge) && !placed.has(charge.id ?? ''))
  const keys = ours.flatMap(({ identifier = [] }) =>
    identifier.flatMap(({ system, value }) => (system === chargeIdentifierSystem ? (value ?? '') : [])),
  )
  return keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `I2: ${key} is charged twice`)
}

async function brokenByAssessing(visit: Visit): Promise<readonly string[]> {
  // The rules are read only where a test has visits, whose builder has read them already.
  const { rules } = await import('#test/support/build.ts')
  const found = assess(visit, rules, undecided, '2026-11-26')
  const isClaim = ['on-list', 'described-by-source', 'listed-disputed'].includes(found.verdict)
  const isBacked = found.diagnoses.some(({ currency, standing }) => currency === 'current' && standing.kind === found.verdict)
  const advised = found.advised.kind === 'advised' ? found.advised.modifiers : []
  const areDiagnosesWhole = visit.conditions.every(({ reading }) => reading.status === 'read')
  return [
    ...(isClaim && !isBacked ? [`I8: ${found.verdict} without a diagnosis behind it`] : []),
    ...advised
      .filter(({ advice, evidence }) => advice === 'supported' && evidence.length === 0)
      .map(({ code }) => `I8: ${code} without evidence`),
    ...(!areDiagnosesWhole && found.verdict === 'not-on-list' ? ['I10: diagnoses in part, and "not on the list"'] : []),
    ...(visit.charges.status !== 'read' && found.facts['charges-checked'].answer === 'yes' ? ['I10: charges in part, and "checked"'] : []),
    ...(visit.procedures.status !== 'read' && found.facts.performed.answer === 'no'
      ? ['I10: procedures in part, and "not performed"']
      : []),
  ]
}
