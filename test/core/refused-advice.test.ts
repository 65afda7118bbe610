import type { PlanDefinition, PlanDefinitionAction, Questionnaire } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { parseRuleBook } from '#core/parse-rule-book.ts'
import {
  changed,
  extensionOf,
  there,
  withAction,
  withConcept,
  without,
  withItem,
  withProperty,
  type Refusal,
} from '#test/support/broken-rules.ts'

const firstRow = ({ action = [] }: PlanDefinitionAction) => there(action[0])
const firstCondition = (action: PlanDefinitionAction) => there(firstRow(action).condition?.[0])
const acceptance = (action: PlanDefinitionAction, part: string) =>
  there(extensionOf(action, 'acceptance').extension?.find(({ url }) => url === part))

const services: readonly Refusal[] = [
  ['an unknown relation', withProperty('cpt-supplement', '96001', 'relation', { valueCode: 'rival' }), '96001: unknown relation rival'],
  [
    'a successor that is not here',
    withProperty('cpt-supplement', '97001', 'successor', { valueCode: '97165' }),
    'cpt-supplement.json: 97001: names the successor 97165, which the table does not hold',
  ],
  [
    'a service that ends before it begins',
    withProperty('cpt-supplement', '97161', 'validThrough', { valueDateTime: '2016-12-31' }),
    '97161: ends on 2016-12-31, before it begins on 2017-01-01',
  ],
  ['an indicator without its days', withProperty('cpt-supplement', '96000', 'indicatorsFrom'), '96000: no indicatorsFrom'],
  ['a unit limit without its source', withProperty('cpt-supplement', '96000', 'unitsSource'), '96000: no unitsSource'],
  ['an indicator of no grade', withProperty('cpt-supplement', '96000', 'indicatorsGrade'), '96000: unknown indicatorsGrade (none)'],
  [
    'indicators that end before they begin',
    withProperty('cpt-supplement', '96000', 'indicatorsThrough', { valueDateTime: '2021-12-31' }),
    '96000: ends on 2021-12-31, before it begins on 2022-01-01',
  ],
  [
    'an unknown indicator of a pair',
    withProperty('ncci-pair-edits', '96000-97116', 'indicator', { valueCode: '9' }),
    'ncci-pair-edits.json: 96000-97116: unknown indicator 9',
  ],
  ['a pair of one code', withProperty('ncci-pair-edits', '96000-97116', 'column2'), 'ncci-pair-edits.json: 96000-97116: no column2'],
  [
    'two rows of one pair that speak on the same day',
    withProperty('ncci-pair-edits', '96000-97750', 'column2', { valueCode: '97116' }),
    'ncci-pair-edits.json: 96000/97116: two rows overlap from 2024-07-01',
  ],
  ['an unknown setting', withProperty('places-of-service', '11', 'setting', { valueCode: 'home' }), '11: unknown setting home'],
  [
    'a specialty without a code',
    withProperty('specialties', 'nervous-system', 'taxonomy'),
    'specialties.json: nervous-system: no taxonomy',
  ],
  ['a specialty without a role', withProperty('specialties', 'nervous-system', 'role'), 'specialties.json: nervous-system: no role'],
]

const payers: readonly Refusal[] = [
  ['a payer without an advisory', withProperty('payers', 'aetna', 'advisory'), 'payers.json: aetna: no advisory'],
  ['a payer without a source', withProperty('payers', 'aetna', 'source'), 'payers.json: aetna: no source'],
  [
    'a group with a member that is not here',
    withProperty('payers', 'buca', 'member', { valueCode: 'humana' }),
    'payers.json: buca: names the member humana, which is not here',
  ],
  [
    'a policy of no date',
    withProperty('payers', 'cigna', 'policyDate', { valueDateTime: '2025-13' }),
    'payers.json: cigna: policyDate is no day: 2025-13-01',
  ],
  [
    'a plan without an advisory',
    withConcept('payers', 'blue-cross-blue-shield', ({ concept = [] }) => {
      const plan = there(concept[0])
      plan.property = (plan.property ?? []).filter(({ code }) => code !== 'advisory')
    }),
    'payers.json: bcbs-alabama: no advisory',
  ],
]

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
    changed<PlanDefinition>('modifier-advice', ({ action = [] }) => void action.push(there(action[0]))),
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
    changed<Questionnaire>('visit-close', ({ item = [] }) => void item.push(there(item[1]?.item?.[1]))),
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
  ['of the services', services],
  ['of the payers', payers],
  ['of the modifiers', modifiers],
  ['of the questions', questions],
])('a fault %s is an error that names file and element', (_part, rows) => {
  test.each(rows)('%s', (_name, broken, message) => expect(() => parseRuleBook(broken)).toThrow(message))
})
