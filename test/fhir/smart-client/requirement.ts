import { test } from 'vitest'
import { requirements } from './table.ts'

/** The one case of a requirement, named by its row in the table. */
export function requirement(number: number, expectations: () => Promise<void> | void): void {
  const row = requirements.find((one) => one.number === number)
  if (row === undefined) throw new Error(`The table has no requirement ${number}`)
  test(`SMART ${number}: ${row.words} (${row.clause})`, () => expectations())
}
