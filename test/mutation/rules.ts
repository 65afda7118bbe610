import { globSync, readFileSync } from 'node:fs'
import { parseRuleBook } from '#core/parse-rule-book.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { asResource } from '#core/rule-resource.ts'
import type { Case } from '#test/core/case.ts'
import { caseTables } from '#test/core/case-tables.ts'
import { faultsOf, loadStandard } from '#test/support/fhir-standard.ts'
import { ruleChanges } from './rule-changes.ts'

/*
 * Changes every code, date and indicator of fhir-resources in turn, and asks what `npm run unit` asks too, whether one of them turns red:
 * the parser, the cases of test/core/cases, and the standard on the changed file. Names every change that none of them sees.
 */
const goal = 98

const names = globSync('fhir-resources/**/*.json').toSorted()
const files = names.map((name) => JSON.parse(readFileSync(name, 'utf8')) as unknown)
const rules = parseRuleBook(files)
// The quickest cases first: most changes never reach the slow ones.
const cases = Object.values(caseTables)
  .flat()
  .map((one) => ({ one, took: timeOf(() => stillHolds(one, rules)) }))
  .toSorted((a, b) => a.took - b.took)
  .map(({ one }) => one)
loadStandard(files.map(asResource))

const alreadyRed = redCase() ?? files.map(redByStandard).find((red) => red !== null) ?? null
if (alreadyRed !== null) throw new Error(`Red before anything was changed: ${alreadyRed}`)

const started = performance.now()
// Views and queries are no rules: test/practice breaks them, and compares their rows.
const isRule = (name: string) => !/[\\/](view-definition|library)[\\/]/.test(name)
const results = names.filter(isRule).map((name) => {
  const survivors: string[] = []
  const file = files[names.indexOf(name)]
  const changes = ruleChanges(file)
  for (const { path, from, to, apply } of changes) {
    const putBack = apply()
    if (redCase() === null && redByStandard(file) === null) survivors.push(`${name} ${path}: ${from} -> ${to}`)
    putBack()
  }
  return { name, total: changes.length, survivors }
})

const stillRed = redCase()
if (stillRed !== null) throw new Error(`Red after everything was put back: ${stillRed}`)

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

/** What of the changed file is no FHIR R4, as `resources.test.ts` asks of every file. */
function redByStandard(file: unknown): string | null {
  return faultsOf(asResource(file))[0] ?? null
}

function timeOf(work: () => unknown): number {
  const began = performance.now()
  work()
  return performance.now() - began
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
