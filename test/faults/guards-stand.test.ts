import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { guardsOfActing } from './guards-of-acting.ts'
import { guardsOfReading } from './guards-of-reading.ts'

test('every guard that faults:guards takes away stands in its file once', () => {
  const missing = [...guardsOfActing, ...guardsOfReading].filter(({ file, find }) => readFileSync(file, 'utf8').split(find).length !== 2)
  expect(missing.map(({ row, file }) => `${row} in ${file}`)).toEqual([])
})
