import type { ChargeItemDefinition, CodeSystem, FhirResource } from 'fhir/r4'
import { checkAnswerCodes } from './parse-answers.ts'
import { checkCanonicals } from './parse-canonicals.ts'
import { parseDiagnoses } from './parse-diagnoses.ts'
import { checkInputs } from './parse-inputs.ts'
import { parseModifiers } from './parse-modifiers.ts'
import { parsePayers } from './parse-payers.ts'
import { formCanonical, parseQuestions, parseVisitClose } from './parse-questions.ts'
import { checkRelease } from './parse-release.ts'
import { parseTransparency } from './parse-transparency.ts'
import { parsePairEdits, parseServices, parseSites, parseSpecialties } from './parse-services.ts'
import { checkValueSets } from './parse-value-sets.ts'
import type { Checked, Reason, RuleBook } from './rule-book.ts'
import { asResource, checkedPeriod, citationOf, conceptsOf, need, placeOf, theOne } from './rule-resource.ts'

/**
 * The only door from FHIR rule resources to the rule book. Takes the parsed JSON of `fhir-resources/`;
 * throws an Error that names file and element: a missing table, an unknown fact, standing or grade, a row without a source,
 * a canonical that leads nowhere, a code or modifier that stands twice, dates that overlap, files that differ where they must agree.
 */
export function parseRuleBook(json: readonly unknown[]): RuleBook {
  const resources = json.map(asResource)
  for (const resource of resources) citationOf(resource, placeOf(resource))
  const definition = theOne<ChargeItemDefinition>(resources, 'ChargeItemDefinition', 'motion-analysis')
  const version = need(placeOf(definition), 'version', definition.version)
  const rules: RuleBook = {
    definition: `${definition.url}|${version}`,
    version,
    source: citationOf(definition, placeOf(definition)).source,
    tables: {
      diagnoses: checkedOf(resources, 'icd-10-cm-supplement'),
      indicators: checkedOf(resources, 'cpt-supplement'),
      pairs: checkedOf(resources, 'ncci-pair-edits'),
      payers: checkedOf(resources, 'payers'),
    },
    ...parseDiagnoses(resources),
    services: parseServices(resources),
    pairEdits: parsePairEdits(resources),
    modifiers: parseModifiers(resources),
    payers: parsePayers(resources),
    specialties: parseSpecialties(resources),
    sites: parseSites(resources),
    questions: parseQuestions(resources),
    visitCloseForm: formCanonical(resources),
    visitClose: parseVisitClose(resources),
    offListReasons: reasonsBelow(resources, 'off-list'),
    modifierReasons: reasonsBelow(resources, 'modifier'),
    notBillableReasons: reasonsBelow(resources, 'not-billable'),
    transparency: parseTransparency(resources),
  }
  checkCanonicals(resources)
  checkAnswerCodes(resources)
  checkInputs(resources)
  checkValueSets(resources)
  checkRelease(resources, definition)
  return rules
}

function checkedOf(resources: readonly FhirResource[], id: string): Checked {
  const system = theOne<CodeSystem>(resources, 'CodeSystem', id)
  return checkedPeriod(system, placeOf(system))
}

function reasonsBelow(resources: readonly FhirResource[], group: string): readonly Reason[] {
  const system = theOne<CodeSystem>(resources, 'CodeSystem', 'reasons')
  const concept = system.concept?.find(({ code }) => code === group)?.concept ?? []
  if (concept.length === 0) throw placeOf(system).at(group).fault('no reasons')
  return conceptsOf({ ...system, concept }).map(({ code, display }) => ({ code, display }))
}
