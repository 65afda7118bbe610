import type { FhirResource, Questionnaire, QuestionnaireItem } from 'fhir/r4'
import { promptAnswers, questions, type CloseItem, type QuestionName } from './questions.ts'
import { documentedInChart } from './documentation.ts'
import type { QuestionWords, RuleBook } from './rule-book.ts'
import { need, oneOf, placeOf, theOne, type Place } from './rule-resource.ts'

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
  const items = (questionnaire.item ?? []).flatMap((group) => leavesOf([group]).map((item) => closeItem(place, group, item)))
  const unasked = documentedInChart.find((linkId) => items.every((item) => item.linkId !== linkId))
  if (unasked !== undefined) throw place.at(unasked).fault('is looked up in the chart, and not asked')
  return items
}

/** The form that answers name: canonical and version. */
export function formCanonical(resources: readonly FhirResource[]): string {
  const questionnaire = theOne<Questionnaire>(resources, 'Questionnaire', 'visit-close')
  const place = placeOf(questionnaire)
  return `${need(place, 'url', questionnaire.url)}|${need(place, 'version', questionnaire.version)}`
}

function closeItem(file: Place, group: QuestionnaireItem, item: QuestionnaireItem): CloseItem {
  const place = file.at(item.linkId)
  return {
    linkId: item.linkId,
    group: { linkId: group.linkId, text: need(file.at(group.linkId), 'text', group.text) },
    type: oneOf(place, 'type', ['choice', 'date', 'reference'], item.type),
    options: optionsOf(place, item),
    onlyAfter: conditionOf(place, item),
    text: need(place, 'text', item.text),
    isRequired: item.required ?? false,
  }
}

/** One condition, on the answer to another item; the engine knows no other kind. */
function conditionOf(place: Place, { enableWhen = [] }: QuestionnaireItem): CloseItem['onlyAfter'] {
  const [only, second] = enableWhen
  if (only === undefined) return null
  if (second !== undefined || only.operator !== '=') throw place.fault('is asked under a condition that the engine does not know')
  return { question: only.question, answer: need(place, 'answer of its condition', only.answerCoding?.code) }
}

function optionsOf(place: Place, { answerOption = [] }: QuestionnaireItem): CloseItem['options'] {
  return answerOption.map(({ valueCoding }) => ({
    system: need(place, 'system of the answer', valueCoding?.system),
    code: need(place, 'answer code', valueCoding?.code),
    display: need(place, 'words of the answer', valueCoding?.display),
  }))
}

function leavesOf(items: readonly QuestionnaireItem[]): readonly QuestionnaireItem[] {
  return items.flatMap((item) => (item.type === 'group' ? leavesOf(item.item ?? []) : item.type === 'display' ? [] : [item]))
}

function checkAnswers(place: Place, { linkId, answerOption = [] }: QuestionnaireItem): void {
  const codes = answerOption.map(({ valueCoding }) => valueCoding?.code ?? '').join()
  const expected = Object.hasOwn(questions, linkId) ? questions[linkId as QuestionName].join() : promptAnswers.join()
  if (codes !== expected) throw place.fault(`takes ${codes}, the engine knows ${expected}`)
}

function wordsOf(file: Place, name: QuestionName, items: readonly QuestionnaireItem[]): QuestionWords {
  const place = file.at(name)
  const [item, second] = items.filter(({ linkId }) => linkId === name)
  if (item === undefined || second !== undefined) throw place.fault('must stand once')
  return {
    text: need(place, 'text', item.text),
    options: optionsOf(place, item).map(({ code, display }) => ({ code, display })),
    isRequired: item.required ?? false,
  }
}
