import { globSync, readFileSync } from 'node:fs'
import { parseRuleBook } from '#core/parse-rule-book.ts'
import type { RuleBook } from '#core/rule-book.ts'
import type { Case } from '#test/core/case.ts'
import { caseTables } from '#test/core/case-tables.ts'
import { ruleChanges } from './rule-changes.ts'

/*
 * Changes every code, date and indicator of fhir-resources in turn, and asks the parser and the cases of test/core/cases,
 * the same that `npm run unit` runs, whether one of them turns red. Names every change that none of them sees.
 */
const goal = 98

const names = globSync('fhir-resources/**/*.json').toSorted()
const files = names.map((name) => JSON.parse(readFileSync(name, 'utf8')) as unknown)
const cases = Object.values(caseTables).flat()

const alreadyRed = redCase()
if (alreadyRed !== null) throw new Error(`Red before anything was changed: ${alreadyRed}`)

const started = performance.now()
const results = names.map((name, index) => {
  const survivors: string[] = []
  const changes = ruleChanges(files[index])
  for (const { path, from, to, apply } of changes) {
    const putBack = apply()
    if (redCase() === null) survivors.push(`${name} ${path}: ${from} -> ${to}`)
    putBack()
  }
  return { name, total: changes.length, survivors }
})

for (const survivor of results.flatMap(({ survivors }) => survivors)) console.log(`survived  ${survivor}`)
console.log()
for (const { name, total, survivors } of [...results, allOf(results)])
  console.log(`${percent(total - survivors.length, total)}  ${total - survivors.length} of ${total}  ${name}`)
console.log(`\n${cases.length} cases, ${((performance.now() - started) / 1_000).toFixed(1)} s; goal ${goal} %.`)
const { total, survivors } = allOf(results)
if (100 * (total - survivors.length) < goal * total) process.exitCode = 1

/** What turned red, or null where everything still holds. The case that saw the last change is asked first: it often sees the next. */
function redCase(): string | null {
  let rules: RuleBook
  try {
    rules = parseRuleBook(files)
  } catch (error) {
    return String(error)
  }
  const seenBy = cases.findIndex((one) => !stillHolds(one, rules))
  const [red] = seenBy < 0 ? [] : cases.splice(seenBy, 1)
  if (red === undefined) return null
  cases.unshift(red)
  return red.name
}

/** A case that breaks is as red as one that does not hold. */
function stillHolds({ holds }: Case, rules: RuleBook): boolean {
  try {
    return holds(rules, files)
  } catch {
    return false
  }
}

function allOf(parts: typeof results): (typeof results)[number] {
  const total = parts.reduce((sum, part) => sum + part.total, 0)
  return { name: 'all', total, survivors: parts.flatMap(({ survivors }) => survivors) }
}

function percent(part: number, whole: number): string {
  return `${(whole === 0 ? 100 : (100 * part) / whole).toFixed(1).padStart(5)} %`
}
