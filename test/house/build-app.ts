import { build, type Rolldown } from 'vite'

/** Builds the app without writing it; the site's own files in `public` are no part of it. */
export async function buildApp(): Promise<Rolldown.RolldownOutput['output']> {
  const built = await build({ logLevel: 'error', build: { write: false } })
  if (!('output' in built)) throw new Error('The build gave more than one output')
  return built.output
}
