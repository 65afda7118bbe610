import type { PlanDefinition, PlanDefinitionAction, Questionnaire } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { parseRuleBook } from '#core/parse-rule-book.ts'
import { changed, extensionOf, shipped, there, withAction, withItem, without } from '#test/support/broken-rules.ts'

const read = (files: readonly unknown[] = shipped) => parseRuleBook(files)
const modifier = (code: string, files?: readonly unknown[]) => there(read(files).modifiers.find((one) => one.code === code))

describe('what is read of a modifier', () => {
  test('its dispute, what to do instead, what it excludes, its rank, and whether it is hidden', () => {
    expect(modifier('22').isHidden).toBe(true)
    expect(modifier('52').isHidden).toBe(false)
    expect(modifier('52')).toMatchObject({
      id: 'modifier-52',
      excludes: ['53', '22'],
      rank: 3,
      acceptance: null,
      condition: 'study-reduced',
    })
    expect(modifier('80').acceptance).toMatchObject({ indicator: 'assistant', accepts: ['2'], restricts: ['0'] })
  })
  test('that it has none of these, where they are not written', () => {
    const bare = withAction('modifier-52', (action) => {
      delete action.description
      for (const name of ['dispute', 'instead', 'excludes', 'only-when-asked']) without(action, name)
    })
    expect(modifier('52', bare)).toMatchObject({ saidBySource: null, dispute: null, instead: null, excludes: [], isHidden: false })
  })
  test('its words, where they are written', () => {
    const words = (action: PlanDefinitionAction, name: string, valueString: string) => {
      without(action, name)
      action.extension?.push({ url: `https://gait-charge.example/fhir/StructureDefinition/${name}`, valueString })
    }
    const worded = withAction('modifier-52', (action) => {
      action.description = 'As the source says'
      words(action, 'dispute', 'Others say otherwise')
      words(action, 'instead', 'Do this')
      words(there(action.action?.[0]), 'instead', 'Do that')
    })
    expect(modifier('52', worded)).toMatchObject({
      saidBySource: 'As the source says',
      dispute: 'Others say otherwise',
      instead: 'Do this',
    })
    expect(modifier('52', worded).rows[0]?.instead).toBe('Do that')
  })
  test.each(['pcTc', 'global', 'multiple', 'bilateral', 'assistant', 'coSurgeon', 'team', 'mue', 'mai'])(
    'that it hangs on the indicator %s',
    (name) => {
      const files = withAction('modifier-26', (action) => {
        there(extensionOf(action, 'acceptance').extension?.find(({ url }) => url === 'indicator')).valueCode = name
      })
      expect(modifier('26', files).acceptance?.indicator).toBe(name)
    },
  )
  test('nothing, where the plan has no actions', () =>
    expect(read(changed('modifier-advice', (plan: PlanDefinition) => delete plan.action)).modifiers).toEqual([]))
  test.each([
    ['an id', withAction('modifier-52', (action) => delete action.id), 'modifier-advice.json: no action id'],
    ['a code', withAction('modifier-52', (action) => delete action.code), 'modifier-52: no modifier'],
    ['a coding', withAction('modifier-52', (action) => delete action.code?.[0]?.coding), 'modifier-52: no modifier'],
    ['codings', withAction('modifier-52', (action) => (there(action.code?.[0]).coding = [])), 'modifier-52: no modifier'],
    [
      'a code system',
      withAction('modifier-52', (action) => delete action.code?.[0]?.coding?.[0]?.system),
      'modifier-52: unknown code system (none)',
    ],
    ['a code of any kind', withAction('modifier-52', (action) => (action.code = [])), 'modifier-52: no modifier'],
    [
      'a code that is a modifier',
      withAction('modifier-52', (action) => (there(action.code?.[0]?.coding?.[0]).code = '97116')),
      'modifier-52: names the modifier 97116, which cpt-supplement does not hold',
    ],
    [
      'an answer in a condition',
      withAction('modifier-52', (action) => without(there(action.action?.[0]?.condition?.[0]), 'answer')),
      'modifier-52.action[0]: unknown answer (none)',
    ],
    [
      'a coding of its advice',
      withAction('modifier-52', (action) => (there(action.action?.[0]?.code?.[0]).coding = [])),
      'modifier-52.action[0]: unknown advice (none)',
    ],
    [
      'any code of its advice',
      withAction('modifier-52', (action) => (there(action.action?.[0]).code = [])),
      'modifier-52.action[0]: unknown advice (none)',
    ],
    [
      'a meaning of its acceptance',
      withAction('modifier-26', (action) => {
        const acceptance = extensionOf(action, 'acceptance')
        acceptance.extension = (acceptance.extension ?? []).filter(({ url }) => url !== 'meaning')
      }),
      'modifier-26.acceptance: no meaning',
    ],
    ['rows', withAction('modifier-52', (action) => delete action.action), 'modifier-52: the last row of advice must hold without'],
    [
      'a condition of the source',
      withAction('modifier-52', (action) => without(action, 'source-condition')),
      'modifier-52.condition of the source: unknown fact (none)',
    ],
    [
      'an indicator in its acceptance',
      withAction('modifier-26', (action) => delete extensionOf(action, 'acceptance').extension),
      'modifier-26.acceptance: unknown indicator (none)',
    ],
    [
      'a condition in a row that has one',
      withAction('modifier-52', (action) => delete there(action.action?.[0]?.condition?.[0]).expression),
      'modifier-52.action[0]: unknown fact (none)',
    ],
    ['an advice', withAction('modifier-52', (action) => delete action.action?.[0]?.code), 'modifier-52.action[0]: unknown advice (none)'],
    [
      'an advice in its code',
      withAction('modifier-52', (action) => delete there(action.action?.[0]?.code?.[0]).coding),
      'modifier-52.action[0]: unknown advice (none)',
    ],
    [
      'a FHIRPath',
      withAction('modifier-52', (action) => delete there(action.action?.[0]?.condition?.[0]?.expression).expression),
      'modifier-52: no FHIRPath of recorded-in-3d',
    ],
    [
      'the negation in its FHIRPath',
      withAction('modifier-52', (action) => (there(action.action?.[0]?.condition?.[0]?.expression).expression = 'x).not()')),
      'modifier-52: the FHIRPath of recorded-in-3d does not ask for no',
    ],
  ])('without %s it is refused', (_name, files, message) => expect(() => read(files)).toThrow(message))
})

