import type { ChargeItem } from 'fhir/r4'
import type { ChargeKey } from '#core/charge-key.ts'
import type { Signer } from '#core/charge.ts'
import type { ExistingWhere } from '#core/existing-charges.ts'
import type { Visit } from '#core/visit.ts'
import type { Channel } from './channel.ts'
import type { Wait } from './delay.ts'
import type { Session } from './session.ts'
import type { Messaging } from './web-messaging.ts'
import type { ChargeWish } from './write-outcome.ts'
import type { WriteState } from './write-state.ts'
import type { Writer } from './writer.ts'

/** Who acts, on which reading of the chart. */
export interface Actor {
  /** The reading that the clinician saw. */
  readonly seen: Visit
  readonly signer: Signer
  /** App and rules with their versions, for the attestation. */
  readonly tool: string
}

/** One press: what was confirmed, and by whom. */
export interface Press extends Actor {
  readonly wish: ChargeWish
  readonly where: ExistingWhere
}

export interface DeskOptions {
  readonly session: Session
  readonly channel: Channel
  readonly writer: Writer
  /** Set where the channel is Web Messaging. */
  readonly messaging: Messaging | null
  /** A later reading of the visit replaces the one on the screen. */
  readonly onVisit?: (visit: Visit) => void
  /** Something was written, or may have been: what was read of the visit is old. */
  readonly onWritten?: () => void
  readonly wait?: Wait
}

/** One charge's way into the EHR. It holds no screen: whoever presses drives it, and listens. */
export interface ChargeDesk {
  readonly channel: Channel
  state(): WriteState
  subscribe(listener: () => void): () => void
  /** After a reload, once patient and day are known. */
  resume(key: ChargeKey, encounterId: string | null): Promise<WriteState>
  /** A second press while one is under way is the same press. */
  press(press: Press): Promise<WriteState>
  takeBack(charge: ChargeItem, actor: Actor): Promise<WriteState>
  lookAgain(): Promise<WriteState>
  /** Only where the state's `sendAgain` is `now`: the same write once more, or after a reload the way back to Confirm. */
  sendAgain(): Promise<WriteState>
  /** After a rejection: the confirmed charge for a person to enter. */
  handOver(): void
  /** Back to the draft from a rejection, a hand-over or a note. */
  reopen(): void
}
