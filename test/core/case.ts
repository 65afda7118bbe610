import { inspect, isDeepStrictEqual } from 'node:util'
import type { RuleBook } from '#core/rule-book.ts'

/**
 * One sentence that the rules must make true. It takes the rules as an argument, so that it can also be asked
 * of rules that were changed on purpose: `npm run mutate:rules`.
 */
export interface Case {
  readonly name: string
  /** `files` are the same rules as FHIR, for what the rule book does not carry. */
  readonly holds: (rules: RuleBook, files: readonly unknown[]) => boolean
  /** What was seen instead, for the message of a red test. */
  readonly explain?: (rules: RuleBook) => string
}

/** The case that `seen` gives exactly `expected`. */
export function gives(name: string, seen: (rules: RuleBook) => unknown, expected: unknown): Case {
  return {
    name,
    holds: (rules) => isDeepStrictEqual(seen(rules), expected),
    explain: (rules) => `saw ${inspect(seen(rules), { depth: 5 })}\nnot ${inspect(expected, { depth: 5 })}`,
  }
}

/** The case that `seen` holds at least the parts of `expected`. */
export function includes(name: string, seen: (rules: RuleBook) => object, expected: Readonly<Record<string, unknown>>): Case {
  const parts = (rules: RuleBook) => Object.fromEntries(Object.entries(seen(rules)).filter(([part]) => part in expected))
  return gives(name, parts, expected)
}
