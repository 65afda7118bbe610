import type { Coding, Condition } from 'fhir/r4'
import { codeSystem } from './codes.ts'
import { isIcd10cm, normaliseIcd10cm } from './icd10cm.ts'
import { isValidOn, type IcdEntry, type RuleBook, type SnomedEntry } from './rule-book.ts'

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
  const codings = condition.code?.coding ?? nothing
  const index = indexOf(rules)
  let first: Standing | null = null
  // Made only when needed: of a long chart, nearly all Conditions are in neither table.
  let known: readonly [IcdEntry, ...IcdEntry[]] | null = null
  let mapped: readonly [SnomedEntry, ...SnomedEntry[]] | null = null
  for (const coding of codings) {
    if (coding.code === undefined) continue
    const { icd, otherwise, entry, row } = meaningOf(coding.code, index)
    if (entry === undefined && row === undefined) {
      // Nearly all codings end here; the system, a long text, is read only where it may still say something.
      if (first === null && icd !== null && isIcd10cm(coding)) first = otherwise
    } else if (coding.system === codeSystem.snomed) {
      if (row !== undefined) mapped = mapped === null ? [row] : [...mapped, row]
    } else if (icd !== null && isIcd10cm(coding)) {
      first ??= otherwise
      if (entry !== undefined) known = known === null ? [entry] : [...known, entry]
    }
  }
  const rows = known === null ? mapped : mapped === null ? known : [...known, ...mapped]
  if (rows !== null && rows.some(({ family }) => family !== rows[0].family))
    return { kind: 'codings-disagree', codes: rows.map(({ code }) => code) }
  const speaking = known === null ? null : best(known, day)
  if (speaking !== null) return standingOfEntry(speaking, !speaking.header && isValidOn(speaking, day))
  if (first !== null) return first
  if (mapped === null) return unmatched[whyUnmatched(codings)]
  // Whichever of them settles what the other leaves open, the order of the codings decides nothing.
  return standingOfMapped(mapped.find(({ settles }) => settles !== null) ?? mapped[0], rules, day)
}

const nothing: readonly Coding[] = []

/** What a code as written is in each of our tables; which one counts, its system says. */
interface Meaning {
  /** As ICD-10-CM writes it; null where it has not that shape. */
  readonly icd: string | null
  /** How it stands where no table has it. */
  readonly otherwise: Standing | null
  readonly entry: IcdEntry | undefined
  readonly row: SnomedEntry | undefined
}

interface Index {
  readonly icd10cm: ReadonlyMap<string, IcdEntry>
  readonly snomed: ReadonlyMap<string, SnomedEntry>
  readonly meanings: Map<string, Meaning>
}

const indexes = new WeakMap<RuleBook, Index>()

/** The tables by code, once a rule book: a Map finds a code several times as fast as an object, where it also may look like a place of a list. */
function indexOf(rules: RuleBook): Index {
  let index = indexes.get(rules)
  if (index === undefined) {
    index = {
      icd10cm: new Map(Object.entries(rules.icd10cm)),
      snomed: new Map(Object.entries(rules.snomed)),
      meanings: new Map(),
    }
    indexes.set(rules, index)
  }
  return index
}

/** Written codes that are remembered at once, so that a service that runs for months does not grow with its charts. */
const remembered = 10_000

/** Charts repeat their codes, so what one means is looked up once. */
function meaningOf(code: string, { icd10cm, snomed, meanings }: Index): Meaning {
  let meaning = meanings.get(code)
  if (meaning === undefined) {
    const icd = normaliseIcd10cm(code)
    const otherwise = icd === null ? null : ({ kind: 'not-on-list', code: icd } as const)
    meaning = { icd, otherwise, entry: icd === null ? undefined : icd10cm.get(icd), row: snomed.get(code.trim()) }
    if (meanings.size >= remembered) meanings.clear()
    meanings.set(code, meaning)
  }
  return meaning
}

/** Two ICD-10-CM codings of one family: the more specific one that is valid that day speaks, else the first in code order. */
function best(entries: readonly [IcdEntry, ...IcdEntry[]], day: string): IcdEntry {
  if (entries.length === 1) return entries[0]
  const valid = entries.filter((entry) => !entry.header && isValidOn(entry, day))
  const [speaks] = (valid.length > 0 ? valid : entries).toSorted((a, b) => b.code.length - a.code.length || (a.code < b.code ? -1 : 1))
  return speaks ?? entries[0]
}

/** Places an ICD-10-CM code on the list by itself; whether it is valid on a day is asked apart. */
export function standingOfCode(code: string, rules: RuleBook): Standing {
  const entry = indexOf(rules).icd10cm.get(code)
  return entry === undefined ? { kind: 'not-on-list', code } : standingOfEntry(entry, true)
}

function standingOfEntry({ code, standing, leavesOpen, answers, settles }: IcdEntry, isSelectable: boolean): Standing {
  if (!isSelectable || standing === 'near-miss') return { kind: 'near-miss', code, isSelectable, leavesOpen, answers, settles }
  return { kind: standing === 'listed' ? 'on-list' : standing, code }
}

function standingOfMapped({ leavesOpen, answers, settles }: SnomedEntry, rules: RuleBook, day: string): Standing {
  return { kind: 'near-miss', code: null, isSelectable: false, leavesOpen, answers: validAnswers(answers, rules, day), settles }
}

function validAnswers(answers: readonly string[], rules: RuleBook, day: string): readonly string[] {
  return answers.filter((answer) => {
    const entry = rules.icd10cm[answer]
    return entry !== undefined && isValidOn(entry, day)
  })
}

const unmatched = {
  'no-code': { kind: 'cannot-match', why: 'no-code' },
  'no-system': { kind: 'cannot-match', why: 'no-system' },
  'other-system': { kind: 'cannot-match', why: 'other-system' },
} as const

function whyUnmatched(codings: readonly Coding[]): keyof typeof unmatched {
  let why: keyof typeof unmatched = 'no-code'
  for (const { system, code } of codings) {
    if (isBlank(code)) continue
    if (!isBlank(system)) return 'other-system'
    why = 'no-system'
  }
  return why
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === ''
}
