import type { Patient } from 'fhir/r4'
import { globSync, readFileSync } from 'node:fs'
import { clinicians } from '#test/sandbox/patients/people.ts'
import { stories } from '#test/sandbox/patients/stories.ts'

/** A file of the built app, by its address. */
export interface BuiltFile {
  readonly name: string
  readonly text: string
}

/** What some words are, and the words. */
type Secret = readonly [what: string, words: string]

/** What no built file may hold, whatever its kind. */
const neverInside: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a private key', /-----BEGIN|["'`]?kty["'`]?\s*:[^{}]{0,400}[{,\s]["'`]?d["'`]?\s*:\s*["'`][\w-]{20,}/],
  ['a client secret', /client_secret|client_?secret["'`]?\s*[:=]\s*["'`][^"'`\s]{4,}/i],
  ['a token', /\beyJ[\w-]{8,}\.[\w-]{8,}|\bBearer [\w\-.~+/]{8,}/],
  ['a key of a service', /\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{30,}|\bnpm_\w{30,}|\bsk_live_\w{16,}/],
  ['an address with a name and a password', /\bhttps?:\/\/[^/\s"'`]+:[^/\s"'`]+@/],
  ['a setting of the build', /\bVITE_[A-Z]\w*|\bprocess\.env\b/],
  ['a source map', /[#@]\s*sourceMappingURL/],
  ['text run as code', /\beval\s*\(|\bnew Function\b|\bFunction\s*\(\s*["'`]|\bset(?:Timeout|Interval)\(\s*["'`]/],
  ['a tool of developers', /localStorage\.debug|\$RefreshReg\$|import\.meta\.hot/],
  ['a file of the tests', /[#/]test\/(?:sandbox|support|fhir|e2e)\//],
]

/** Which EHRs a site has stands in its config.json, and nowhere else. */
const sandboxes = /\b(?:localhost|127\.0\.0\.1):\d+|\b(?:launch|r[234]|bulk-data)\.smarthealthit\.org|\bhapi\.fhir\.org/

/** Everything in the built files that must not leave this house, each as one sentence. */
export function scan(
  files: readonly BuiltFile[],
  secrets: readonly Secret[] = [...settingsIn(globSync('.env*').map((file) => readFileSync(file, 'utf8'))), ...people()],
): readonly string[] {
  return files.flatMap(({ name, text }) => [
    ...(name.endsWith('.map') ? [`${name} is a source map.`] : []),
    ...neverInside.flatMap(([what, pattern]) => (pattern.test(text) ? [`${name} holds ${what}.`] : [])),
    ...(name !== 'config.json' && sandboxes.test(text) ? [`${name} holds the address of a sandbox.`] : []),
    ...secrets.flatMap(([what, words]) => (text.includes(words) ? [`${name} holds ${what}.`] : [])),
  ])
}

/** The values in settings files (`.env`), each of which is a secret until somebody says otherwise. */
export function settingsIn(files: readonly string[]): readonly Secret[] {
  const lines = files.flatMap((file) => file.split('\n'))
  const values = lines.flatMap((line) => /^\s*(?:export\s+)?\w+\s*=\s*["']?([^"'#]{6,}?)["']?\s*$/.exec(line)?.[1] ?? [])
  return values.map((value) => ['a value of a settings file', value])
}

/** The made-up people of the sandbox, and the ids that only their charts have. */
function people(): readonly Secret[] {
  const patients = stories.flatMap(({ id, resources }) =>
    resources('2026-11-20')
      .filter((resource): resource is Patient => resource.resourceType === 'Patient')
      .flatMap(({ name }) => [`Patient/${id}`, `${id}-visit`, ...(name ?? []).map(({ given, family }) => `${given?.join(' ')} ${family}`)]),
  )
  return [...new Set([...patients, ...clinicians.map(({ given, family }) => `${given} ${family}`)])].map((words) => ['a fixture', words])
}
