import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { requirements } from '#test/fhir/smart-client/table.ts'
import { asvsRows, wrongIn } from './security-table.ts'

// A call that the formatter broke over lines counts like one on a line.
const sources = globSync('test/**/*.{test,spec}.ts').map((file) =>
  readFileSync(file, 'utf8').replaceAll(/([(,])\n\s*/g, (_, mark) => (mark === ',' ? ', ' : '(')),
)
/** A title as a test file writes it, or a requirement by its number. */
const isTest = (name: string) =>
  ["'", '"', '`'].some((quote) => sources.some((source) => source.includes(`(${quote}${name}${quote}, `))) ||
  requirements.some(({ number }) => name === `SMART ${number}`)

describe('SECURITY.md', () => {
  const text = readFileSync('SECURITY.md', 'utf8')
  const row = '| 9.9.9 | 1 | met | a control | `opens when all five facts stand` |'
  const withRow = (line: string) => wrongIn(`${text}\n${line}`, isTest).filter((sentence) => !sentence.startsWith('The counts'))

  test('names tests that exist, for every row that it calls met', () => {
    expect(asvsRows(text).length).toBeGreaterThan(80)
    expect(wrongIn(text, isTest)).toEqual([])
    expect(withRow(row)).toEqual([])
  })
  test.each([
    [row.replace('opens when', 'opens if'), '9.9.9: no test is called "opens if all five facts stand".'],
    [row.replace(/`opens.*?` /, ''), '9.9.9 is met without a test.'],
    [row.replace('| met |', '| fine |'), '9.9.9 lacks a level, a state or a control.'],
    [row.replace('9.9.9', '3.2.2'), '3.2.2 stands twice.'],
    [row.replace('opens when all five facts stand', 'SMART 3'), '9.9.9: no test is called "SMART 3".'],
  ])('would be refused with %s', (line, sentence) => expect(withRow(line)).toEqual([sentence]))
  test('would be refused with a count that is wrong', () => {
    expect(wrongIn(text.replace(/\d+ met, /, '9 met, '), isTest)).toEqual([expect.stringMatching(/^The counts are: /)])
  })
})
