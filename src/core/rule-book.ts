/** What the source list and the code set say of an ICD-10-CM code. */
export type ListStanding = 'listed' | 'listed-disputed' | 'described-by-source' | 'near-miss'

/** How sure a fact is: read in the official file (V), in a secondary source (V2), known but not found (K), sources conflict (C). */
export type Grade = 'V' | 'V2' | 'K' | 'C'

export interface IcdEntry {
  readonly code: string
  /** Our own plain words, shown where the chart brings none. */
  readonly display: string
  readonly family: string
  readonly standing: ListStanding
  /** A category with children: not valid by itself on the days the children are. */
  readonly header: boolean
  readonly validFrom: string
  readonly validThrough: string | null
  /** What the record leaves open: side, type, cause, deficit, dominance, dyskinesia, ... */
  readonly leavesOpen: readonly string[]
  /** Every official code that answers what is open, in code order. */
  readonly answers: readonly string[]
  /** What the record settles otherwise (left, bilateral, secondary), in our own words. */
  readonly settles: string | null
  readonly note: string | null
  readonly grade: Grade
  readonly source: string
}

export interface SnomedEntry {
  readonly code: string
  readonly family: string
  readonly leavesOpen: readonly string[]
  readonly answers: readonly string[]
  readonly comment: string | null
  readonly grade: Grade
  readonly source: string
}

export interface Reason {
  readonly code: string
  readonly display: string
}

/** What a visit of a day needs to know of the rules; plain data, compiled from fhir-resources at build time. */
export interface RuleBook {
  /** Canonical and version of the ChargeItemDefinition, `url|version`. */
  readonly definition: string
  readonly version: string
  /** First and last day for which the tables were checked. */
  readonly verifiedFrom: string
  readonly verifiedThrough: string
  readonly icd10cm: Readonly<Record<string, IcdEntry>>
  readonly snomed: Readonly<Record<string, SnomedEntry>>
  readonly offListReasons: readonly Reason[]
  readonly notBillableReasons: readonly Reason[]
  readonly source: string
}

/** ICD-10-CM came into use in the United States on this day; a visit before it has no code of this system. */
export const icd10cmInUseFrom = '2015-10-01'

/** Whether the entry is a valid code on that day. */
export function isValidOn(entry: IcdEntry, day: string): boolean {
  return entry.validFrom <= day && (entry.validThrough === null || day <= entry.validThrough)
}
