/** How far a write came whose outcome is not known. */
export type WriteStage = 'sending' | 'verifying'

interface Unsettled {
  readonly stage: WriteStage
  /** Milliseconds since the epoch. */
  readonly time: number
}

const storageKey = 'gait-charge.unsettled'

/** Notes a write before it is sent, so that a reload knows of it: a hash, a stage and a time, nothing of the charge. */
export async function markUnsettled(identifier: string, stage: WriteStage): Promise<void> {
  change(await hashOf(identifier), { stage, time: Date.now() })
}

/** Forgets a write whose outcome is known. */
export async function markSettled(identifier: string): Promise<void> {
  change(await hashOf(identifier), undefined)
}

/** Whether a write under this identifier was sent from this window and never seen to end. */
export async function isUnsettled(identifier: string): Promise<boolean> {
  return (await hashOf(identifier)) in readAll()
}

async function hashOf(identifier: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(identifier))
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function readAll(): Readonly<Record<string, Unsettled>> {
  try {
    const stored = JSON.parse(sessionStorage.getItem(storageKey) ?? '{}') as unknown
    return typeof stored === 'object' && stored !== null ? (stored as Readonly<Record<string, Unsettled>>) : {}
  } catch {
    return {}
  }
}

function change(hash: string, unsettled: Unsettled | undefined): void {
  const { [hash]: _, ...others } = readAll()
  const next = unsettled === undefined ? others : { ...others, [hash]: unsettled }
  try {
    if (Object.keys(next).length === 0) sessionStorage.removeItem(storageKey)
    else sessionStorage.setItem(storageKey, JSON.stringify(next))
  } catch {
    // Without storage the write is remembered as long as the page is open.
  }
}
