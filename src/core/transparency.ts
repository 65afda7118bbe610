/** What the makers of the rules say of them: who made and pays for them, what they cannot do, what they do not look at. */
export interface TransparencyStatement {
  readonly developer: string
  readonly funding: string
  /** The day on which the rules were last reviewed, `YYYY-MM-DD`. */
  readonly reviewed: string
  readonly limits: readonly string[]
  /** What about a patient no rule uses. */
  readonly notUsed: readonly string[]
}
