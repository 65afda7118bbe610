import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'

/** What a build is made of. */
export interface BuildRecord {
  readonly version: string
  /** Null where the sources lie in no repository; `-dirty` where they differ from the commit. */
  readonly commit: string | null
  readonly rules: readonly { readonly file: string; readonly version: string; readonly date: string }[]
}

/** Reads it from the sources that lie here. */
export function readBuildRecord(): BuildRecord {
  const { version } = jsonOf('package.json')
  const rules = globSync('fhir-resources/**/*.json').map((path) => {
    const { version: of, date } = jsonOf(path)
    return { file: path.replaceAll('\\', '/'), version: of ?? 'none', date: date ?? 'none' }
  })
  return { version: version ?? 'none', commit: commitHere(), rules: rules.toSorted((one, other) => (one.file < other.file ? -1 : 1)) }
}

function jsonOf(path: string): { readonly version?: string; readonly date?: string } {
  return JSON.parse(readFileSync(path, 'utf8')) as { version?: string; date?: string }
}

function commitHere(): string | null {
  // An archive of the sources may lie inside some other repository, whose commit says nothing of them.
  if (!existsSync('.git')) return null
  try {
    return execFileSync('git', ['describe', '--always', '--dirty', '--abbrev=40', '--exclude=*'], {
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim()
  } catch {
    return null
  }
}
