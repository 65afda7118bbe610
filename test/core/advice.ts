import { assess } from '#core/assess.ts'
import { undecided } from '#core/decisions.ts'
import type { Answers } from '#core/questions.ts'
import type { RuleBook } from '#core/rule-book.ts'
import type { Visit } from '#core/visit.ts'
import { aStudy, read, visitWith } from '#test/support/build.ts'
import { gives, type Case } from './case.ts'

/** A situation at a visit of 2026-09-01, and the modifiers whose advice differs from that on a study completed by a physiatrist. */
export interface Situation {
  readonly name: string
  readonly visit?: Parameters<typeof visitWith>[0]
  readonly answers?: Answers
  /** Advice, and the question that would settle it. */
  readonly differs?: Readonly<Record<string, string>>
}

const ordinary: Readonly<Record<string, string>> = {
  '26': 'not-accepted',
  TC: 'not-accepted',
  '59': 'not-applicable',
  XE: 'not-applicable',
  XU: 'not-applicable',
  '22': 'not-accepted',
  '52': 'not-applicable',
  '53': 'not-applicable',
  '51': 'not-accepted',
  '78': 'not-accepted',
  '80': 'not-applicable',
  '62': 'not-accepted',
  GP: 'not-applicable',
}

/** One case a situation and modifier: what the rules advise there. */
export function casesOf(situations: readonly Situation[]): readonly Case[] {
  return situations.flatMap((situation) => {
    const seen = adviceIn(situation)
    return Object.entries({ ...ordinary, ...situation.differs }).map(([code, advice]) =>
      gives(`${situation.name}: ${code} is ${advice}`, (rules) => seen(rules)[code], advice),
    )
  })
}

/** The advice on every modifier in one situation; asked once a rule book, however many cases look at it. */
function adviceIn({ visit = {}, answers = {} }: Situation): (rules: RuleBook) => Readonly<Record<string, string>> {
  const known = new WeakMap<RuleBook, Readonly<Record<string, string>>>()
  return (rules) => {
    const found = known.get(rules) ?? adviceOn(visitWith({ procedures: read(aStudy()), ...visit }), answers, rules)
    known.set(rules, found)
    return found
  }
}

function adviceOn(chart: Visit, answers: Answers, rules: RuleBook): Readonly<Record<string, string>> {
  const { advised } = assess(chart, rules, { ...undecided, answers }, '2026-09-01')
  const modifiers = advised.kind === 'advised' ? advised.modifiers : []
  return Object.fromEntries(modifiers.map(({ code, advice, asks }) => [code, [advice, asks].filter(Boolean).join(' ')]))
}
