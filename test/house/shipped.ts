import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A package as `name@version`, of which code leaves the house. */
export type PackageId = `${string}@${string}`

/** The packages of which the built app holds a module; the bundler's own helpers are of the bundler. */
export function packagesIn(moduleIds: readonly string[]): readonly PackageId[] {
  const helpers = { '\0vite/': 'vite', '\0rolldown/': 'rolldown' }
  const found = moduleIds.flatMap((id) => {
    const helper = Object.entries(helpers).find(([prefix]) => id.startsWith(prefix))
    if (helper !== undefined) return [packageAt(join('node_modules', helper[1]))]
    return id.includes('node_modules') && !id.startsWith('\0') ? [packageAt(dirname(id.replace(/\?.*$/, '')))] : []
  })
  return sorted(found)
}

/** The packages that the visit-close service imports; it runs from its source, with what they need in turn. */
export function packagesOfService(): readonly PackageId[] {
  const own = new Set<string>(globSync('src/cds-hooks/*.ts').map((file) => file.replaceAll('\\', '/')))
  const names = new Set<string>()
  for (const file of own) {
    const imports = readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type )[^'";]*?from '([^']+)'|\bimport\('([^']+)'\)/gm)
    for (const [, above, later] of imports) {
      const source = above ?? later ?? ''
      const room = /^#(core|fhir|cds-hooks)\/(.*\.ts)$/.exec(source)
      if (source.startsWith('./')) own.add(`${dirname(file)}/${source.slice(2)}`)
      else if (room !== null) own.add(`src/${room[1]}/${room[2]}`)
      else if (!/^(node:|#)/.test(source)) names.add(/^(?:@[^/]+\/)?[^/]+/.exec(source)?.[0] ?? source)
    }
  }
  for (const name of names) {
    const { dependencies = {} } = manifestAt(join('node_modules', name))
    for (const needed of Object.keys(dependencies)) names.add(needed)
  }
  return sorted([...names].map((name) => packageAt(join('node_modules', name))))
}

interface Manifest {
  readonly name?: string
  readonly version?: string
  readonly dependencies?: Readonly<Record<string, string>>
}

function manifestAt(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
}

/** The package that a folder belongs to: the nearest manifest above it that has a name and a version. */
function packageAt(folder: string): PackageId {
  const { name, version } = existsSync(join(folder, 'package.json')) ? manifestAt(folder) : {}
  return name === undefined || version === undefined ? packageAt(dirname(folder)) : `${name}@${version}`
}

function sorted(packages: readonly PackageId[]): readonly PackageId[] {
  return [...new Set(packages)].toSorted((one, other) => one.localeCompare(other))
}
