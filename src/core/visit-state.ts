import type { ChargeItem } from 'fhir/r4'
import { assess, nearTheList } from './assess.ts'
import { undecided } from './decisions.ts'
import type { RuleBook } from './rule-book.ts'
import type { Visit } from './visit.ts'

/** Where a visit stands, for whoever looks over a day of them. */
export type VisitState =
  | { readonly kind: 'billable' | 'draft' | 'not-billable'; readonly charge: ChargeItem }
  /** Something is asked: a study without a charge, or a diagnosis on or near the list without a recorded study. */
  | { readonly kind: 'prompt-open'; readonly why: 'study-without-charge' | 'diagnosis-without-study' }
  | { readonly kind: 'nothing-to-do' }
  /** A part of the chart on which the answer rests could not be read: never "nothing to do". */
  | { readonly kind: 'cannot-tell' }

/** The state of one visit as the chart alone tells it; `today` is a day. Pure and total. */
export function stateOfVisit(visit: Visit, rules: RuleBook, today: string): VisitState {
  const assessment = assess(visit, rules, undecided, today)
  const { existing, facts, verdict, unread } = assessment
  switch (existing.kind) {
    case 'already-charged':
      return { kind: 'billable', charge: existing.charge }
    case 'draft':
    case 'not-billable':
      return { kind: existing.kind, charge: existing.charge }
    case 'none':
      break
  }
  if (assessment.noDraft !== null) return { kind: 'nothing-to-do' }
  // What the charge says of a study counts most, so that charges that nobody could read leave everything open.
  if (unread.some(({ part }) => part === 'charges')) return { kind: 'cannot-tell' }
  if (facts.performed.answer === 'yes') return { kind: 'prompt-open', why: 'study-without-charge' }
  if (unread.some(({ part }) => part !== 'coverages')) return { kind: 'cannot-tell' }
  if (nearTheList.includes(verdict)) return { kind: 'prompt-open', why: 'diagnosis-without-study' }
  return verdict === 'cannot-tell' ? { kind: 'cannot-tell' } : { kind: 'nothing-to-do' }
}
