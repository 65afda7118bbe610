import type { Channel } from './channel.ts'
import { slowMs, unsettledWrite } from './unsettled.ts'
import type { UnknownOutcome } from './write-outcome.ts'
import type { SendAgain } from './write-state.ts'

/**
 * Whether a write whose outcome stayed unknown may be sent once more, by a press: an update is safe under If-Match; a
 * create only where the server makes the repeat the same write, its search was read to the end, and a minute has passed.
 */
export async function maySendAgain(channel: Channel, outcome: UnknownOutcome): Promise<SendAgain> {
  if (channel.name !== 'standard') return 'never'
  if (outcome.sent !== null && outcome.sent.replaced !== null) return 'now'
  if (!channel.conditionalCreate || !outcome.isSearched) return 'never'
  return (await openingIn(outcome)) > 0 ? 'later' : 'now'
}

/** Milliseconds until the write may be sent again; 0 when they have passed. */
export async function openingIn({ identifier }: UnknownOutcome): Promise<number> {
  const write = await unsettledWrite(identifier)
  return write === null ? 0 : Math.max(0, write.time + slowMs - Date.now())
}
