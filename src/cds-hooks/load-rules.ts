import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CodeSystem, FhirResource } from 'fhir/r4'
import { parseRuleBook } from '#core/parse-rule-book.ts'
import type { Reason, RuleBook } from '#core/rule-book.ts'
import { asResource, conceptsOf, theOne } from '#core/rule-resource.ts'

/** The rules of the app, and what only a card needs of them. */
export interface CardRules {
  readonly rules: RuleBook
  /** Why a clinician sets a card aside, with the canonical of their code system. */
  readonly dismissals: { readonly system: string; readonly reasons: readonly Reason[] }
}

/** Reads `fhir-resources/` below this folder. Throws an Error that names file and element where they do not hold together. */
export function loadRules(folder: string): CardRules {
  const files = globSync('**/*.json', { cwd: folder }).toSorted()
  return parseCardRules(files.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown))
}

/** The same of resources that were read already. */
export function parseCardRules(json: readonly unknown[]): CardRules {
  const resources: readonly FhirResource[] = json.map(asResource)
  const system = theOne<CodeSystem>(resources, 'CodeSystem', 'card-dismissals')
  const reasons = conceptsOf(system).map(({ code, display }) => ({ code, display }))
  return { rules: parseRuleBook(json), dismissals: { system: system.url ?? '', reasons } }
}
