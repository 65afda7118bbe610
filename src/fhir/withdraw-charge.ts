import type { ChargeItem } from 'fhir/r4'
import type { Signer } from '#core/charge.ts'
import { chargeIdentifierSystem } from '#core/codes.ts'
import { isWithdrawn } from '#core/existing-charges.ts'
import { isOfAnother } from './patient-search.ts'
import type { Means } from './means.ts'
import { grants } from './scopes.ts'
import type { Session } from './session.ts'
import { readBack } from './verify-charge.ts'
import { notSent, sendAndVerify, versionOf } from './write-charge.ts'
import type { WriteOutcome } from './write-outcome.ts'

/**
 * Takes a charge of this app back: status `entered-in-error` under If-Match, with a note of who and when (`now`, an
 * ISO 8601 instant). It stays in the record; the next charge of that day gets another identifier. A charge that changed
 * since it was shown is left alone.
 */
export async function withdrawCharge(
  session: Session,
  shown: ChargeItem,
  signer: Signer,
  now: string,
  means: Means,
): Promise<WriteOutcome> {
  const identifier = shown.identifier?.find(({ system }) => system === chargeIdentifierSystem)?.value
  if (identifier === undefined || shown.id === undefined || isOfAnother(shown, session.patientId)) return notSent('refused')
  if (!means.writer.updates || grants(session.grantedScopes, 'ChargeItem', 'u') !== 'whole') return notSent('forbidden')
  const stored = await readBack(session, shown.id)
  if (stored === null) return notSent('unavailable')
  if (stored === 'gone') return notSent('not-found')
  if (isWithdrawn(stored)) return { kind: 'saved', charge: stored }
  if (stored.status === 'billed') return { kind: 'already-charged', charge: stored }
  if (stored.meta?.versionId !== shown.meta?.versionId) return { kind: 'conflict' }
  const replaced = versionOf(stored)
  if (replaced === 'not-replaceable') return notSent('refused')
  const author = signer.display === null ? { reference: signer.reference } : { reference: signer.reference, display: signer.display }
  const note = [...(stored.note ?? []), { authorReference: author, time: now, text: 'Taken back: entered in error' }]
  const confirmed: ChargeItem = { ...stored, status: 'entered-in-error', note }
  return sendAndVerify(session, { confirmed, identifier, replaced }, stored, means)
}
