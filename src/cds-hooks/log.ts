/** One line of the log: fixed words, names of the configuration and numbers. Never a token, an id of a chart, or anything a caller wrote. */
interface LogEntry {
  readonly event: 'answered' | 'feedback' | 'fault' | 'started'
  readonly [field: string]: string | number | null
}

export type Log = (entry: LogEntry) => void

/** Writes each entry as one line of JSON with its time. */
export function logTo(write: (line: string) => void, now: () => number): Log {
  return (entry) => write(`${JSON.stringify({ time: new Date(now()).toISOString(), ...entry })}\n`)
}

/** Where an error arose: its kind and the places of our own code. Its message could hold what was being read. */
export function placeOfFault(error: unknown): { readonly kind: string; readonly at: string } {
  if (!(error instanceof Error)) return { kind: typeof error, at: '' }
  const places = [...(error.stack ?? '').matchAll(/(?:src|node_modules)\/[\w./@-]+:\d+:\d+/g)].map(([place]) => place)
  return { kind: error.name, at: places.slice(0, 3).join(' ') }
}
