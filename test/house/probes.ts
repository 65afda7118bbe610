/** What may and may not stand in one room: each line goes into its file, and is red or green by itself. */
interface Probes {
  readonly file: string
  readonly forbidden: readonly string[]
  readonly allowed: readonly string[]
}

export const probes: readonly Probes[] = [
  {
    file: 'src/core/probe.ts',
    forbidden: [
      "import 'react'",
      "import '#fhir/send.ts'",
      "import type {} from '#queries/visit.ts'",
      "export * from '#app/begin.ts'",
      "export { send } from '#fhir/send.ts'",
      "void import('fhirclient')",
      "import 'node:fs'",
      "import '../fhir/send.ts'",
      "import './../fhir/send.ts'",
      "import '#core/../fhir/send.ts'",
      "import { v4 } from 'uuid'",
      "import 'virtual:rule-book'",
      "void fetch('https://ehr.example')",
      'void globalThis.fetch',
      'void window.innerWidth',
      'void document.body',
      'void sessionStorage.length',
      'void process.cwd()',
      'void crypto.randomUUID()',
      'void Date.now()',
      'void new Date()',
      'void performance.now()',
      'void Intl.DateTimeFormat().resolvedOptions().timeZone',
      'void Math.random()',
      "console.log('a')",
    ],
    allowed: ["import type { Patient } from 'fhir/r4'", "import { v5 } from 'uuid'", "import './dates.ts'", 'void Math.round(1.5)'],
  },
  {
    file: 'src/core/dates.ts',
    forbidden: ['void Date.now()', 'void globalThis.fetch', "import '#fhir/send.ts'"],
    allowed: ["void new Date('2026-11-20')", "void new Intl.DateTimeFormat('en-CA')"],
  },
  {
    file: 'src/fhir/probe.ts',
    forbidden: [
      "import FHIR from 'fhirclient'",
      "import 'react'",
      "import '@tanstack/react-query'",
      "import '#app/App.tsx'",
      "import type {} from '#queries/session.tsx'",
    ],
    allowed: ["import type { Patient } from 'fhir/r4'", "import '#core/dates.ts'", "import 'valibot'", "void import('jose')"],
  },
  {
    file: 'src/fhir/smart.ts',
    forbidden: ["import 'react'", "import 'fhirclient/lib/Client'"],
    allowed: ["import FHIR from 'fhirclient'", "import './launch.ts'"],
  },
  {
    file: 'src/queries/probe.ts',
    forbidden: ["import 'fhirclient'", "import '#ui/Panel.tsx'", "import '#features/about/About.tsx'", "import 'valibot'"],
    allowed: ["import 'react'", "import '@tanstack/react-query'", "import '#fhir/send.ts'", "import '#core/dates.ts'"],
  },
  {
    file: 'src/ui/probe.tsx',
    forbidden: ["import '#core/dates.ts'", "import type {} from 'fhir/r4'", "import '#queries/session.tsx'"],
    allowed: ["import 'react'", "import './Panel.tsx'"],
  },
  {
    file: 'src/features/about/probe.tsx',
    forbidden: [
      "import '#features/visit/Verdict.tsx'",
      "import './../visit/Verdict.tsx'",
      "import type {} from '#fhir/session.ts'",
      "import '#app/App.tsx'",
      "import '@tanstack/react-query'",
    ],
    allowed: ["import '#core/dates.ts'", "import '#queries/session.tsx'", "import '#ui/Panel.tsx'", "import 'react'"],
  },
  {
    file: 'src/app/probe.tsx',
    forbidden: [
      "import 'fhirclient'",
      "import '#test/sandbox/seed.ts'",
      "import '#resources/value-set/indications.json'",
      "import '#cds-hooks/card.ts'",
      "import 'hono'",
      "import 'msw'",
    ],
    allowed: ["import 'valibot'", "import 'virtual:rule-book'", "import '#fhir/send.ts'", "void import('#features/visit/VisitPicker.tsx')"],
  },
  {
    file: 'src/main.ts',
    forbidden: ["import '#test/sandbox/seed.ts'", "import '#fhir/send.ts'", "import 'fhirclient'", "import 'react-dom/client'"],
    allowed: ["import '#app/begin.ts'", "import '#ui/first.css'"],
  },
  {
    file: 'src/cds-hooks/probe.ts',
    forbidden: ["import 'react'", "import '#app/App.tsx'", "import '#test/sandbox/seed.ts'", "import 'fhirclient'", "import 'express'"],
    allowed: [
      "import 'node:fs'",
      "import '#core/dates.ts'",
      "import '#fhir/send.ts'",
      "import '#resources/value-set/indications.json'",
      "import { Hono } from 'hono'",
      "import { bodyLimit } from 'hono/body-limit'",
      "import { serve } from '@hono/node-server'",
      "import 'valibot'",
    ],
  },
  {
    file: 'src/deploy/probe.ts',
    forbidden: ["import 'react'", "import '#fhir/send.ts'", "import '#core/dates.ts'", "import '#test/sandbox/seed.ts'", "import 'hono'"],
    allowed: ["import 'node:fs'", "import '#fhir/config.ts'", "import 'vite'", "import './content-policy.ts'"],
  },
  {
    file: 'test/probe.ts',
    forbidden: ["import '../src/core/dates.ts'", "import './../src/core/dates.ts'", "import '..'"],
    allowed: ["import '#core/dates.ts'", "import 'msw'", "import './support/world.ts'"],
  },
  { file: 'vite.config.ts', forbidden: ["import '../elsewhere.ts'"], allowed: ["import './src/core/parse-rule-book.ts'"] },
]
