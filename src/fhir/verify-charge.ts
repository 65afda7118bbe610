import type { ChargeItem } from 'fhir/r4'
import { chargeIdentifierSystem } from '#core/codes.ts'
import { hasIdentifier } from '#core/existing-charges.ts'
import { resourcesOf, type Reading } from '#core/visit.ts'
import { differences } from './compare-charges.ts'
import { delay, type Wait } from './delay.ts'
import { FhirError } from './fhir-error.ts'
import { searchPatient } from './patient-search.ts'
import type { FhirAnswer } from './send.ts'
import type { Session } from './session.ts'
import { isWellFormed } from './shape.ts'
import { markSettled, markUnsettled } from './unsettled.ts'
import type { SentCharge, WriteOutcome } from './write-outcome.ts'

/** The patient's charges that carry an identifier of ours, withdrawn ones too. */
async function findCharges(session: Session, identifier: string): Promise<Reading<ChargeItem>> {
  const token = { system: chargeIdentifierSystem, value: identifier }
  const more = `&identifier=${encodeURIComponent(`${token.system}|${token.value}`)}`
  const reading = await searchPatient<ChargeItem>(session, 'ChargeItem', more)
  // A lenient server ignores a parameter that it does not know.
  return reading.status === 'unreadable' ? reading : { ...reading, resources: reading.resources.filter((one) => hasIdentifier(one, token)) }
}

/** Reads back what a clear answer says was stored; "saved" is said of nothing else. */
export async function verify(session: Session, sent: SentCharge, answer: FhirAnswer, wait: Wait): Promise<WriteOutcome> {
  const id = sent.replaced?.id ?? idOf(answer)
  if (id === null) return reconcile(session, sent, wait, patience)
  await markUnsettled(sent.identifier, 'verifying')
  const [stored, twins] = await Promise.all([readBack(session, id), sent.replaced === null ? findCharges(session, sent.identifier) : null])
  const live = twins === null ? [] : resourcesOf(twins).filter(isLive)
  if (live.length > 1) return { kind: 'duplicate', charges: live }
  if (stored === null) return reconcile(session, sent, wait, patience)
  const isExisting = sent.replaced === null && answer.status === 200
  return isExisting ? judgeExisting(sent, stored) : judge(sent, stored)
}

/** Seconds 1, 3 and 8 after an unclear answer. */
export const patience: readonly number[] = [1000, 2000, 5000]

/**
 * Looks for a write whose outcome is unclear; sends nothing. One look at once unless `pauses` tell otherwise.
 * Stays `unknown` while nothing is found: an empty search is no proof of absence.
 */
export async function reconcile(
  session: Session,
  sent: SentCharge,
  wait: Wait = delay,
  pauses: readonly number[] = [0],
): Promise<WriteOutcome> {
  for (const pause of pauses) {
    await wait(pause)
    const outcome = await look(session, sent)
    if (outcome !== null) {
      await markSettled(sent.identifier)
      return outcome
    }
  }
  return { kind: 'unknown', identifier: sent.identifier, sent }
}

async function look(session: Session, sent: SentCharge): Promise<WriteOutcome | null> {
  if (sent.replaced !== null) {
    const stored = await readBack(session, sent.replaced.id)
    if (stored === null) return null
    const outcome = judge(sent, stored)
    // The version that was to be replaced still stands: the update may yet arrive.
    return outcome.kind === 'differs' && stored.meta?.versionId === sent.replaced.versionId ? null : outcome
  }
  const live = resourcesOf(await findCharges(session, sent.identifier)).filter(isLive)
  const [only, ...more] = live
  if (only === undefined) return null
  return more.length > 0 ? { kind: 'duplicate', charges: live } : judge(sent, only)
}

function judge({ confirmed }: SentCharge, stored: ChargeItem): WriteOutcome {
  const differing = differences(confirmed, stored)
  return differing.length === 0 ? { kind: 'saved', charge: stored } : { kind: 'differs', charge: stored, differences: differing }
}

/** A conditional create answered with what was there before (200): a charge of this key, not necessarily this one. */
function judgeExisting(sent: SentCharge, stored: ChargeItem): WriteOutcome {
  const outcome = judge(sent, stored)
  if (outcome.kind === 'saved') return outcome
  if (stored.status === 'not-billable') return { kind: 'not-billable-exists', charge: stored }
  return isLive(stored) && stored.status !== 'planned' ? { kind: 'already-charged', charge: stored } : { kind: 'conflict' }
}

async function readBack({ send }: Session, id: string): Promise<ChargeItem | null> {
  try {
    const { resource } = await send({ url: `ChargeItem/${encodeURIComponent(id)}` })
    const isCharge = isWellFormed(resource, 'ChargeItem') && resource?.id === id
    return isCharge && resource.resourceType === 'ChargeItem' ? resource : null
  } catch (error) {
    if (error instanceof FhirError) return null
    throw error
  }
}

function idOf({ resource }: FhirAnswer): string | null {
  return resource?.resourceType === 'ChargeItem' && typeof resource.id === 'string' ? resource.id : null
}

function isLive({ status }: ChargeItem): boolean {
  return status !== 'entered-in-error' && status !== 'aborted'
}
