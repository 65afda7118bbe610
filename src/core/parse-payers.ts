import type { CodeSystem, CodeSystemConcept, FhirResource } from 'fhir/r4'
import type { Payer } from './rule-book.ts'
import { conceptsOf, placeOf, theOne, type ConceptReader } from './rule-resource.ts'

/** The payers of the source document with what each publishes; plans with a policy of their own stand below their payer. */
export function parsePayers(resources: readonly FhirResource[]): readonly Payer[] {
  const system = theOne<CodeSystem>(resources, 'CodeSystem', 'payers')
  const payers = payersIn(system)
  const place = placeOf(system)
  for (const { code, members } of payers) {
    const unknown = members.find((member) => payers.every((other) => other.code !== member))
    if (unknown !== undefined) throw place.at(code).fault(`names the member ${unknown}, which is not here`)
  }
  return payers
}

/** Every payer of a code system of this shape, a site's overlay among them; throws an Error that names file and concept. */
export function payersIn(system: CodeSystem): readonly Payer[] {
  const flat: CodeSystem = { ...system, concept: (system.concept ?? []).flatMap(withPlans) }
  const parents = new Map((system.concept ?? []).flatMap(({ code, concept = [] }) => concept.map((plan) => [plan.code, code] as const)))
  return conceptsOf(flat).map((concept) => payerOf(concept, parents.get(concept.code) ?? null))
}

function withPlans(concept: CodeSystemConcept): readonly CodeSystemConcept[] {
  return [concept, ...(concept.concept ?? [])]
}

function payerOf(concept: ConceptReader, parent: string | null): Payer {
  const members = concept.codes('member')
  const text = concept.string('advisory')
  if (text === null && members.length === 0) throw concept.place.fault('no advisory')
  return {
    code: concept.code,
    display: concept.display,
    aliases: concept.strings('alias'),
    identifiers: concept.strings('identifier'),
    members,
    parent,
    advisory: text === null ? null : { text, date: concept.date('policyDate'), link: concept.string('link'), ...concept.cited() },
  }
}
