import type { PlanDefinition, PlanDefinitionAction, Questionnaire } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { parseRuleBook } from '#core/parse-rule-book.ts'
import { changed, extensionOf, there, withAction, without, withItem, type Refusal } from '#test/support/broken-rules.ts'

const firstRow = ({ action = [] }: PlanDefinitionAction) => there(action[0])
const firstCondition = (action: PlanDefinitionAction) => there(firstRow(action).condition?.[0])
const acceptance = (action: PlanDefinitionAction, part: string) =>
  there(extensionOf(action, 'acceptance').extension?.find(({ url }) => url === part))

const modifiers: readonly Refusal[] = [
  [
    'an unknown fact',
    withAction('modifier-52', (action) => (there(firstCondition(action).expression).name = 'tired')),
    'unknown fact tired',
  ],
  [
    'an unknown condition of the source',
    withAction('modifier-52', (action) => (there(extensionOf(action, 'source-condition').valueExpression).name = 'tired')),
    'plan-definition/modifier-advice.json: modifier-52.condition of the source: unknown fact tired',
  ],
  [
    'an unknown answer of a fact',
    withAction('modifier-52', (action) => (extensionOf(firstCondition(action), 'answer').valueCode = 'maybe')),
    'modifier-52.action[0]: unknown answer maybe',
  ],
  [
    'an unknown advice',
    withAction('modifier-52', (action) => (there(firstRow(action).code?.[0]?.coding?.[0]).code = 'fine')),
    'modifier-52.action[0]: unknown advice fine',
  ],
  [
    'a row without a reason',
    withAction('modifier-52', (action) => (firstRow(action).description = '')),
    'modifier-52.action[0]: no reason',
  ],
  [
    'an unknown question',
    withAction('modifier-53', (action) => (extensionOf(there(action.action?.[2]), 'asks').valueCode = 'why')),
    'modifier-53.action[2]: unknown question why',
  ],
  [
    'a last row that does not always hold',
    withAction('modifier-52', ({ action = [] }) => void action.pop()),
    'modifier-52: the last row of advice must hold without a condition',
  ],
  [
    'an unknown payment indicator',
    withAction('modifier-26', (action) => (acceptance(action, 'indicator').valueCode = 'price')),
    'modifier-26.acceptance: unknown indicator price',
  ],
  [
    'an acceptance without its meaning',
    withAction('modifier-26', (action) => (acceptance(action, 'meaning').valueString = '')),
    'no meaning',
  ],
  [
    'an acceptance without a grade',
    withAction('modifier-26', (action) => without(extensionOf(action, 'acceptance'), 'grade')),
    'unknown grade',
  ],
  ['a modifier without a source', withAction('modifier-52', (action) => without(action, 'source')), 'modifier-52: no source'],
  ['a modifier without its place on the line', withAction('modifier-52', (action) => without(action, 'rank')), 'modifier-52: no rank'],
  [
    'a modifier that its code system does not hold',
    withAction('modifier-52', (action) => (there(action.code?.[0]?.coding?.[0]).code = '99')),
    'modifier-52: names the modifier 99, which cpt-supplement does not hold',
  ],
  [
    'a HCPCS modifier that its code system does not hold',
    withAction('modifier-GP', (action) => (there(action.code?.[0]?.coding?.[0]).code = '52')),
    'modifier-GP: names the modifier 52, which hcpcs-supplement does not hold',
  ],
  [
    'a modifier of another code system',
    withAction('modifier-52', (action) => (there(action.code?.[0]?.coding?.[0]).system = 'urn:local')),
    'modifier-52: unknown code system urn:local',
  ],
  [
    'a modifier that stands twice',
    changed('modifier-advice', ({ action = [] }: PlanDefinition) => void action.push(there(action[0]))),
    'modifier-26: 26 stands twice',
  ],
  [
    'an excluded modifier without a rule',
    withAction('modifier-52', (action) => (extensionOf(action, 'excludes').valueCode = 'XS')),
    'modifier-52: excludes XS, which has no rule',
  ],
  [
    'a fact with two FHIRPaths',
    withAction('modifier-53', (action) => (there(firstCondition(action).expression).expression = 'true')),
    'modifier-53: stopped-for-safety has another FHIRPath elsewhere',
  ],
  [
    'a FHIRPath that asks for another answer',
    withAction('modifier-52', (action) => (there(firstCondition(action).expression).expression = '(true).empty()')),
    'modifier-52: the FHIRPath of recorded-in-3d does not ask for no',
  ],
  [
    'a fact in another language',
    withAction('modifier-52', (action) => (there(firstCondition(action).expression).language = 'text/cql')),
    'modifier-52: recorded-in-3d is not in text/fhirpath',
  ],
]

const questions: readonly Refusal[] = [
  ['a question without words', withItem('capture', (item) => (item.text = '')), 'questionnaire/visit-close.json: capture: no text'],
  ['a missing question', withItem('capture', (item) => (item.type = 'display')), 'visit-close.json: capture: must stand once'],
  [
    'a question that stands twice',
    changed('visit-close', ({ item = [] }: Questionnaire) => void item.push(there(item[1]?.item?.[1]))),
    'visit-close.json: performed: must stand once',
  ],
  [
    'other answers than the engine knows',
    withItem('course', (item) => void item.answerOption?.shift()),
    'course: takes reduced,stopped,cannot-determine, the engine knows completed,reduced,stopped,cannot-determine',
  ],
  [
    'a prompt with other answers',
    withItem('consent', (item) => void item.answerOption?.pop()),
    'consent: takes yes,no,not-done, the engine knows yes,no,not-done,cannot-determine',
  ],
  [
    'an answer without words',
    withItem('capture', ({ answerOption = [] }) => delete there(answerOption[0]?.valueCoding).display),
    'visit-close.json: capture: no words of the answer',
  ],
]

describe.each([
  ['of the modifiers', modifiers],
  ['of the questions', questions],
])('a fault %s is an error that names file and element', (_part, rows) => {
  test.each(rows)('%s', (_name, broken, message) => expect(() => parseRuleBook(broken)).toThrow(message))
})
