declare module 'virtual:rule-book' {
  import type { RuleBook } from '#core/rule-book.ts'
  /** `fhir-resources/` as `parseRuleBook` read it at build time. */
  export const ruleBook: RuleBook
}
