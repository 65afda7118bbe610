import { afterEach, beforeEach, expect } from 'vitest'
import { brokenIn } from './judge.ts'
import { forget, witness } from './witness.ts'

// For every test of the project, whatever its subject: the fixtures saw, and nobody has to remember to look.
beforeEach(forget)
afterEach(async () => {
  expect(await brokenIn(witness), 'invariants').toEqual([])
})
