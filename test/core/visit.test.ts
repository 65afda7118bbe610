import { describe, expect, test } from 'vitest'
import { listsCondition, namesEncounter, resourcesOf } from '#core/visit.ts'
import { anEncounter, read, unreadable } from '#test/support/build.ts'

describe('a reference names the visit', () => {
  test.each([
    ['Encounter/v1', 'v1', true],
    ['https://ehr.example/fhir/Encounter/v1', 'v1', true],
    ['Encounter/v1/_history/2', 'v1', true],
    ['v1', 'v1', true],
    ['Encounter/v11', 'v1', false],
    ['Encounter/another-v1', 'v1', false],
    ['PastEncounter/v1', 'v1', false],
    ['Condition/v1', 'v1', false],
    ['', 'v1', false],
    ['Encounter/null', null, false],
    ['Encounter/undefined', undefined, false],
    [undefined, 'v1', false],
    [undefined, undefined, false],
  ])('%s of %s: %s', (reference, id, isNamed) => expect(namesEncounter(reference, id)).toBe(isNamed))
})

test.each([
  [[{ condition: { reference: 'Condition/c' } }], 'c', true],
  [[{ condition: { reference: 'Condition/a' } }, { condition: { reference: 'Condition/c' } }], 'c', true],
  [[{ condition: { reference: 'Encounter/c' } }], 'c', false],
  [[{ condition: {} }], 'c', false],
  [[{ condition: { reference: 'Condition/undefined' } }], undefined, false],
  [[{} as never], 'c', false],
  [[], 'c', false],
])('a visit with the diagnoses %j lists the Condition %s: %s', (diagnosis, id, isListed) => {
  expect(listsCondition(anEncounter({ diagnosis }), id)).toBe(isListed)
  expect(listsCondition(anEncounter(), id)).toBe(false)
})

test('a reading shows what it read, and one that failed shows nothing', () => {
  expect(resourcesOf(read('a', 'b'))).toEqual(['a', 'b'])
  expect(resourcesOf({ status: 'partly-read', resources: ['a'], ignored: 0, gap: 'broken-paging' })).toEqual(['a'])
  expect(resourcesOf(unreadable())).toEqual([])
})
