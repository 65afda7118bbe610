import type { ChargeItem } from 'fhir/r4'
import { delay, type Wait } from './delay.ts'
import type { Session } from './session.ts'

/** The windows that a message goes between; `window` is one. */
export interface MessagingWindow {
  readonly parent: MessagingWindow
  readonly opener: unknown
  postMessage(message: unknown, targetOrigin: string): void
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void
}

interface Payload {
  readonly status?: unknown
  readonly location?: unknown
  readonly resource?: unknown
  readonly scratchpad?: unknown
}

/** A conversation with the EHR's page (SMART Web Messaging STU1). */
export interface Messaging {
  /** Whether the page answers at all. */
  handshake(): Promise<boolean>
  /** Puts a draft into the EHR's scratchpad; null where no answer came. */
  create(resource: ChargeItem): Promise<{ readonly status: number; readonly location: string | null } | null>
  /** Everything in the scratchpad; null where the page does not say. */
  read(): Promise<readonly ChargeItem[] | null>
}

const patienceMs = 5000

/**
 * Talks with the window that opened or frames this one, by the handle and at the origin that the token answer named.
 * Messages from another origin or window, or that answer none of ours, are not looked at.
 */
export function openMessaging(session: Session, here: MessagingWindow, wait: Wait = delay): Messaging {
  const ask = async (messageType: string, payload: object): Promise<Payload | null> => {
    const { messaging } = session
    const ehr = here.parent === here ? (here.opener as MessagingWindow | null) : here.parent
    if (messaging === null || ehr === null) return null
    const messageId = crypto.randomUUID()
    let hear: (event: MessageEvent) => void = () => {}
    const heard = new Promise<Payload>((resolve) => {
      hear = ({ origin, source, data }) => {
        if (origin !== messaging.origin || source !== (ehr as unknown)) return
        const answer = data as { readonly responseToMessageId?: unknown; readonly payload?: unknown } | null
        if (typeof answer !== 'object' || answer?.responseToMessageId !== messageId) return
        resolve(typeof answer.payload === 'object' && answer.payload !== null ? answer.payload : {})
      }
    })
    here.addEventListener('message', hear)
    try {
      ehr.postMessage({ messagingHandle: messaging.handle, messageId, messageType, payload }, messaging.origin)
      return await Promise.race([heard, wait(patienceMs).then(() => null)])
    } finally {
      here.removeEventListener('message', hear)
    }
  }
  return {
    handshake: async () => (await ask('status.handshake', {})) !== null,
    async create(resource) {
      const answer = await ask('scratchpad.create', { resource })
      if (answer === null) return null
      const location = typeof answer.location === 'string' && answer.location !== '' ? answer.location : null
      return { status: Number(/^\d{3}/.exec(String(answer.status))?.[0] ?? 0), location }
    },
    async read() {
      const scratchpad = (await ask('scratchpad.read', {}))?.scratchpad
      if (!Array.isArray(scratchpad)) return null
      return (scratchpad as readonly (ChargeItem | null)[]).filter((one): one is ChargeItem => one?.resourceType === 'ChargeItem')
    },
  }
}
