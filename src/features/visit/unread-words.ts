import { counted } from '#ui/counted.ts'
import type { Unread } from '#core/assess.ts'
import type { ReadingGap } from '#core/visit.ts'

const parts: Readonly<Record<Unread['part'], string>> = {
  all: 'Diagnoses',
  'encounter-diagnosis': 'Diagnoses of the visit',
  'problem-list-item': 'Entries of the problem list',
  procedures: 'Procedures',
  charges: 'Existing charges',
  coverages: 'Coverage',
}

const gaps: Readonly<Record<ReadingGap, string>> = {
  forbidden: 'the EHR does not let this app see them',
  'not-granted': 'the EHR did not grant this app access to them',
  'signed-out': 'the session ended',
  unavailable: 'the EHR did not answer',
  'not-fhir': 'the EHR’s answer could not be understood',
  unsupported: 'the EHR does not offer this search',
  'broken-paging': 'the list broke off',
  'too-many-pages': 'the list is longer than this app reads',
  'server-warned': 'the EHR warned that its answer may be incomplete',
  'other-patient': 'the EHR mixed in an entry of another patient, which was left out; tell your EHR team',
  'entries-not-understood': 'some entries could not be understood',
}

/** One part of the chart that is missing, and how much of it was read before. */
export function unreadWords({ part, gap, read }: Unread): string {
  return `${parts[part]}: ${gaps[gap]}.${read > 0 ? ` ${counted(read)} were read.` : ''}`
}
