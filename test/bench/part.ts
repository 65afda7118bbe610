/** What one part of the benchmark found: lines for a reader, and the same as figures for a machine. */
export interface Part {
  readonly lines: readonly string[]
  /** Ratios, bytes, and milliseconds of this machine; times mean something only beside each other. */
  readonly figures: Readonly<Record<string, number>>
}

export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** To so many places after the point. */
export function rounded(value: number, places = 2): number {
  return Number(value.toFixed(places))
}
