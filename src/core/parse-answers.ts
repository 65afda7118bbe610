import type { CodeSystem, Coding, FhirResource, Questionnaire, QuestionnaireItem } from 'fhir/r4'
import { advices } from './modifier-rules.ts'
import { questions } from './questions.ts'
import { conceptsOf, placeOf, theOne, type Place } from './rule-resource.ts'

/**
 * The small code systems of our own hold what the engine and the questions use. Throws an Error that names the file or the item where
 * an answer stands in no code system, a code system holds an answer that no question takes, or a question waits for an answer that is none.
 */
export function checkAnswerCodes(resources: readonly FhirResource[]): void {
  checkCodes(resources, 'advice', advices)
  // What a chart may send as the reason of a stopped study is what the question takes.
  const reasons = questions['stop-reason'].filter((answer) => answer !== 'cannot-determine')
  checkCodes(resources, 'stop-reasons', reasons)
  const questionnaire = theOne<Questionnaire>(resources, 'Questionnaire', 'visit-close')
  const place = placeOf(questionnaire)
  const items = itemsBelow(questionnaire)
  const taken = new Set(items.flatMap((item) => optionsOf(item)))
  const systems = resources.filter((resource) => resource.resourceType === 'CodeSystem')
  const held = new Set(systems.flatMap(({ url = '', concept = [] }) => concept.map(({ code }) => `${url}|${code}`)))
  for (const item of items) checkItem(place.at(item.linkId), item, items, held)
  const answers = theOne<CodeSystem>(resources, 'CodeSystem', 'answers')
  const unused = conceptsOf(answers).find(({ code }) => !taken.has(`${answers.url ?? ''}|${code}`))
  if (unused !== undefined) throw unused.place.fault('is an answer that no question takes')
}

function checkCodes(resources: readonly FhirResource[], id: string, known: readonly string[]): void {
  const system = theOne<CodeSystem>(resources, 'CodeSystem', id)
  const codes = conceptsOf(system).map(({ code }) => code)
  if (codes.join() !== known.join()) throw placeOf(system).fault(`holds ${codes.join()}, the engine knows ${known.join()}`)
}

function checkItem(place: Place, item: QuestionnaireItem, items: readonly QuestionnaireItem[], held: ReadonlySet<string>): void {
  const unknown = optionsOf(item).find((option) => !held.has(option))
  if (unknown !== undefined) throw place.fault(`takes ${unknown}, which no code system holds`)
  for (const { question, answerCoding = {} } of item.enableWhen ?? []) {
    const asked = items.find(({ linkId }) => linkId === question)
    if (asked === undefined) throw place.fault(`waits for ${question}, which is not asked`)
    if (!optionsOf(asked).includes(keyOf(answerCoding)))
      throw place.fault(`waits for ${keyOf(answerCoding)}, which ${question} does not take`)
  }
}

function itemsBelow({ item = [] }: Pick<QuestionnaireItem, 'item'>): readonly QuestionnaireItem[] {
  return item.flatMap((one) => [one, ...itemsBelow(one)])
}

function optionsOf({ answerOption = [] }: QuestionnaireItem): readonly string[] {
  return answerOption.flatMap(({ valueCoding }) => (valueCoding === undefined ? [] : keyOf(valueCoding)))
}

function keyOf({ system = '', code = '' }: Coding): string {
  return `${system}|${code}`
}
