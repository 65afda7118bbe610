import { afterEach, beforeEach, expect, vi } from 'vitest'

const levels = ['log', 'info', 'warn', 'error', 'debug'] as const
const heard: unknown[][] = []

// A console line could carry a patient's data, so that no test passes while one is written.
beforeEach(() => {
  heard.length = 0
  for (const level of levels) vi.spyOn(console, level).mockImplementation((...words: unknown[]) => void heard.push([level, ...words]))
})

afterEach(() => {
  for (const level of levels) vi.mocked(console[level]).mockRestore()
  expect(heard, 'written to the console').toEqual([])
})
