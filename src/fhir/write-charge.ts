import type { ChargeItem } from 'fhir/r4'
import { chargeIdentifier, generationOf } from '#core/charge-key.ts'
import { existingCharge, type ExistingWhere } from '#core/existing-charges.ts'
import { resourcesOf, type ReadingGap } from '#core/visit.ts'
import { differences } from './compare-charges.ts'
import { delay, type Wait } from './delay.ts'
import { FhirError, type FhirErrorKind } from './fhir-error.ts'
import { localReference, searchPatient } from './patient-search.ts'
import { grants } from './scopes.ts'
import type { FhirAnswer } from './send.ts'
import type { Session } from './session.ts'
import { sendCharge } from './standard-writer.ts'
import { isUnsettled, markSettled, markUnsettled } from './unsettled.ts'
import { patience, reconcile, verify } from './verify-charge.ts'
import type { ChargeWish, SentCharge, WriteOutcome } from './write-outcome.ts'

/**
 * The one function that writes. Searches the patient's charges, then creates or updates by what it found, once, under
 * an identifier that makes a repeat the same write; reads back and compares. An unclear answer is looked for, never
 * sent again. Outcomes are values; throws only what is a bug.
 */
export async function writeCharge(session: Session, wish: ChargeWish, where: ExistingWhere, wait: Wait = delay): Promise<WriteOutcome> {
  const { issuer, patientId } = session
  const isOfPatient = wish.key.patientId === patientId && localReference(wish.draft.subject.reference ?? '') === `Patient/${patientId}`
  if (!isOfPatient) return notSent('refused')
  if (issuer.writeChannels.length === 0) return notSent('forbidden')
  const charges = await searchPatient<ChargeItem>(session, 'ChargeItem')
  if (charges.status !== 'read' && wish.isChecked !== true) return notSent(whyUnread(charges.gap))

  const existing = existingCharge(resourcesOf(charges), wish.key.dateOfService, where)
  const identifier = chargeIdentifier(wish.key, generationOf(resourcesOf(charges), wish.key))
  const confirmed: ChargeItem = { ...wish.draft, status: wish.status, identifier: [identifier] }
  const stored = existing.kind === 'none' ? null : existing.charge
  // A repeat of our own write finds it done.
  if (stored !== null && differences(confirmed, stored).length === 0) return settled(identifier.value, { kind: 'saved', charge: stored })
  if (existing.kind === 'already-charged') return settled(identifier.value, { kind: 'already-charged', charge: existing.charge })
  if (existing.kind === 'not-billable' && wish.reopen !== true) return { kind: 'not-billable-exists', charge: existing.charge }
  if (grants(session.grantedScopes, 'ChargeItem', stored === null ? 'c' : 'u') !== 'whole') return notSent('forbidden')

  const replaced = stored === null ? null : versionOf(stored)
  if (replaced === 'not-replaceable') return notSent('refused')
  const sent: SentCharge = { confirmed, identifier: identifier.value, replaced }
  // Only a conditional create makes a second sending the same write.
  const isRepeatUnsafe = stored === null && !issuer.conditionalCreate
  if (isRepeatUnsafe && (await isUnsettled(identifier.value))) return { kind: 'unknown', identifier: identifier.value, sent }
  await markUnsettled(identifier.value, 'sending')
  return settled(identifier.value, await sendAndVerify(session, sent, stored, wait))
}

async function sendAndVerify(session: Session, sent: SentCharge, stored: ChargeItem | null, wait: Wait): Promise<WriteOutcome> {
  let answer: FhirAnswer
  try {
    answer = await sendCharge(session, sent, stored)
  } catch (error) {
    if (!(error instanceof FhirError)) throw error
    return clearRefusal(error) ?? reconcile(session, sent, wait, patience)
  }
  return verify(session, sent, answer, wait)
}

/** The answers that say that nothing was stored; null for those that leave it open. */
function clearRefusal({ kind, status, expressions }: FhirError): WriteOutcome | null {
  switch (kind) {
    case 'conflict':
      return { kind: 'conflict' }
    case 'rejected':
      return { kind: 'rejected', expressions }
    case 'forbidden':
    case 'not-found':
    case 'refused':
    case 'signed-out':
      return notSent(kind)
    case 'unavailable':
      // 401: the EHR refused the token and the refresh failed. 429: it did not take the request.
      return status === 401 || status === 429 ? notSent(kind) : null
    case 'not-fhir':
      return null
  }
}

/** An update needs the version it replaces; a modifier extension that is not understood forbids touching the charge (R4, 2.4.0.1). */
function versionOf({ id, meta, modifierExtension = [] }: ChargeItem): SentCharge['replaced'] | 'not-replaceable' {
  if (id === undefined || meta?.versionId === undefined || modifierExtension.length > 0) return 'not-replaceable'
  return { id, versionId: meta.versionId }
}

async function settled(identifier: string, outcome: WriteOutcome): Promise<WriteOutcome> {
  if (outcome.kind !== 'unknown') await markSettled(identifier)
  return outcome
}

function notSent(why: FhirErrorKind): WriteOutcome {
  return { kind: 'not-sent', why }
}

function whyUnread(gap: ReadingGap): FhirErrorKind {
  switch (gap) {
    case 'forbidden':
    case 'not-granted':
      return 'forbidden'
    case 'signed-out':
    case 'not-fhir':
      return gap
    case 'entries-not-understood':
      return 'not-fhir'
    case 'unsupported':
      return 'not-found'
    case 'unavailable':
    case 'broken-paging':
    case 'too-many-pages':
    case 'server-warned':
      return 'unavailable'
  }
}

/** Looks again, at 1, 3 and 8 s, for a write whose outcome is unknown; sends nothing. */
export function lookAgain(session: Session, sent: SentCharge, wait: Wait = delay): Promise<WriteOutcome> {
  return reconcile(session, sent, wait, patience)
}
