import type { Coding } from 'fhir/r4'
import { codeSystem } from './codes.ts'

const oid = 'urn:oid:2.16.840.1.113883.6.90'

/** Whether the coding says that it is ICD-10-CM; ICD-10 (WHO), ICD-9-CM and local systems are not, nor is a coding without a system. */
export function isIcd10cm({ system }: Coding): boolean {
  // Nearly every system is written as it should be; a blank before or after it is the one fault that is forgiven.
  return isNamed(system) || isNamed(system?.trim())
}

function isNamed(system: string | undefined): boolean {
  return system === codeSystem.icd10cm || system === oid
}

const asTabulated = /^[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?$/

/**
 * An ICD-10-CM code as the tabular list writes it: upper case, one dot after the third character, no blanks.
 * `m1711`, ` M17.11 ` and `M17.11.` all give `M17.11`; null where the text is no code of that shape.
 */
export function normaliseIcd10cm(written: string): string | null {
  if (asTabulated.test(written)) return written
  const bare = written.replace(/[\s.]/g, '').toUpperCase()
  const dotted = bare.length > 3 ? `${bare.slice(0, 3)}.${bare.slice(3)}` : bare
  return asTabulated.test(dotted) ? dotted : null
}
