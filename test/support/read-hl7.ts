import { HL7Message } from 'hl7v2'

/** A message as a receiver's parser reads it, one that is not ours and that knows the segments of HL7 v2.5.1. */
export interface ReadMessage {
  readonly segments: readonly string[]
  /** Each occurrence of a field, as its components. */
  readonly occurrences: (segment: string, field: number) => readonly (readonly string[])[]
  /** The first component of each occurrence. */
  readonly firsts: (segment: string, field: number) => readonly string[]
  /** What the standard says of a field that this message breaks: required and empty, repeated, too long. */
  readonly faults: () => readonly string[]
}

/** Reads the bytes of a message in the character set that its header declares. */
export function readHl7(bytes: Buffer): ReadMessage {
  const message = HL7Message.parse(bytes, { strict: true })
  const occurrences = (segment: string, field: number) => {
    const read = (message.getSegment(segment)?.field(field).repetitions ?? []).map((one) =>
      (one.components ?? []).map((component) => String(component.getValue() ?? '')),
    )
    // The parser gives an empty field one empty occurrence.
    return read.length === 1 && read[0]?.every((text) => text === '') === true ? [] : read
  }
  return {
    segments: message.segments.map(({ segmentType }) => segmentType),
    occurrences,
    firsts: (segment, field) => occurrences(segment, field).map(([first = '']) => first),
    faults: () =>
      message.segments.flatMap((segment) =>
        Object.entries(segment.definition.fields ?? {}).flatMap(([number, { opt, rep, len = Infinity }]) => {
          const { repetitions } = segment.field(Number(number))
          const written = repetitions.map((one) => one.toHL7String()).filter((one) => one !== '')
          const name = `${segment.segmentType}-${number}`
          // The first two fields of a header are separators, which the parser keeps elsewhere.
          if (name === 'MSH-1' || name === 'MSH-2') return []
          return [
            ...(opt === 'R' && written.length === 0 ? [`${name} is empty`] : []),
            ...(rep === 1 && written.length > 1 ? [`${name} is repeated`] : []),
            ...(written.some((one) => one.length > len) ? [`${name} is too long`] : []),
          ]
        }),
      ),
  }
}
