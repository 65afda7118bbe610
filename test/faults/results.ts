import { readFileSync } from 'node:fs'
import { rowsIn } from './rows.ts'

/** What vitest's json reporter writes of one test. */
interface Assertion {
  readonly ancestorTitles: readonly string[]
  readonly title: string
  readonly status: string
}

/** How each row fared: survived where a test that carries its id passed and none failed. */
export interface Fared {
  readonly passed: ReadonlySet<string>
  readonly failed: ReadonlySet<string>
}

export function faredIn(files: readonly string[]): Fared {
  const passed = new Set<string>()
  const failed = new Set<string>()
  for (const file of files) {
    const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as { testResults: { assertionResults: Assertion[] }[] }
    for (const { ancestorTitles, title, status } of testResults.flatMap(({ assertionResults }) => assertionResults)) {
      for (const id of [...ancestorTitles, title].flatMap(rowsIn)) {
        if (status === 'passed') passed.add(id)
        if (status === 'failed') failed.add(id)
      }
    }
  }
  return { passed, failed }
}
