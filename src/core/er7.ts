/** One part of a field: a text, or its subcomponents. */
type Component = string | readonly string[]

/** One occurrence of a field: its components in order, `''` for one that says nothing. */
export type Occurrence = readonly Component[]

/** A segment of an HL7 v2 message: its occurrences by the number of the field; fields that are left out stay empty. */
export interface Segment {
  readonly name: string
  readonly fields: Readonly<Record<number, readonly Occurrence[]>>
}

const encodingCharacters = '^~\\&'
const escapes: Readonly<Record<string, string>> = { '|': '\\F\\', '^': '\\S\\', '&': '\\T\\', '~': '\\R\\', '\\': '\\E\\' }

/** The message in HL7's encoding with vertical bars (v2.5.1, chapter 2): every segment ends with a carriage return. */
export function writeMessage(segments: readonly Segment[]): string {
  return segments.map((segment) => `${lineOf(segment)}\r`).join('')
}

function lineOf({ name, fields }: Segment): string {
  const last = Math.max(0, ...Object.keys(fields).map(Number))
  const written = Array.from({ length: last }, (_, index) => (fields[index + 1] ?? []).map(occurrenceOf).join('~'))
  // The first two fields of a header are the separators themselves, never escaped.
  return [name, ...(name === 'MSH' ? [encodingCharacters, ...written.slice(2)] : written)].join('|').replace(/\|+$/, '')
}

function occurrenceOf(components: Occurrence): string {
  return components
    .map((one) => (typeof one === 'string' ? escape(one) : one.map(escape).join('&').replace(/&+$/, '')))
    .join('^')
    .replace(/\^+$/, '')
}

/** A line break would end the segment, and `""` would tell the reader to delete what it holds: neither may come from a chart. */
function escape(text: string): string {
  return text === '""' ? '' : text.replace(/\p{Cc}+/gu, ' ').replace(/[|^&~\\]/g, (character) => escapes[character] ?? '')
}
