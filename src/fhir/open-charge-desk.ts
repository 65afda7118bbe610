import { readCapability } from './capability.ts'
import { chooseChannel, mayMessage } from './channel.ts'
import { openDesk } from './charge-desk.ts'
import { oracleWriter } from './oracle-writer.ts'
import { scratchpadWriter } from './place-draft.ts'
import type { ChargeDesk, DeskOptions } from './press.ts'
import type { Session } from './session.ts'
import { standardWriter } from './standard-writer.ts'
import { openMessaging, type MessagingWindow } from './web-messaging.ts'

/**
 * Asks the EHR what it takes (`/metadata`, and a handshake where the site lists Web Messaging), and opens the desk on the
 * first channel that fits. To be called once the draft is on the screen.
 */
export async function openChargeDesk(
  session: Session,
  more: Omit<DeskOptions, 'session' | 'channel' | 'writer' | 'messaging'> = {},
  here: MessagingWindow | null = null,
): Promise<ChargeDesk> {
  const conversation = here !== null && mayMessage(session) ? openMessaging(session, here, more.wait) : null
  const [capability, isAnswering] = await Promise.all([readCapability(session), conversation?.handshake() ?? false])
  const channel = chooseChannel(session, capability, isAnswering)
  const messaging = channel.name === 'web-messaging' ? conversation : null
  const writer =
    channel.name === 'oracle'
      ? oracleWriter(session)
      : messaging === null
        ? standardWriter(session, channel.updates)
        : scratchpadWriter(messaging)
  return openDesk({ session, channel, writer, messaging, ...more })
}
