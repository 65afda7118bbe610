import type { ChargeItem } from 'fhir/r4'
import type { Reading } from '#core/visit.ts'
import { delay, type Wait } from './delay.ts'
import type { Writer } from './writer.ts'

/** By what means a write is done; the defaults are those of a first write in a fresh window. */
export interface Means {
  readonly writer: Writer
  readonly wait: Wait
  readonly onStage: (stage: 'sending' | 'verifying') => void
  /** Charges that this window read back: the EHR's search may not show them yet. */
  readonly known: readonly ChargeItem[]
  /** The patient's charges, where they were read a moment ago. */
  readonly charges: Reading<ChargeItem> | null
  /** A person asked to send a write again whose outcome stayed unknown. */
  readonly isAgain: boolean
}

export function meansWith(writer: Writer, means: Partial<Means> = {}): Means {
  return { writer, wait: delay, onStage: () => {}, known: [], charges: null, isAgain: false, ...means }
}
