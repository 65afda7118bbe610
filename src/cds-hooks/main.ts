import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { parseCdsConfig } from './config.ts'
import { createService } from './create-service.ts'
import { keysInMemory } from './key-sets.ts'
import { loadRules } from './load-rules.ts'
import { logTo } from './log.ts'
import { seenInMemory } from './seen.ts'

try {
  start()
} catch (error) {
  // A wrong configuration or rule file: its message is the whole help, and names no secret.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

/** Reads the configuration (the JSON itself or the path of a file in CDS_HOOKS_CONFIG, else `cds-hooks.json`) and listens. */
function start(): void {
  const { CDS_HOOKS_CONFIG: told = 'cds-hooks.json' } = process.env
  const isJson = told.trimStart().startsWith('{')
  const config = parseCdsConfig(isJson ? told : readFileSync(told, 'utf8'), isJson ? 'CDS_HOOKS_CONFIG' : told)
  const now = Date.now
  const log = logTo((line) => void process.stdout.write(line), now)
  const service = createService({
    config,
    cardRules: loadRules(resolve(import.meta.dirname, '../../fhir-resources')),
    fetch,
    now,
    log,
    keyCache: keysInMemory(),
    replays: seenInMemory({ now, most: 1_000_000, whenFull: 'refuse' }),
    cards: seenInMemory({ now, most: 200_000, whenFull: 'forget-oldest' }),
  })
  const { host, port } = config.listen
  const server = serve({ fetch: (request) => service.handle(request), hostname: host, port }, (info) =>
    log({ event: 'started', host, port: info.port }),
  )
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close())
}
