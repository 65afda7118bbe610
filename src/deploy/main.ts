import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { parseConfig } from '#fhir/config.ts'
import { headersFile } from './headers-file.ts'
import { nginxSnippet } from './nginx-snippet.ts'

/*
 * `npm run deploy:headers`: reads the config.json of the build and writes what its server has to say. `--root` is the folder
 * on the server where the build will lie, where that is another one than here.
 */
const snippetFile = 'nginx/gait-charge.conf'

try {
  const { values } = parseArgs({ options: { root: { type: 'string', default: resolve('dist') } } })
  if (!existsSync('dist/index.html')) throw new Error('There is no build yet. Run "npm run build" first.')
  const written = readFileSync('dist/config.json', 'utf8')
  const config = parseConfig(parsed(written))
  const files = [
    [snippetFile, nginxSnippet(config, values.root)],
    ['dist/_headers', headersFile(config)],
  ] as const
  mkdirSync('nginx', { recursive: true })
  for (const [file, text] of files) writeFileSync(file, text)
  say(`${snippetFile}  for the server block of nginx; it serves ${values.root}`)
  say('dist/_headers          for hosts that read such a file')
  if (written === readFileSync('public/config.json', 'utf8'))
    say('dist/config.json is still the one that comes with the app, for its sandboxes: put your site’s own there and run this again.')
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\nNothing was written.\n`)
  process.exitCode = 1
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('config.json: the file is not JSON')
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
