import type { Coding } from 'fhir/r4'
import { codeSystem } from './codes.ts'

const systems: readonly string[] = [codeSystem.icd10cm, 'urn:oid:2.16.840.1.113883.6.90']

/** Whether the coding says that it is ICD-10-CM; ICD-10 (WHO), ICD-9-CM and local systems are not, nor is a coding without a system. */
export function isIcd10cm(coding: Coding): boolean {
  return coding.system !== undefined && systems.includes(coding.system.trim())
}

/**
 * An ICD-10-CM code as the tabular list writes it: upper case, one dot after the third character, no blanks.
 * `m1711`, ` M17.11 ` and `M17.11.` all give `M17.11`; null where the text is no code of that shape.
 */
export function normaliseIcd10cm(written: string): string | null {
  const bare = written.replace(/[\s.]/gu, '').toUpperCase()
  if (!/^[A-Z]\d[0-9A-Z][0-9A-Z]{0,4}$/.test(bare)) return null
  return bare.length === 3 ? bare : `${bare.slice(0, 3)}.${bare.slice(3)}`
}
