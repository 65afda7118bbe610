import { gzipSync } from 'node:zlib'
import type { Rolldown } from 'vite'

/**
 * Budgets in gzipped bytes: the first chunk; what loads before the way out to the sign-in (its code and style); what the app
 * starts with (that, the reading and the screen's frame); and one chunk that loads beside or after it.
 */
const budgets = { firstChunk: 18_000, beforeSignIn: 16_000, initial: 110_000, largestLazy: 45_000 }
const names = {
  firstChunk: 'the first chunk',
  beforeSignIn: 'before the way out to the sign-in, style included',
  initial: 'initial code and style',
  largestLazy: 'the largest chunk beside or after it',
}
/** A request costs a browser more than its bytes: the files of the first screen, and V8's hint that they are compiled while they load. */
const mostFilesUntilDraft = 6
const compiledAhead = /^\/\/# allFunctionsCalledOnLoad\n/
const neverShipped =
  /node_modules\/(?:@medplum|fhirpath|msw|ajv|core-js|isomorphic-webcrypto|react-native|cross-fetch|abortcontroller-polyfill|debug|js-base64|hono|@hono|fast-check)\/|\/test\/|\/src\/cds-hooks\/|\/src\/deploy\//
const neverFirst = /node_modules\/jose\/(?!.*(?:base64url|buffer_utils))|node_modules\/(?:react|react-dom|@tanstack)\//

type Chunk = Rolldown.OutputChunk
type Budgeted = keyof typeof budgets

/** What the app weighs, in gzipped bytes, and which budgets and bans it breaks. */
export interface Weights {
  readonly lines: readonly string[]
  /** `untilDraft`: everything that the first screen of a case needs. */
  readonly sums: Readonly<Record<Budgeted | 'untilDraft', number>>
  readonly faults: readonly string[]
}

/** Weighs the parts of the built app. */
export function weigh(output: Rolldown.RolldownOutput['output']): Weights {
  const chunks = output.filter((part) => part.type === 'chunk')
  const graph = (...modules: readonly string[]) => graphOf(chunks, modules)
  const first = graph('/src/main.ts')
  const initial = graph('/src/main.ts', '/src/app/show.tsx', '/src/fhir/finish-sign-in.ts', '/src/queries/begin-reading.ts')
  const untilDraft = new Set([...initial, ...graph('/src/app/ListedVisit.tsx', 'virtual:rule-book')])
  const lazy = chunks.filter((chunk) => !initial.has(chunk))

  const bytes = new Map(output.map((part) => [part.fileName, gzipSync(part.type === 'chunk' ? part.code : part.source).length]))
  const sum = (files: readonly string[]) => [...new Set(files)].reduce((total, file) => total + (bytes.get(file) ?? 0), 0)
  const withStyle = (of: Iterable<Chunk>) => sum([...of].flatMap((chunk) => [chunk.fileName, ...(chunk.viteMetadata?.importedCss ?? [])]))
  const sums = {
    firstChunk: sum([...first].map(({ fileName }) => fileName)),
    beforeSignIn: withStyle(first),
    initial: withStyle(initial),
    largestLazy: Math.max(...lazy.map((chunk) => withStyle([chunk]))),
    untilDraft: withStyle(untilDraft),
  }
  const when = (chunk: Chunk) => (first.has(chunk) ? 'first' : initial.has(chunk) ? 'initial' : untilDraft.has(chunk) ? 'draft' : 'later')
  const budgeted = Object.keys(budgets) as Budgeted[]
  return {
    lines: [
      ...chunks
        .toSorted((one, other) => withStyle([other]) - withStyle([one]))
        .map((chunk) => line(withStyle([chunk]), `${when(chunk).padEnd(7)}  ${chunk.fileName}`)),
      ...budgeted.map((name) => line(sums[name], `${names[name]}, of ${budgets[name]}`)),
      line(sums.untilDraft, 'until the draft'),
    ],
    sums,
    faults: [
      ...budgeted
        .filter((name) => sums[name] > budgets[name])
        .map((name) => `${names[name]}: ${sums[name]} bytes gz, more than ${budgets[name]}.`),
      ...(untilDraft.size > mostFilesUntilDraft
        ? [`${untilDraft.size} files of code until the draft, more than ${mostFilesUntilDraft}.`]
        : []),
      ...[...untilDraft]
        .filter(({ code, moduleIds }) => moduleIds.some((id) => id.includes('/src/')) && !compiledAhead.test(code))
        .map(({ fileName }) => `${fileName} is not compiled while it loads.`),
      ...chunks.flatMap(({ moduleIds }) => moduleIds.filter((id) => neverShipped.test(id)).map((id) => `${id} must not ship.`)),
      ...[...first].flatMap(({ moduleIds }) => moduleIds.filter((id) => neverFirst.test(id)).map((id) => `${id} must load later.`)),
    ],
  }
}

function line(bytes: number, text: string): string {
  return `${String(bytes).padStart(8)}  ${text}`
}

/** The chunks that hold these modules, and all that they import when they load. */
function graphOf(chunks: readonly Chunk[], modules: readonly string[]): ReadonlySet<Chunk> {
  const found = new Set<Chunk>()
  const follow = (chunk: Chunk | undefined) => {
    if (chunk === undefined || found.has(chunk)) return
    found.add(chunk)
    for (const file of chunk.imports) follow(chunks.find(({ fileName }) => fileName === file))
  }
  for (const module of modules) {
    const chunk = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(module)))
    if (chunk === undefined) throw new Error(`No chunk holds ${module}`)
    follow(chunk)
  }
  return found
}
