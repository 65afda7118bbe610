import { assess } from '#core/assess.ts'
import { undecided } from '#core/decisions.ts'
import type { Answers } from '#core/questions.ts'
import type { RuleBook } from '#core/rule-book.ts'
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
  return situations.flatMap((situation) =>
    Object.entries({ ...ordinary, ...situation.differs }).map(([code, advice]) =>
      gives(`${situation.name}: ${code} is ${advice}`, adviceIn(situation, code), advice),
    ),
  )
}

function adviceIn({ visit = {}, answers = {} }: Situation, code: string) {
  return (rules: RuleBook): string => {
    const chart = visitWith({ procedures: read(aStudy()), ...visit })
    const { advised } = assess(chart, rules, { ...undecided, answers }, '2026-09-01')
    const found = advised.kind === 'advised' ? advised.modifiers.find((one) => one.code === code) : undefined
    return [found?.advice, found?.asks].filter(Boolean).join(' ')
  }
}
