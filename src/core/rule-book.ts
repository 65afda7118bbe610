import type { ModifierRule } from './modifier-rules.ts'
import type { CloseItem, QuestionName } from './questions.ts'
import type { TransparencyStatement } from './transparency.ts'

/** How sure a fact is: read in the official file (V), in a secondary source (V2), known but not found (K), sources conflict (C). */
export type Grade = 'V' | 'V2' | 'K' | 'C'

/** Where a row of the rules comes from. */
export interface Cited {
  readonly grade: Grade
  readonly source: string
}

/** First and last day for which a table was checked against its source, `YYYY-MM-DD`. */
export interface Checked {
  readonly from: string
  readonly through: string
}

/** What the source list and the code set say of an ICD-10-CM code. */
export type ListStanding = 'listed' | 'listed-disputed' | 'described-by-source' | 'near-miss'

/** A code with the days on which it may be used; null through means that no end is known. */
interface Dated {
  readonly code: string
  /** Our own plain words, shown where the chart brings none. */
  readonly display: string
  readonly validFrom: string
  readonly validThrough: string | null
}

export interface IcdEntry extends Dated, Cited {
  readonly family: string
  readonly standing: ListStanding
  /** A category with children: not valid by itself on the days the children are. */
  readonly header: boolean
  /** What the record leaves open: side, type, cause, deficit, dominance, dyskinesia, ... */
  readonly leavesOpen: readonly string[]
  /** Every official code that answers what is open, in code order. */
  readonly answers: readonly string[]
  /** What the record settles otherwise (left, bilateral, secondary), in our own words. */
  readonly settles: string | null
  readonly note: string | null
}

export interface SnomedEntry extends Cited {
  readonly code: string
  readonly family: string
  readonly leavesOpen: readonly string[]
  readonly answers: readonly string[]
  /** What the record settles otherwise (secondary, no deficit left), in our own words; then nothing is asked. */
  readonly settles: string | null
  readonly comment: string | null
}

/** What the code set says of a code or category beside others; codes ending in `-` mean everything below them. */
export interface DiagnosisNote extends Cited {
  readonly code: string
  /** Not coded together unless the conditions are unrelated (Excludes1). */
  readonly excludes1: readonly string[]
  /** A sign or symptom, integral to a confirmed cause. */
  readonly isSymptom: boolean
  /** The joint that this code is about, and its side where it says one. */
  readonly joint: 'hip' | 'knee' | null
  readonly side: 'right' | 'left' | 'both' | null
  /** The joint is an artificial one. */
  readonly isReplaced: boolean
}

/** A SNOMED CT record of an artificial joint; null where it does not say which. */
export interface JointReplacement extends Cited {
  readonly code: string
  readonly joint: 'hip' | 'knee' | null
}

export type IndicatorName = 'pcTc' | 'global' | 'multiple' | 'bilateral' | 'assistant' | 'coSurgeon' | 'team' | 'mue' | 'mai'

/** One published payment indicator of one code, for the days on which its table was checked. */
export interface Indicator extends Cited, Checked {
  readonly value: string
}

export type ServiceRelation = 'charged' | 'excludes' | 'interpretation' | 'family' | 'related' | 'pair' | 'successor'

/** One CPT or HCPCS code, with what is published about it; its official descriptor comes from the EHR, never from here. */
export interface ServiceEntry extends Cited {
  readonly code: string
  readonly display: string
  readonly validFrom: string | null
  readonly validThrough: string | null
  /** What it is to a 96000 of the same day. */
  readonly relation: ServiceRelation
  readonly indicators: Readonly<Partial<Record<IndicatorName, Indicator>>>
  readonly successors: readonly string[]
  /** It stands on a claim only beside another code. */
  readonly isAddOn: boolean
  readonly note: string | null
  /** What the source document says otherwise, in our own words. */
  readonly dispute: string | null
}

/** A published pair edit (NCCI PTP); indicator 1 may be reported apart when truly separate, 0 may not. */
export interface PairEdit extends Cited, Checked {
  readonly column1: string
  readonly column2: string
  readonly indicator: '0' | '1'
}

/** What a payer publishes about the service, in our own words; it is kept apart from the list and never reads as coverage. */
export interface Advisory extends Cited {
  readonly text: string
  /** Day, month or year of the policy copy that was read; null where it bears none. */
  readonly date: string | null
  readonly link: string | null
}

export interface Payer {
  readonly code: string
  readonly display: string
  readonly aliases: readonly string[]
  /** As `system|value` of the payor Organization. */
  readonly identifiers: readonly string[]
  /** Payers that a group name stands for. */
  readonly members: readonly string[]
  /** The payer that this plan belongs to. */
  readonly parent: string | null
  /** Null where a group name stands for several payers. */
  readonly advisory: Advisory | null
}

export interface Specialty extends Cited {
  readonly code: string
  readonly display: string
  /** Provider taxonomy code; the source document gives none. */
  readonly taxonomy: string
  readonly role: string
  readonly isTherapist: boolean
}

export interface SiteOfService extends Cited {
  /** Place of service code of CMS. */
  readonly code: string
  readonly display: string
  readonly setting: 'facility' | 'non-facility'
  readonly note: string | null
}

/** The words of one question and its answers, from the Questionnaire. */
export interface QuestionWords {
  readonly text: string
  readonly options: readonly { readonly code: string; readonly display: string }[]
  /** One of the five facts that Confirm needs. */
  readonly isRequired: boolean
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
  readonly source: string
  readonly tables: { readonly [T in 'diagnoses' | 'indicators' | 'pairs' | 'payers']: Checked }
  readonly icd10cm: Readonly<Record<string, IcdEntry>>
  readonly snomed: Readonly<Record<string, SnomedEntry>>
  readonly diagnosisNotes: readonly DiagnosisNote[]
  readonly jointReplacements: readonly JointReplacement[]
  readonly services: Readonly<Record<string, ServiceEntry>>
  readonly pairEdits: readonly PairEdit[]
  readonly modifiers: readonly ModifierRule[]
  readonly payers: readonly Payer[]
  readonly specialties: readonly Specialty[]
  readonly sites: readonly SiteOfService[]
  readonly questions: { readonly [Q in QuestionName]: QuestionWords }
  /** Canonical and version of the visit-close Questionnaire, `url|version`. */
  readonly visitCloseForm: string
  /** Every item of it, in its order. */
  readonly visitClose: readonly CloseItem[]
  readonly offListReasons: readonly Reason[]
  readonly modifierReasons: readonly Reason[]
  readonly notBillableReasons: readonly Reason[]
  readonly transparency: TransparencyStatement
}

/** ICD-10-CM came into use in the United States on this day; a visit before it has no code of this system. */
export const icd10cmInUseFrom = '2015-10-01'

/** Whether the entry is a valid code on that day. */
export function isValidOn(entry: { readonly validFrom: string | null; readonly validThrough: string | null }, day: string): boolean {
  return (entry.validFrom === null || entry.validFrom <= day) && (entry.validThrough === null || day <= entry.validThrough)
}
