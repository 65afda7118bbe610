import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { offences } from './offences.ts'
import { probes } from './probes.ts'

interface Config {
  readonly rules: Readonly<Record<string, string | readonly unknown[]>>
}

interface Finding {
  readonly filename: string
  readonly code: string
  readonly help?: string
  readonly labels: readonly { readonly span: { readonly line: number } }[]
}

const paths = (pattern: string) => globSync(pattern).map((path) => path.replaceAll('\\', '/'))
const rooms = [...new Set(paths('src/*/**/*.{ts,tsx,css}').map((path) => dirname(path)))]
/** Imports a package that no row names: in every room, and in every file that stands in none. */
const strangers = [...rooms.map((room) => `${room}/stranger.ts`), ...paths('src/*.{ts,tsx}').filter((path) => path !== 'src/main.ts')]
const config = JSON.parse(readFileSync('.oxlintrc.json', 'utf8')) as Config

let folder: string
let findings: readonly Finding[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gait-charge-house-'))
  for (const kept of ['.oxlintrc.json', 'package.json', 'tsconfig.json']) await cp(kept, join(folder, kept))
  await symlink(resolve('node_modules'), join(folder, 'node_modules'), 'junction')
  const files = [
    ...probes.map(({ file, forbidden, allowed }) => [file, [...forbidden, ...allowed].join('\n')] as const),
    ...offences.map(([, file, text]) => [file, text] as const),
    ...strangers.map((file) => [file, "import 'stranger'"] as const),
  ]
  for (const [file, text] of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), `${text}\n`)
  }
  const command = ['node_modules/oxlint/bin/oxlint', '--format', 'json', 'src', 'test', 'fhir-resources', 'vite.config.ts']
  const output = await new Promise<string>((done) => {
    execFile(process.execPath, command, { cwd: folder, maxBuffer: 1e8 }, (_error, stdout) => done(stdout))
  })
  findings = (JSON.parse(output) as { diagnostics: readonly Finding[] }).diagnostics
})

afterAll(() => rm(folder, { recursive: true }))

const foundIn = (file: string) => findings.filter(({ filename }) => filename === file)
const wallsAt = (file: string, line: number) =>
  foundIn(file).filter(({ code, labels }) => /no-restricted-|no-undef|no-console/.test(code) && labels[0]?.span.line === line)

describe.each(probes)('in $file', ({ file, forbidden, allowed }) => {
  test.each(forbidden.map((text, index) => [text, index + 1] as const))('%s is red', (_text, line) => {
    expect(wallsAt(file, line)).not.toEqual([])
  })
  test.each(allowed.map((text, index) => [text, forbidden.length + index + 1] as const))('%s is green', (_text, line) => {
    expect(wallsAt(file, line)).toEqual([])
  })
})

test.each(offences)('%s is an error in %s', (rule, file) => {
  const spoken = foundIn(file).map(({ code }) => code.replace('react-hooks', 'react').replace(/^eslint\((.*)\)$/, '$1'))
  expect(spoken).toContain(rule.replace(/^(.*)\/(.*)$/, '$1($2)'))
})

test('every rule that is chosen by name has been seen to speak', () => {
  const chosen = Object.entries(config.rules).flatMap(([rule, level]) => (level === 'off' ? [] : [rule]))
  const seen = new Set(offences.map(([rule]) => rule))
  expect(chosen.length).toBeGreaterThan(10)
  expect(chosen.filter((rule) => !seen.has(rule))).toEqual([])
})

test('every folder and every loose file under src has a row of its own', () => {
  expect(rooms.length).toBeGreaterThan(5)
  const rowless = strangers.filter(
    (file) => !foundIn(file).some(({ code, help }) => code.includes('imports') && help?.startsWith('A new room') !== true),
  )
  expect(rowless).toEqual([])
})

test('no file of src silences a rule', () => {
  const silenced = paths('src/**/*.{ts,tsx}').filter((path) =>
    /(?:oxlint|eslint)-disable|@ts-(?:ignore|nocheck|expect-error)/.test(readFileSync(path, 'utf8')),
  )
  expect(silenced).toEqual([])
})

test('core never asks a date for the present moment', () => {
  const clocked = paths('src/core/**/*.ts').filter((path) => /\bDate\(\)/.test(readFileSync(path, 'utf8')))
  expect(clocked).toEqual([])
})
