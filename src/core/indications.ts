import type { Coding, Condition } from 'fhir/r4'
import { codeSystem } from './codes.ts'
import { isIcd10cm, normaliseIcd10cm } from './icd10cm.ts'
import { isValidOn, type IcdEntry, type RuleBook } from './rule-book.ts'

/** How one recorded diagnosis stands towards the list of indications. */
export type Standing =
  | { readonly kind: 'on-list'; readonly code: string }
  | { readonly kind: 'described-by-source'; readonly code: string }
  | { readonly kind: 'listed-disputed'; readonly code: string }
  | {
      readonly kind: 'near-miss'
      /** The ICD-10-CM code as recorded, or null where only SNOMED CT is. */
      readonly code: string | null
      /** Whether the recorded code may stand on a claim of that day by itself. */
      readonly isSelectable: boolean
      readonly leavesOpen: readonly string[]
      readonly answers: readonly string[]
      readonly settles: string | null
    }
  | { readonly kind: 'not-on-list'; readonly code: string }
  /** SNOMED CT without a row in our map, ICD-10 (WHO), ICD-9, local codes, a coding without a system, or text alone. */
  | { readonly kind: 'cannot-match'; readonly why: 'no-code' | 'no-system' | 'other-system' }
  | { readonly kind: 'codings-disagree'; readonly codes: readonly string[] }

/** Places one Condition on the list by its codings alone, for a visit on `day` (`YYYY-MM-DD`). Total: never throws. */
export function standingOf(condition: Condition, rules: RuleBook, day: string): Standing {
  const codings = condition.code?.coding ?? []
  const icd = codings.flatMap((coding) => (isIcd10cm(coding) ? (normaliseIcd10cm(coding.code ?? '') ?? []) : []))
  const snomed = codings.flatMap(({ system, code }) =>
    system === codeSystem.snomed ? (rowOf(rules.snomed, code?.trim() ?? '') ?? []) : [],
  )
  const known = icd.flatMap((code) => rules.icd10cm[code] ?? [])
  const families = new Set([...known, ...snomed].map(({ family }) => family))
  if (families.size > 1) return { kind: 'codings-disagree', codes: [...known, ...snomed].map(({ code }) => code) }
  const entry = best(known, day)
  if (entry !== undefined) return standingOfEntry(entry, day)
  const code = icd[0]
  if (code !== undefined) return { kind: 'not-on-list', code }
  const mapped = snomed[0]
  if (mapped !== undefined) {
    const { leavesOpen, answers, settles } = mapped
    return { kind: 'near-miss', code: null, isSelectable: false, leavesOpen, answers: validAnswers(answers, rules, day), settles }
  }
  return { kind: 'cannot-match', why: whyUnmatched(codings) }
}

/** The row of a code; a code may be named like something that every object has. */
function rowOf<T>(table: Readonly<Record<string, T>>, code: string): T | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined
}

/** Two ICD-10-CM codings of one family: the more specific one that is valid that day speaks, else the first in code order. */
function best(entries: readonly IcdEntry[], day: string): IcdEntry | undefined {
  const valid = entries.filter((entry) => !entry.header && isValidOn(entry, day))
  return (valid.length > 0 ? valid : entries).toSorted((a, b) => b.code.length - a.code.length || (a.code < b.code ? -1 : 1))[0]
}

function standingOfEntry(entry: IcdEntry, day: string): Standing {
  const { code, standing, leavesOpen, answers, settles } = entry
  const isSelectable = !entry.header && isValidOn(entry, day)
  if (!isSelectable || standing === 'near-miss') return { kind: 'near-miss', code, isSelectable, leavesOpen, answers, settles }
  return { kind: standing === 'listed' ? 'on-list' : standing, code }
}

function validAnswers(answers: readonly string[], rules: RuleBook, day: string): readonly string[] {
  return answers.filter((answer) => {
    const entry = rules.icd10cm[answer]
    return entry !== undefined && isValidOn(entry, day)
  })
}

function whyUnmatched(codings: readonly Coding[]): 'no-code' | 'no-system' | 'other-system' {
  const coded = codings.filter(({ code }) => code !== undefined && code.trim() !== '')
  if (coded.length === 0) return 'no-code'
  return coded.every(({ system }) => system === undefined || system.trim() === '') ? 'no-system' : 'other-system'
}
