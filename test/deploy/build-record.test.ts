import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readBuildRecord } from '#deploy/build-record.ts'

test('a build names its commit, and says where it differs from it', () => {
  const git = (...words: readonly string[]) => execFileSync('git', words, { encoding: 'utf8' }).trim()
  const expected = existsSync('.git')
    ? `${git('rev-parse', 'HEAD')}${git('status', '--porcelain', '--untracked-files=no') === '' ? '' : '-dirty'}`
    : null
  expect(readBuildRecord().commit).toBe(expected)
})

test('every rule file has a version and a date', () => {
  const { rules } = readBuildRecord()
  expect(rules.length).toBeGreaterThan(40)
  for (const { version, date } of rules) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/)
    expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  }
})
