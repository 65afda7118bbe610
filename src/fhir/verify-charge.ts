import type { ChargeItem } from 'fhir/r4'
import { isWithdrawn } from '#core/existing-charges.ts'
import { resourcesOf } from '#core/visit.ts'
import { insideBase } from './canonical-url.ts'
import { FhirError } from './fhir-error.ts'
import { localReference } from './patient-search.ts'
import type { Means } from './means.ts'
import type { FhirAnswer } from './send.ts'
import type { Session } from './session.ts'
import { isWellFormed } from './shape.ts'
import { markSettled, markUnsettled, mayYetReplace } from './unsettled.ts'
import type { SentCharge, UnknownOutcome, WriteOutcome } from './write-outcome.ts'
import type { Sought } from './writer.ts'

/** Seconds 1, 3 and 8 after an unclear answer. */
export const patience: readonly number[] = [1000, 2000, 5000]

/** What a write is found by. */
export function soughtBy({ confirmed, identifier }: Pick<SentCharge, 'confirmed' | 'identifier'>): Sought {
  const encounterId = /^Encounter\/(.+)$/.exec(localReference(confirmed.context?.reference ?? ''))?.[1] ?? null
  return { identifier, encounterId, day: confirmed.occurrenceDateTime?.slice(0, 10) ?? '' }
}

/** Reads back what a clear answer says was stored; "saved" is said of nothing else. */
export async function verify(session: Session, sent: SentCharge, answer: FhirAnswer, means: Means): Promise<WriteOutcome> {
  means.onStage('verifying')
  await markUnsettled(sent, 'verifying')
  const id = sent.replaced?.id ?? idOf(answer, session.base)
  if (id === null) return reconcile(session, soughtBy(sent), sent, means, [0, ...patience])
  const isCreate = sent.replaced === null
  const [stored, twins] = await Promise.all([readBack(session, id), means.writer.find(soughtBy(sent))])
  const found = resourcesOf(twins)
  const live = found.filter((charge) => !isWithdrawn(charge))
  if (isCreate && live.length > 1) return settle(sent, { kind: 'duplicate', charges: live })
  if (stored === null || stored === 'gone') return reconcile(session, soughtBy(sent), sent, means)
  const outcome = isCreate && answer.status === 200 ? judgeExisting(sent, stored, means) : judge(sent, stored, means)
  // While the EHR's search does not show it, a reload must not take the day for free.
  return found.some((charge) => charge.id === id) ? settle(sent, outcome) : outcome
}

/**
 * Looks for a write whose outcome is unclear, at 1, 3 and 8 s unless `pauses` tell otherwise; sends nothing. Stays
 * `unknown` while nothing is found: an empty search is no proof of absence. `sent` is null after a reload.
 */
export async function reconcile(
  session: Session,
  sought: Sought,
  sent: SentCharge | null,
  means: Pick<Means, 'writer' | 'wait'>,
  pauses: readonly number[] = patience,
): Promise<WriteOutcome> {
  let isSearched = false
  for (const pause of pauses) {
    await means.wait(pause)
    const seen = await look(session, sought, sent, means)
    if (seen.outcome !== null) return seen.isShown ? settle(sought, seen.outcome) : seen.outcome
    isSearched = seen.isSearched
  }
  return { kind: 'unknown', identifier: sought.identifier, sent, sought, isSearched } satisfies UnknownOutcome
}

interface Look {
  readonly outcome: WriteOutcome | null
  readonly isSearched: boolean
  /** The EHR's search shows the charge, so that a reload finds it without a note of this window. */
  readonly isShown: boolean
}

async function look(session: Session, sought: Sought, sent: SentCharge | null, means: Pick<Means, 'writer'>): Promise<Look> {
  if (sent !== null && sent.replaced !== null) {
    const stored = await readBack(session, sent.replaced.id)
    if (stored === null || stored === 'gone') return { outcome: null, isSearched: false, isShown: false }
    const outcome = judge(sent, stored, means)
    // The version that was to be replaced still stands: the update may yet arrive.
    const isOpen = outcome.kind === 'differs' && stored.meta?.versionId === sent.replaced.versionId
    if (isOpen) return { outcome: null, isSearched: true, isShown: false }
    const isShown = resourcesOf(await means.writer.find(sought)).some(({ id }) => id === stored.id)
    return { outcome, isSearched: true, isShown }
  }
  const reading = await means.writer.find(sought)
  const found = resourcesOf(reading)
  const live = found.filter((charge) => !isWithdrawn(charge))
  const [only, ...more] = live
  if (more.length > 0) return { outcome: { kind: 'duplicate', charges: live }, isSearched: true, isShown: true }
  // After a reload a withdrawn charge answers too: it was sent, and taken back.
  const charge = only ?? (sent === null ? found[0] : undefined)
  if (charge === undefined) return { outcome: null, isSearched: reading.status === 'read', isShown: false }
  if (sent === null && (await mayYetReplace(sought.identifier, charge))) return { outcome: null, isSearched: true, isShown: false }
  return { outcome: sent === null ? { kind: 'found', charge } : judge(sent, charge, means), isSearched: true, isShown: true }
}

function judge({ confirmed }: SentCharge, stored: ChargeItem, { writer }: Pick<Means, 'writer'>): WriteOutcome {
  const differing = writer.differences(confirmed, stored)
  return differing.length === 0 ? { kind: 'saved', charge: stored } : { kind: 'differs', charge: stored, differences: differing }
}

/** A conditional create answered with what was there before (200): a charge of this key, not necessarily this one. */
function judgeExisting(sent: SentCharge, stored: ChargeItem, means: Means): WriteOutcome {
  const outcome = judge(sent, stored, means)
  if (outcome.kind === 'saved') return outcome
  if (stored.status === 'not-billable') return { kind: 'not-billable-exists', charge: stored }
  return !isWithdrawn(stored) && stored.status !== 'planned' ? { kind: 'already-charged', charge: stored } : { kind: 'conflict' }
}

/** The charge under this id; `gone` where the EHR holds none, null where it could not be read. */
export async function readBack({ send }: Session, id: string): Promise<ChargeItem | 'gone' | null> {
  try {
    const { resource } = await send({ url: `ChargeItem/${encodeURIComponent(id)}` })
    const isCharge = isWellFormed(resource, 'ChargeItem') && resource?.id === id
    return isCharge && resource.resourceType === 'ChargeItem' ? resource : null
  } catch (error) {
    if (error instanceof FhirError) return error.kind === 'not-found' ? 'gone' : null
    throw error
  }
}

/** The id in the body, else in a `Location` inside the base; one elsewhere is not followed. */
function idOf({ resource, location }: FhirAnswer, base: string): string | null {
  if (resource?.resourceType === 'ChargeItem' && typeof resource.id === 'string') return resource.id
  const address = location === undefined ? null : insideBase(location, base)
  return /\/ChargeItem\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?$/.exec(address?.pathname ?? '')?.[1] ?? null
}

async function settle({ identifier }: Pick<Sought, 'identifier'>, outcome: WriteOutcome): Promise<WriteOutcome> {
  await markSettled(identifier)
  return outcome
}
