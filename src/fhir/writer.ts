import type { ChargeItem } from 'fhir/r4'
import type { Reading } from '#core/visit.ts'
import type { FhirAnswer } from './send.ts'
import type { SentCharge } from './write-outcome.ts'

/** By what a write is found again when its answer is unclear. */
export interface Sought {
  readonly identifier: string
  readonly encounterId: string | null
  /** Date of service, `YYYY-MM-DD`. */
  readonly day: string
}

/** How one kind of EHR takes a charge and shows it again. */
export interface Writer {
  /** The one request that stores the charge; sent once. Throws FhirError. */
  send(sent: SentCharge, stored: ChargeItem | null): Promise<FhirAnswer>
  /** What may be this write. A server without identifiers answers with every charge that could be it. */
  find(sought: Sought): Promise<Reading<ChargeItem>>
  /** The elements in which the stored charge is not what was confirmed. */
  differences(confirmed: ChargeItem, stored: ChargeItem): readonly string[]
  /** A stored charge can be replaced under If-Match. */
  readonly updates: boolean
}