describe('what is read of a question', () => {
  test('its words, its answers, and whether Confirm needs it', () => {
    expect(read().questions.capture.options.map(({ code }) => code)).toEqual(['markers', 'markerless', 'cannot-determine'])
    expect(Object.entries(read().questions).flatMap(([name, { isRequired }]) => (isRequired ? [name] : []))).toContain('performed')
    expect(read(withItem('performed', (item) => delete item.required)).questions.performed.isRequired).toBe(false)
  })
  test.each([
    ['its answers', withItem('capture', (item) => delete item.answerOption), 'capture: takes , the engine knows markers'],
    [
      'the code of an answer',
      withItem('capture', ({ answerOption = [] }) => delete answerOption[0]?.valueCoding?.code),
      'capture: takes ,markerless,cannot-determine, the engine knows',
    ],
    [
      'the coding of an answer',
      withItem('capture', ({ answerOption = [] }) => delete answerOption[0]?.valueCoding),
      'capture: takes ,markerless,cannot-determine, the engine knows',
    ],
    ['questions', changed('visit-close', (file: Questionnaire) => delete file.item), 'visit-close.json: performed: must stand once'],
    [
      'the questions of its groups',
      changed('visit-close', ({ item = [] }: Questionnaire) => {
        for (const group of item) delete group.item
      }),
      'must stand once',
    ],
  ])('without %s it is refused', (_name, files, message) => expect(() => read(files)).toThrow(message))
})
