import type { Case } from './case.ts'
import { cases as codings } from './cases/codings.ts'
import { cases as nearMisses } from './cases/near-misses.ts'
import { cases as sourceList } from './cases/source-list.ts'

/** Every table of `test/core/cases` by the name of its file: run by `npm run unit`, and by `npm run mutate:rules` against changed rules. */
export const caseTables: Readonly<Record<string, readonly Case[]>> = {
  codings,
  'near-misses': nearMisses,
  'source-list': sourceList,
}
