import { motionAnalysis } from './codes.ts'
import type { ChosenModifier } from './decisions.ts'
import type { Evidence } from './facts.ts'
import type { QuestionName } from './questions.ts'
import type { Acceptance, Advice, AdviceRow, ModifierRule } from './modifier-rules.ts'
import type { Indicator, RuleBook } from './rule-book.ts'
import type { ServiceFactName, ServiceFacts, ThreeWay } from './service-facts.ts'

/** What the rules say of one modifier at this visit; two questions apart, and what follows from both. */
export interface ModifierAdvice {
  readonly code: string
  readonly advice: Advice
  /** Does the chart meet the condition of the source? */
  readonly isMet: ThreeWay
  /** Does the published indicator of the service accept it? `no-indicator` where none decides. */
  readonly accepted: 'yes' | 'no' | 'restricted' | 'no-indicator'
  readonly why: string
  readonly instead: string | null
  /** The question that would settle it. */
  readonly asks: QuestionName | null
  readonly evidence: readonly Evidence[]
  readonly indicator: Indicator | null
  readonly rule: ModifierRule
}

/** A visit before the first table of indicators gets no advice: matching goes on without it. */
export type Advised =
  | { readonly kind: 'before-tables'; readonly from: string }
  | { readonly kind: 'advised'; readonly modifiers: readonly ModifierAdvice[]; readonly isAfterTables: boolean }

/** Advice on every modifier of the rule book for a service on `day` (`YYYY-MM-DD`), in the order of the rules. Total for every rule book that the parser passed. */
export function adviseModifiers(facts: ServiceFacts, rules: RuleBook, day: string): Advised {
  const { from, through } = rules.tables.indicators
  if (day < from) return { kind: 'before-tables', from }
  return { kind: 'advised', modifiers: rules.modifiers.map((rule) => adviseOn(rule, facts, rules)), isAfterTables: day > through }
}

function adviseOn(rule: ModifierRule, facts: ServiceFacts, rules: RuleBook): ModifierAdvice {
  const indicator = rule.acceptance === null ? null : (rules.services[motionAnalysis]?.indicators[rule.acceptance.indicator] ?? null)
  const accepted = acceptedBy(rule.acceptance, indicator)
  // The indicator decides before the chart does: no finding makes a modifier acceptable that the service does not take.
  const row = accepted === 'no' || accepted === 'restricted' ? null : firstRow(rule, facts)
  const named = [rule.condition, ...(row?.when ?? []).map(({ fact }) => fact)]
  return {
    code: rule.code,
    isMet: facts[rule.condition].answer,
    accepted,
    indicator,
    rule,
    evidence: evidenceOf(named, facts),
    ...(row === null
      ? {
          advice: accepted === 'no' ? 'not-accepted' : 'not-applicable',
          why: rule.acceptance?.meaning ?? '',
          instead: rule.instead,
          asks: null,
        }
      : { advice: row.advice, why: row.why, instead: row.instead, asks: row.asks }),
  }
}

function acceptedBy(acceptance: Acceptance | null, indicator: Indicator | null): ModifierAdvice['accepted'] {
  if (acceptance === null || indicator === null) return 'no-indicator'
  if (acceptance.accepts.includes(indicator.value)) return 'yes'
  return acceptance.restricts.includes(indicator.value) ? 'restricted' : 'no'
}

/** The parser holds that the last row of every rule has no condition, so one always holds. */
function firstRow({ rows, id }: ModifierRule, facts: ServiceFacts): AdviceRow {
  const row = rows.find(({ when }) => when.every(({ fact, is }) => facts[fact].answer === is))
  if (row === undefined) throw new Error(`${id}: no row of advice holds`)
  return row
}

/** Each row of the chart once, although several facts rest on it. */
function evidenceOf(names: readonly ServiceFactName[], facts: ServiceFacts): readonly Evidence[] {
  const all = names.flatMap((name) => facts[name].evidence)
  return all.filter((row, index) => all.findIndex(({ reference, text }) => reference === row.reference && text === row.text) === index)
}

/** Whether this modifier may stand beside those already chosen; names the first that it excludes, or null. */
export function excludedBy(code: string, chosen: readonly ChosenModifier[], rules: RuleBook): string | null {
  const excludes = (one: string, other: string) => rules.modifiers.some((rule) => rule.code === one && rule.excludes.includes(other))
  return chosen.find((other) => other.code !== code && (excludes(code, other.code) || excludes(other.code, code)))?.code ?? null
}

/** The chosen modifiers in the order of the claim line: pricing first, then therapy, then the others; equal ranks as chosen. */
export function orderModifiers(chosen: readonly ChosenModifier[], rules: RuleBook): readonly ChosenModifier[] {
  const rank = ({ code }: ChosenModifier) => rules.modifiers.find((rule) => rule.code === code)?.rank ?? Number.MAX_SAFE_INTEGER
  return chosen.toSorted((one, other) => rank(one) - rank(other))
}

/** A modifier that the advice does not support travels with a picked reason. */
export function lacksModifierReason({ code, reason }: ChosenModifier, advised: Advised): boolean {
  if (reason !== null) return false
  const advice = advised.kind === 'advised' ? advised.modifiers.find((one) => one.code === code)?.advice : undefined
  return advice !== 'supported'
}
