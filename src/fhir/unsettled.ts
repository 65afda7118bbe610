import type { ChargeItem } from 'fhir/r4'
import type { SentCharge } from './write-outcome.ts'

/** How far a write came whose outcome is not known. */
export type WriteStage = 'sending' | 'verifying'

export interface Unsettled {
  readonly stage: WriteStage
  /** Milliseconds since the epoch when it was sent. */
  readonly time: number
  /** A hash of the version that an update was to replace; absent for a create. */
  readonly replaces?: string
}

/** How long after a write, in milliseconds, it may still arrive, or a slow search be about to show it. */
export const slowMs = 60_000

const storageKey = 'gait-charge.unsettled'

/** Notes a write before it is sent, so that a reload knows of it: hashes, a stage and a time, nothing of the charge. */
export async function markUnsettled(
  { identifier, replaced }: Pick<SentCharge, 'identifier' | 'replaced'>,
  stage: WriteStage,
): Promise<void> {
  const hash = await hashOf(identifier)
  const replaces = replaced === null ? {} : { replaces: await versionHash(replaced) }
  // The time is that of the sending: a later stage keeps it.
  const time = stage === 'verifying' ? (readAll()[hash]?.time ?? Date.now()) : Date.now()
  change(hash, { stage, time, ...replaces })
}

/** Forgets a write whose outcome is known. */
export async function markSettled(identifier: string): Promise<void> {
  change(await hashOf(identifier), undefined)
}

/** The write under this identifier that was sent from this window and never seen to end; null where there is none. */
export async function unsettledWrite(identifier: string): Promise<Unsettled | null> {
  return readAll()[await hashOf(identifier)] ?? null
}

/** Whether an update of this very version was sent from this window and may yet arrive: what stands is not what will stand. */
export async function mayYetReplace(identifier: string, { id = '', meta }: ChargeItem): Promise<boolean> {
  const write = await unsettledWrite(identifier)
  if (write?.replaces === undefined || Date.now() >= write.time + slowMs) return false
  return write.replaces === (await versionHash({ id, versionId: meta?.versionId ?? '' }))
}

/** Whether any write of this window is open: the cheap question before a search. */
export function isAnythingUnsettled(): boolean {
  return Object.keys(readAll()).length > 0
}

function versionHash({ id, versionId }: NonNullable<SentCharge['replaced']>): Promise<string> {
  return hashOf(`${id}/_history/${versionId}`)
}

async function hashOf(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function readAll(): Readonly<Record<string, Unsettled>> {
  try {
    const stored = JSON.parse(sessionStorage.getItem(storageKey) ?? '{}') as unknown
    return typeof stored === 'object' && stored !== null ? (stored as Readonly<Record<string, Unsettled>>) : remembered
  } catch {
    return remembered
  }
}

/** Without storage a write is remembered as long as the page is open. */
let remembered: Readonly<Record<string, Unsettled>> = {}

function change(hash: string, unsettled: Unsettled | undefined): void {
  const { [hash]: _, ...others } = readAll()
  const next = unsettled === undefined ? others : { ...others, [hash]: unsettled }
  try {
    if (Object.keys(next).length === 0) sessionStorage.removeItem(storageKey)
    else sessionStorage.setItem(storageKey, JSON.stringify(next))
    remembered = {}
  } catch {
    remembered = next
  }
}
