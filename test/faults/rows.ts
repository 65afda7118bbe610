import { rowsOfActing } from './rows-of-acting.ts'
import { rowsOfReading } from './rows-of-reading.ts'

/** One fault that the app must survive. */
export interface Row {
  /** A letter for its group and a number: `W14`. */
  readonly id: string
  readonly priority: 'P0' | 'P1' | 'P2'
  readonly fault: string
}

export const groups: Readonly<Record<string, string>> = {
  L: 'launch',
  N: 'network',
  P: 'paging',
  D: 'clinical data',
  W: 'writing',
  S: 'browser security',
  H: 'visit-close service',
  U: 'people',
}

/** Every row, in order. */
export const rows: readonly Row[] = `${rowsOfReading}${rowsOfActing}`.split('\n').flatMap((line) => {
  const [, id, priority, fault] = /^([A-Z]\d\d) (P[012]) (.+)$/.exec(line) ?? []
  return id === undefined || fault === undefined ? [] : [{ id, priority: priority as Row['priority'], fault }]
})

/** The rows that the name of a test, or of the group it stands in, begins with: `L02 L03 an EHR ...`. */
export function rowsIn(name: string): readonly string[] {
  const [head = ''] = /^([LNPDWSHU]\d\d )+/.exec(name) ?? []
  return head.split(' ').filter((id) => rows.some((row) => row.id === id))
}
