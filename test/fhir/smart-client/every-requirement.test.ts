import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { requirements } from './table.ts'

/** The numbers that the kit leaves open for a public app launched by an EHR. */
const open = [
  1, 2, 4, 5, 6, 7, 29, 39, 40, 50, 51, 60, 61, 62, 93, 106, 108, 120, 121, 125, 135, 141, 150, 151, 152, 153, 161, 191, 196, 201, 202, 215,
  218,
]

test('each of the 33 open requirements has its row and exactly one case', () => {
  expect(open).toHaveLength(33)
  expect(requirements.map(({ number }) => number)).toEqual(open)
  const cases = globSync(['test/fhir/smart-client/*.test.ts', 'test/e2e/smart-client.spec.ts']).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^requirement\((\d+),/gm)].map(([, number]) => Number(number)),
  )
  expect(cases.toSorted((one, other) => one - other)).toEqual(open)
})
