import type { ChargeItem } from 'fhir/r4'
import { chargeIdentifier, generationOf } from '#core/charge-key.ts'
import { existingCharge, type ExistingWhere } from '#core/existing-charges.ts'
import { resourcesOf, type ReadingGap } from '#core/visit.ts'
import { searchCharges } from './charge-search.ts'
import { FhirError, type FhirErrorKind } from './fhir-error.ts'
import type { Means } from './means.ts'
import { localReference } from './patient-search.ts'
import { grants } from './scopes.ts'
import type { FhirAnswer } from './send.ts'
import type { Session } from './session.ts'
import { markSettled, markUnsettled, mayYetReplace, unsettledWrite } from './unsettled.ts'
import { patience, readBack, reconcile, soughtBy, verify } from './verify-charge.ts'
import type { ChargeWish, SentCharge, WriteOutcome } from './write-outcome.ts'

/**
 * The one function that writes. Searches the patient's charges, then creates or updates by what it found, once, under
 * an identifier that makes a repeat the same write; reads back and compares. An unclear answer is looked for, never
 * sent again. Outcomes are values; throws only what is a bug.
 */
export async function writeCharge(session: Session, wish: ChargeWish, where: ExistingWhere, means: Means): Promise<WriteOutcome> {
  const { patientId } = session
  const { writer } = means
  const isOfPatient = wish.key.patientId === patientId && localReference(wish.draft.subject.reference ?? '') === `Patient/${patientId}`
  if (!isOfPatient || wish.draft.quantity?.value !== 1) return notSent('refused')
  const read = means.charges ?? (await searchCharges(session, where.encounterId))
  if (read.status !== 'read' && wish.isChecked !== true) return notSent(whyUnread(read.gap))
  const charges = await withKnown(session, resourcesOf(read), means.known)

  const existing = existingCharge(charges, wish.key.dateOfService, where)
  const identifier = chargeIdentifier(wish.key, generationOf(charges, wish.key))
  const confirmed: ChargeItem = { ...wish.draft, status: wish.status, identifier: [identifier] }
  const stored = existing.kind === 'none' ? null : existing.charge
  // Sent before a reload and still on its way: what stands now is not what will stand.
  if (stored !== null && !means.isAgain && (await mayYetReplace(identifier.value, stored))) {
    return reconcile(session, soughtBy({ confirmed, identifier: identifier.value }), null, means, [0])
  }
  // A repeat of our own write finds it done.
  // A charge that only this window knows stays noted: after a reload nothing else would tell of it.
  const isShown = stored !== null && resourcesOf(read).some(({ id }) => id === stored.id)
  if (stored !== null && writer.differences(confirmed, stored).length === 0) {
    if (isShown) await markSettled(identifier.value)
    return { kind: 'saved', charge: stored }
  }
  if (existing.kind === 'already-charged') {
    if (isShown) await markSettled(identifier.value)
    return { kind: 'already-charged', charge: existing.charge }
  }
  if (existing.kind === 'not-billable' && wish.reopen !== true) return { kind: 'not-billable-exists', charge: existing.charge }
  if (grants(session.grantedScopes, 'ChargeItem', stored === null ? 'c' : 'u') !== 'whole') return notSent('forbidden')
  if (stored !== null && !writer.updates) return notSent('forbidden')

  const replaced = stored === null ? null : versionOf(stored)
  if (replaced === 'not-replaceable') return notSent('refused')
  const sent: SentCharge = { confirmed, identifier: identifier.value, replaced }
  // An update is safe to repeat under If-Match; a create that is still open is looked for, and sent again only when a person asks.
  if (stored === null && !means.isAgain && (await unsettledWrite(identifier.value)) !== null) {
    return reconcile(session, soughtBy(sent), sent, means, [0])
  }
  return sendAndVerify(session, sent, stored, means)
}

/** Sends a write once and follows it to its end. */
export async function sendAndVerify(session: Session, sent: SentCharge, stored: ChargeItem | null, means: Means): Promise<WriteOutcome> {
  means.onStage('sending')
  await markUnsettled(sent, 'sending')
  let answer: FhirAnswer
  try {
    answer = await means.writer.send(sent, stored)
  } catch (error) {
    if (!(error instanceof FhirError)) throw error
    const refusal = await clearRefusal(session, error, sent, means)
    if (refusal === null) return reconcile(session, soughtBy(sent), sent, means, patience)
    // That this sending was refused says nothing of the first one, which is still open.
    if (means.isAgain && refusal.kind !== 'duplicate') return reconcile(session, soughtBy(sent), sent, means, [0])
    await markSettled(sent.identifier)
    return refusal
  }
  return verify(session, sent, answer, means)
}

/** The answers that say that nothing was stored; null for those that leave it open. */
async function clearRefusal(
  session: Session,
  { kind, status, expressions }: FhirError,
  sent: SentCharge,
  { writer }: Means,
): Promise<WriteOutcome | null> {
  switch (kind) {
    case 'conflict': {
      // 412 to a conditional create: several charges carry the identifier, and a person has to resolve them.
      const found = sent.replaced === null ? resourcesOf(await writer.find(soughtBy(sent))) : []
      if (found.length > 1) return { kind: 'duplicate', charges: found }
      const now = sent.replaced === null ? found[0] : await readBack(session, sent.replaced.id)
      if (now === undefined || now === null || now === 'gone') return { kind: 'conflict' }
      return { kind: 'conflict', charge: now, differences: writer.differences(sent.confirmed, now) }
    }
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

/** The charges of a search with those that this window read back itself, each as it stands now. */
async function withKnown(session: Session, searched: readonly ChargeItem[], known: readonly ChargeItem[]): Promise<readonly ChargeItem[]> {
  const isShown = (charge: ChargeItem) =>
    searched.some(({ id, meta }) => id === charge.id && (meta?.lastUpdated ?? '') >= (charge.meta?.lastUpdated ?? ''))
  const hidden = known.filter((charge) => !isShown(charge))
  const now = await Promise.all(hidden.map(async (charge) => (await readBack(session, charge.id ?? '')) ?? charge))
  const found = now.filter((charge) => charge !== 'gone')
  return [...searched.filter(({ id }) => !hidden.some((charge) => charge.id === id)), ...found]
}

/** An update needs the version it replaces; a modifier extension that is not understood forbids touching the charge (R4, 2.4.0.1). */
export function versionOf({ id, meta, modifierExtension = [] }: ChargeItem): SentCharge['replaced'] | 'not-replaceable' {
  if (id === undefined || meta?.versionId === undefined || modifierExtension.length > 0) return 'not-replaceable'
  return { id, versionId: meta.versionId }
}

export function notSent(why: FhirErrorKind): WriteOutcome {
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
    case 'other-patient':
      return 'refused'
    case 'unsupported':
      return 'not-found'
    case 'unavailable':
    case 'broken-paging':
    case 'too-many-pages':
    case 'server-warned':
      return 'unavailable'
  }
}
