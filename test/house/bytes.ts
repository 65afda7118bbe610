import { gzipSync } from 'node:zlib'
import { build, type Plugin } from 'vite'

/** Budgets in gzipped bytes: what the page loads at once (code and style), and one chunk that loads beside or after it. */
const entryBudget = 110_000
const lazyBudget = 45_000
const neverShipped =
  /node_modules\/(?:@medplum|fhirpath|msw|ajv|core-js|isomorphic-webcrypto|react-native|cross-fetch|abortcontroller-polyfill|debug|hono|@hono|fast-check)\/|\/test\/|\/src\/cds-hooks\//
const neverFirst = /node_modules\/jose\//

interface Part {
  readonly name: string
  readonly bytes: number
  readonly isFirst: boolean
  readonly modules: readonly string[]
}

/** Builds the app without writing it, weighs its parts, and fails where a budget or a ban is broken. */
const parts = await weigh()
const first = parts.filter(({ isFirst }) => isFirst)
const total = first.reduce((sum, { bytes }) => sum + bytes, 0)
for (const { name, bytes, isFirst } of parts) console.log(`${String(bytes).padStart(8)}  ${isFirst ? 'first' : 'later'}  ${name}`)
console.log(`${String(total).padStart(8)}  entry graph, of ${entryBudget}`)

const faults = [
  ...(total > entryBudget ? [`The entry graph weighs ${total} bytes gz, more than ${entryBudget}.`] : []),
  ...parts
    .filter(({ bytes, isFirst }) => !isFirst && bytes > lazyBudget)
    .map(({ name }) => `${name} weighs more than ${lazyBudget} bytes gz.`),
  ...parts.flatMap(({ modules }) => modules.filter((id) => neverShipped.test(id)).map((id) => `${id} must not ship.`)),
  ...first.flatMap(({ modules }) => modules.filter((id) => neverFirst.test(id)).map((id) => `${id} must load later.`)),
]
for (const fault of faults) console.error(fault)
process.exitCode = faults.length === 0 ? 0 : 1

async function weigh(): Promise<readonly Part[]> {
  const weighed: Part[] = []
  const scale: Plugin = {
    name: 'scale',
    // After the HTML plugin, which adds the entry's style sheet.
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const chunks = Object.values(bundle).filter((part) => part.type === 'chunk')
        const firstFiles = new Set<string>()
        const follow = (file: string) => {
          const chunk = chunks.find(({ fileName }) => fileName === file)
          if (chunk === undefined || firstFiles.has(file)) return
          firstFiles.add(file)
          chunk.imports.forEach(follow)
        }
        for (const { isEntry, fileName } of chunks) if (isEntry) follow(fileName)
        for (const part of Object.values(bundle)) {
          const isCode = part.type === 'chunk'
          if (!isCode && !part.fileName.endsWith('.css')) continue
          const bytes = gzipSync(isCode ? part.code : part.source).length
          const isFirst = isCode ? firstFiles.has(part.fileName) : true
          weighed.push({ name: part.fileName, bytes, isFirst, modules: isCode ? Object.keys(part.modules) : [] })
        }
      },
    },
  }
  await build({ logLevel: 'error', build: { write: false }, plugins: [scale] })
  return weighed.toSorted((a, b) => b.bytes - a.bytes)
}
