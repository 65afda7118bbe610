import type { Condition } from 'fhir/r4'
import fhirpath, { type Model } from 'fhirpath'
import { codeSystem } from '#core/codes.ts'
import { isValidOn, type ListStanding, type RuleBook } from '#core/rule-book.ts'

/**
 * The question that `standingOf` answers, as one FHIRPath expression: the kind of standing of a Condition.
 * It leaves out the evidence (answers, what is open) and which of two ICD-10-CM codes of one family speaks.
 */
export function standingInFhirpath(rules: RuleBook, day: string, model?: Model): (condition: Condition) => unknown {
  const tables = tablesOf(rules, day)
  const families = Object.keys(tables).filter((name) => name.startsWith('family'))
  const countFamilies = families.map((family) => `iif(%rows.where($this in %${family}).exists(), 1, 0)`).join(' + ')
  return compiled(
    `defineVariable('icd', code.coding.where(system = '${codeSystem.icd10cm}').code
       .select(trim().replace('.', '').upper()).where(matches('^[A-Z][0-9][0-9A-Z]{1,5}$')))
     .defineVariable('entries', %icd.where($this in %known))
     .defineVariable('rows', %entries | code.coding.where(system = '${codeSystem.snomed}').code.select(trim()).where($this in %mapped))
     .select(
       iif(%rows.count() > 1 and ${countFamilies} > 1, 'codings-disagree',
       iif(%entries.exists(),
         iif(%entries.where($this in %listed).exists(), 'on-list',
         iif(%entries.where($this in %described).exists(), 'described-by-source',
         iif(%entries.where($this in %disputed).exists(), 'listed-disputed', 'near-miss'))),
       iif(%icd.exists(), 'not-on-list',
       iif(%rows.exists(), 'near-miss', 'cannot-match')))))`,
    tables,
    model,
  )
}

/** Only whether a Condition carries a code of the list, in the quickest of the forms that were tried. */
export function isListedInFhirpath(rules: RuleBook, day: string, model?: Model): (condition: Condition) => unknown {
  const { listed, described, disputed } = tablesOf(rules, day)
  return compiled(
    `code.coding.where(system = '${codeSystem.icd10cm}').where(code.replace('.', '') in %selectable).exists()`,
    { selectable: [...listed, ...described, ...disputed] },
    model,
  )
}

function compiled(expression: string, tables: Record<string, readonly string[]>, model?: Model): (condition: Condition) => unknown {
  const evaluate = fhirpath.compile(expression, model, { async: false })
  return (condition) => (evaluate(condition, tables) as readonly unknown[])[0]
}

function tablesOf(rules: RuleBook, day: string) {
  const entries = Object.values(rules.icd10cm)
  const rows = Object.values(rules.snomed)
  const of = (standing: ListStanding) =>
    entries.filter((entry) => entry.standing === standing && !entry.header && isValidOn(entry, day)).map(({ code }) => bare(code))
  const families = [...new Set(entries.map(({ family }) => family))].map((family, index) => [
    `family${index}`,
    [...entries, ...rows].filter((entry) => entry.family === family).map(({ code }) => bare(code)),
  ])
  return {
    listed: of('listed'),
    described: of('described-by-source'),
    disputed: of('listed-disputed'),
    known: entries.map(({ code }) => bare(code)),
    mapped: rows.map(({ code }) => code),
    ...(Object.fromEntries(families) as Record<string, readonly string[]>),
  }
}

function bare(code: string): string {
  return code.replace('.', '')
}
