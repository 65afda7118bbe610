import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** One line each: the file, and an import that must be red (or green) in it. */
const forbidden: readonly (readonly [file: string, line: string])[] = [
  ['src/core/probe-react.ts', "import 'react'"],
  ['src/core/probe-gateway.ts', "import { a } from '#fhir/send.ts'"],
  ['src/core/probe-type.ts', "import type { A } from '#queries/visit.ts'"],
  ['src/core/probe-node.ts', "import { readFileSync } from 'node:fs'"],
  ['src/core/probe-parent.ts', "import { a } from '../fhir/send.ts'"],
  ['src/core/probe-dynamic.ts', "void import('fhirclient')"],
  ['src/core/probe-network.ts', "void fetch('https://ehr.example')"],
  ['src/core/probe-clock.ts', 'export const now = Date.now()'],
  ['src/core/probe-random.ts', 'export const chance = Math.random()'],
  ['src/core/probe-console.ts', "console.log('a')"],
  ['src/fhir/probe-client.ts', "import FHIR from 'fhirclient'"],
  ['src/fhir/probe-react.ts', "import { use } from 'react'"],
  ['src/fhir/probe-app.ts', "export * from '#app/begin.ts'"],
  ['src/queries/probe-ui.ts', "import { Panel } from '#ui/Panel.tsx'"],
  ['src/queries/probe-feature.ts', "import { About } from '#features/about/About.tsx'"],
  ['src/ui/probe-core.ts', "import { dayOf } from '#core/dates.ts'"],
  ['src/ui/probe-fhir.ts', "import type { Patient } from 'fhir/r4'"],
  ['src/features/about/probe-neighbour.ts', "import { Verdict } from '#features/visit/Verdict.tsx'"],
  ['src/features/about/probe-gateway.ts', "import type { Session } from '#fhir/session.ts'"],
  ['src/features/about/probe-app.ts', "import { App } from '#app/App.tsx'"],
  ['src/app/probe-test.ts', "import { patients } from '#test/sandbox/seed.ts'"],
  ['src/app/probe-rules.ts', "import list from '#resources/value-set/indications.json'"],
  ['src/app/probe-service.ts', "import { cards } from '#cds-hooks/cards.ts'"],
  ['src/cds-hooks/probe-react.ts', "import { use } from 'react'"],
  ['test/probe-parent.ts', "import { a } from '../src/core/codes.ts'"],
]

const allowed: readonly (readonly [file: string, line: string])[] = [
  ['src/core/free-own.ts', "import { v5 } from 'uuid'\nimport type { Patient } from 'fhir/r4'\nimport { dayOf } from './dates.ts'\nexport const a = (patient: Patient) => v5(dayOf(patient.birthDate, null) ?? '', v5.URL)"],
  ['src/fhir/smart.ts', "import FHIR from 'fhirclient'\nimport { codeSystem } from '#core/codes.ts'\nexport const a = [FHIR, codeSystem]"],
  ['src/queries/free-below.ts', "import { queryOptions } from '@tanstack/react-query'\nimport type { Session } from '#fhir/session.ts'\nexport const a = (session: Session) => queryOptions({ queryKey: [session.base] })"],
  ['src/features/about/free-below.ts', "import { Panel } from '#ui/Panel.tsx'\nimport { useSession } from '#queries/session.tsx'\nexport const a = [Panel, useSession]"],
  ['src/cds-hooks/free-node.ts', "import { readFileSync } from 'node:fs'\nimport { assess } from '#core/assess.ts'\nexport const a = [readFileSync, assess]"],
] // prettier-ignore

interface Found {
  readonly filename: string
  readonly code: string
}

let folder: string
let found: readonly Found[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gait-charge-house-'))
  for (const kept of ['.oxlintrc.json', 'package.json', 'tsconfig.json']) await cp(kept, join(folder, kept))
  for (const [file, line] of [...forbidden, ...allowed]) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), `${line}\n`)
  }
  const output = await new Promise<string>((done) => {
    execFile(resolve('node_modules/.bin/oxlint'), ['--format', 'json'], { cwd: folder }, (_error, stdout) => done(stdout))
  })
  const { diagnostics } = JSON.parse(output) as { diagnostics: readonly Found[] }
  found = diagnostics.filter(({ code }) => /restricted|no-console/.test(code))
})

afterAll(() => rm(folder, { recursive: true }))

const redIn = (file: string) => found.filter(({ filename }) => filename === file)

describe('an import from a room that may not be entered', () => {
  test.each(forbidden)('%s: %s is red', (file) => expect(redIn(file)).not.toEqual([]))
  test.each(allowed)('%s is green', (file) => expect(redIn(file)).toEqual([]))
})

test('every room under src has its row', () => {
  const { overrides } = JSON.parse(readFileSync('.oxlintrc.json', 'utf8')) as {
    overrides: readonly { readonly files: readonly string[] }[]
  }
  const rows = overrides.flatMap(({ files }) => files)
  const rooms = globSync('src/*').map((path) => (path.includes('.') ? path.replaceAll('\\', '/') : `${path.replaceAll('\\', '/')}/**`))
  expect(rooms.length).toBeGreaterThan(5)
  expect(rooms.filter((room) => !rows.includes(room))).toEqual([])
})
