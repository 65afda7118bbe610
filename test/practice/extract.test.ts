import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Library } from 'fhir/r4'
import { aCharge, aCondition, anEncounter, aStudy } from '#test/support/build.ts'
import { extractTypes, findExtract } from './extract.ts'
import { libraries } from './library.ts'

let folder = ''
const put = (name: string, ...resources: readonly unknown[]) =>
  writeFileSync(join(folder, name), resources.map((one) => `${typeof one === 'string' ? one : JSON.stringify(one)}\n`).join(''))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'extract-'))
  for (const type of extractTypes) put(`${type}.ndjson`)
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('an extract that is not whole lists nothing', () => {
  test('a type without a file', () => {
    rmSync(join(folder, 'ChargeItem.ndjson'))
    expect(() => findExtract(folder)).toThrow('holds no file of ChargeItem. Nothing was listed; where the server has none, put an empty')
  })
  test('the error file of a bulk export', () => {
    put('errors.0.ndjson', { resourceType: 'OperationOutcome', issue: [] })
    expect(() => findExtract(folder)).toThrow('says what the server could not export. Nothing was listed')
  })
  test('a file of deletions', () => {
    put('deleted.ndjson', { resourceType: 'Bundle' })
    expect(() => findExtract(folder)).toThrow('make a full export')
  })
  test('a page where resources were meant', () => {
    put('Condition.1.ndjson', '<html>')
    expect(() => findExtract(folder)).toThrow('begins with no JSON')
  })
})

test('every file of a type is found, whatever its name, and those of other types are left alone', () => {
  put('1.ndjson', aCondition('M17.11'))
  put('2.ndjson', { resourceType: 'Patient' })
  expect(findExtract(folder).Condition).toEqual([join(folder, '1.ndjson'), join(folder, 'Condition.ndjson')])
})

const patient = { subject: { reference: 'Patient/p1' } }
const run = async (...more: readonly string[]) => {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['test/practice/run.ts', folder, ...more])
    return { code: 0, said: stdout }
  } catch (error) {
    const { code, stderr } = error as { readonly code: number; readonly stderr: string }
    return { code, said: stderr }
  }
}

test('npm run practice writes the two lists, and prints nothing of a patient', async () => {
  put('Encounter.ndjson', anEncounter(patient), anEncounter({ ...patient, id: 'v2', period: { start: '2026-09-02', end: '2026-09-02' } }))
  put('Condition.ndjson', aCondition('M17.11', { id: 'c1' }))
  put('Procedure.ndjson', aStudy())
  put('ChargeItem.ndjson', aCharge('billed', { id: 'i1', context: { reference: 'Encounter/v2' }, occurrenceDateTime: '2026-09-02' }))
  const { code, said } = await run()
  expect(code).toBe(0)
  expect(said).toContain('Charges that the chart does not support: 1, in ')
  expect(said).not.toMatch(/\bp1\b|\bv2\b|\bi1\b/)
  expect(readFileSync(join(folder, 'unsupported-charges.csv'), 'utf8')).toBe(
    'charge_id,patient_id,encounter_id,status,day,visit,diagnosis,performed\ni1,p1,v2,billed,2026-09-02,,on-list,unknown\n',
  )
  expect(readFileSync(join(folder, 'missed-charges.csv'), 'utf8')).toBe(
    'encounter_id,patient_id,first_day,last_day,diagnosis\nv1,p1,2026-09-01,2026-09-01,on-list\n',
  )
})

test.each([
  ['a line that is cut off', '{"resourceType":"Condition","id":"c2","code":{"text":"Gloria Stone'],
  ['a line of another type', JSON.stringify({ resourceType: 'Observation', note: [{ text: 'Gloria Stone' }] })],
  ['an element of another shape', JSON.stringify({ resourceType: 'Condition', code: { coding: 'Gloria Stone' } })],
])('%s stops it, and what stands there is not printed', async (_name, line) => {
  put('Condition.ndjson', aCondition('M17.11'), line)
  const { code, said } = await run()
  expect(code).toBe(1)
  expect(said).toContain('could not be read')
  expect(said).toContain('Nothing was listed')
  expect(said).not.toContain('Stone')
})

test.each(libraries())('$path holds the SQL file beside it: after a change, npm run practice -- --libraries', ({ path, library }) => {
  expect(JSON.parse(readFileSync(path, 'utf8')) as Library).toEqual(library)
})
