import { expect, test } from 'vitest'
import { ruleChanges } from './rule-changes.ts'

/** What `ruleChanges` writes where, as `path: from -> to`. */
const changes = (resource: unknown) => ruleChanges(resource).map(({ path, from, to }) => `${path}: ${from} -> ${to}`)

test('a date becomes the day before and the day after, also across months and years', () =>
  expect(changes({ effectivePeriod: { start: '2026-01-01' }, date: '2026-02-28T10:00:00Z' })).toEqual([
    'effectivePeriod.start: 2026-01-01 -> 2025-12-31',
    'effectivePeriod.start: 2026-01-01 -> 2026-01-02',
    'date: 2026-02-28T10:00:00Z -> 2026-02-27T10:00:00Z',
    'date: 2026-02-28T10:00:00Z -> 2026-03-01T10:00:00Z',
  ]))

test('an indicator becomes another', () =>
  expect(changes({ property: [{ valueInteger: 0 }, { valueBoolean: true }] })).toEqual([
    'property[0].valueInteger: 0 -> 1',
    'property[1].valueBoolean: true -> false',
  ]))

test('a coded value becomes another value of the same property, never of another one', () =>
  expect(
    changes({
      concept: [
        { property: [{ code: 'grade', valueCode: 'V' }] },
        { property: [{ code: 'family', valueCode: 'gait' }] },
        { property: [{ code: 'grade', valueCode: 'K' }] },
      ],
    }).filter((change) => change.includes('valueCode')),
  ).toEqual([
    'concept[0].property[0].valueCode: V -> K',
    'concept[1].property[0].valueCode: gait -> gaiu',
    'concept[2].property[0].valueCode: K -> V',
  ]))

test('a code that names its row becomes one that no other row has', () =>
  expect(changes({ concept: [{ code: 'G20.A1' }, { code: 'G20.A2' }, { code: 'G20.A9' }, { code: 'G20.C' }] })).toEqual([
    'concept[0].code: G20.A1 -> G20.A3',
    'concept[1].code: G20.A2 -> G20.A3',
    'concept[2].code: G20.A9 -> G20.A0',
    'concept[3].code: G20.C -> G20.D',
  ]))

test('words for a reader stay as they are', () =>
  expect(
    changes({ resourceType: 'CodeSystem', title: 'Codes', concept: [{ display: 'Knee', property: [{ valueString: 'left' }] }] }),
  ).toEqual([]))

test('a change is written, and put back', () => {
  const resource = { concept: [{ code: 'M17.11' }] }
  const [change] = ruleChanges(resource)
  const putBack = change?.apply()
  expect(resource).toEqual({ concept: [{ code: 'M17.12' }] })
  putBack?.()
  expect(resource).toEqual({ concept: [{ code: 'M17.11' }] })
})
