import type { FhirResource, Questionnaire, QuestionnaireItem } from 'fhir/r4'
import { questions, type CloseItem, type QuestionName } from './questions.ts'
import { documentedInChart } from './documentation.ts'
import type { QuestionWords, RuleBook } from './rule-book.ts'
import { need, placeOf, theOne, type Place } from './rule-resource.ts'

/** Answers that a prompt which feeds no fact takes. */
const promptAnswers = 'yes,no,not-done,cannot-determine'

/**
 * The words of every question that feeds a fact. Throws an Error that names the item where one is missing, takes other answers than
 * the engine knows, or where an item that feeds no fact takes other answers than a prompt does.
 */
export function parseQuestions(resources: readonly FhirResource[]): RuleBook['questions'] {
  const questionnaire = theOne<Questionnaire>(resources, 'Questionnaire', 'visit-close')
  const place = placeOf(questionnaire)
  const items = leavesOf(questionnaire.item ?? []).filter(({ type }) => type === 'choice')
  for (const item of items) checkAnswers(place.at(item.linkId), item)
  const names = Object.keys(questions) as readonly QuestionName[]
  return Object.fromEntries(names.map((name) => [name, wordsOf(place, name, items)])) as RuleBook['questions']
}

/** Every item that is asked, in the order of the Questionnaire. Throws where one that the engine looks up in the chart is not asked. */
export function parseVisitClose(resources: readonly FhirResource[]): readonly CloseItem[] {
  const questionnaire = theOne<Questionnaire>(resources, 'Questionnaire', 'visit-close')
  const place = placeOf(questionnaire)
  const items = leavesOf(questionnaire.item ?? []).map(({ linkId, text, required = false }) => ({
    linkId,
    text: need(place.at(linkId), 'text', text),
    isRequired: required,
  }))
  const unasked = documentedInChart.find((linkId) => items.every((item) => item.linkId !== linkId))
  if (unasked !== undefined) throw place.at(unasked).fault('is looked up in the chart, and not asked')
  return items
}

function leavesOf(items: readonly QuestionnaireItem[]): readonly QuestionnaireItem[] {
  return items.flatMap((item) => (item.type === 'group' ? leavesOf(item.item ?? []) : item.type === 'display' ? [] : [item]))
}

function checkAnswers(place: Place, { linkId, answerOption = [] }: QuestionnaireItem): void {
  const codes = answerOption.map(({ valueCoding }) => valueCoding?.code ?? '').join()
  const expected = Object.hasOwn(questions, linkId) ? questions[linkId as QuestionName].join() : promptAnswers
  if (codes !== expected) throw place.fault(`takes ${codes}, the engine knows ${expected}`)
}

function wordsOf(file: Place, name: QuestionName, items: readonly QuestionnaireItem[]): QuestionWords {
  const place = file.at(name)
  const [item, second] = items.filter(({ linkId }) => linkId === name)
  if (item === undefined || second !== undefined) throw place.fault('must stand once')
  return {
    text: need(place, 'text', item.text),
    options: (item.answerOption ?? []).map(({ valueCoding }) => ({
      code: need(place, 'answer code', valueCoding?.code),
      display: need(place, 'words of the answer', valueCoding?.display),
    })),
    isRequired: item.required ?? false,
  }
}
