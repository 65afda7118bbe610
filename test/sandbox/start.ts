import { node } from './node-version.ts'

// The check stands before every other import, which an old Node could not even load.
if (!node.isNewEnough) {
  console.error(node.message)
  process.exit(1)
}
const { run } = await import('./run.ts')
await run(process.argv.includes('--built'))
