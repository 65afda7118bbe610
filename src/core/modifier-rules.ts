import type { QuestionName } from './questions.ts'
import type { Cited, IndicatorName } from './rule-book.ts'
import type { ServiceFactName } from './service-facts.ts'

export type Advice = 'supported' | 'ask' | 'not-accepted' | 'not-applicable'

/** One row of the advice of a modifier: the first whose conditions all hold is the advice. */
export interface AdviceRow {
  readonly when: readonly { readonly fact: ServiceFactName; readonly is: 'yes' | 'no' | 'unknown' }[]
  readonly advice: Advice
  readonly why: string
  readonly instead: string | null
  readonly asks: QuestionName | null
}

/** The indicator of the service that decides whether a payer that uses it accepts the modifier. */
export interface Acceptance extends Cited {
  readonly indicator: IndicatorName
  /** Values with which the modifier is accepted. */
  readonly accepts: readonly string[]
  /** Values with which it is restricted unless documented; any other value does not accept it. */
  readonly restricts: readonly string[]
  /** What the indicator of this service means for the modifier, in our own words. */
  readonly meaning: string
}

export interface ModifierRule extends Cited {
  readonly id: string
  /** CPT, or HCPCS level II. */
  readonly system: string
  readonly code: string
  readonly display: string
  /** What the source document says of it, in our own words; null where the document does not name it. */
  readonly saidBySource: string | null
  readonly dispute: string | null
  /** The fact that meets the condition of the source. */
  readonly condition: ServiceFactName
  readonly acceptance: Acceptance | null
  /** What to do where the modifier is not accepted. */
  readonly instead: string | null
  readonly rows: readonly AdviceRow[]
  /** Modifiers that may not stand on the same line. */
  readonly excludes: readonly string[]
  /** Lower comes first on the line: pricing modifiers, then therapy, then the others. */
  readonly rank: number
  /** Shown only when the clinician asks for it. */
  readonly isHidden: boolean
}
