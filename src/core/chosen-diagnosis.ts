import type { Choice } from './decisions.ts'
import type { Diagnosis } from './diagnoses.ts'
import { standingOfCode, type Standing } from './indications.ts'
import type { RuleBook } from './rule-book.ts'

/** How a chosen diagnosis stands towards the list: by the code that the claim carries, whoever wrote it. */
export function standingOfChoice({ origin, code }: Choice, { standing }: Diagnosis, rules: RuleBook): Standing {
  return origin === 'specified' ? standingOfCode(code, rules) : standing
}
