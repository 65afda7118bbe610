import { chargeIdentifier, generationOf, type ChargeKey } from '#core/charge-key.ts'
import { resourcesOf } from '#core/visit.ts'
import { searchCharges } from './charge-search.ts'
import type { Means } from './means.ts'
import type { Session } from './session.ts'
import { unsettledWrite } from './unsettled.ts'
import { reconcile } from './verify-charge.ts'
import type { WriteOutcome } from './write-outcome.ts'

/** The write may still be in the air when the page is loaded again: milliseconds before each look. */
const inTheAir: readonly number[] = [0, 1_000, 3_000]

/**
 * After a reload: looks, by its identifier, for a write of this patient and day that was sent from this window and
 * never seen to end. Null where there is none. Sends nothing.
 */
export async function resumeWrite(
  session: Session,
  key: ChargeKey,
  encounterId: string | null,
  means: Pick<Means, 'writer' | 'wait'>,
): Promise<WriteOutcome | null> {
  const last = generationOf(resourcesOf(await searchCharges(session, encounterId)), key)
  let resumed: WriteOutcome | null = null
  for (let generation = 0; generation <= last; generation += 1) {
    const identifier = chargeIdentifier(key, generation).value
    if ((await unsettledWrite(identifier)) === null) continue
    resumed = await reconcile(session, { identifier, encounterId, day: key.dateOfService }, null, means, inTheAir)
    if (resumed.kind === 'unknown') return resumed
  }
  return resumed
}
