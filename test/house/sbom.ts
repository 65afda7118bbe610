import { execFileSync } from 'node:child_process'
import type { PackageId } from './shipped.ts'

/** A component of CycloneDX 1.5, as npm writes it. */
export interface Component {
  readonly 'bom-ref': string
  readonly name: string
  readonly version: string
  readonly scope?: 'required' | 'optional' | 'excluded'
  readonly licenses?: readonly { readonly license?: { readonly id?: string } }[]
  readonly properties?: readonly { readonly name: string; readonly value: string }[]
}

export interface Bom {
  readonly metadata?: { readonly component?: { readonly name?: string } }
  readonly components: readonly Component[]
  readonly dependencies?: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[]
}

/** npm's own bill of materials of everything installed. Throws where npm does not answer. */
export function installed(): Bom {
  const npm = process.env['npm_execpath']
  if (npm === undefined) throw new Error('Start this through npm: npm run sbom')
  const command = [npm, 'sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--include', 'dev', '--loglevel', 'error']
  return JSON.parse(execFileSync(process.execPath, command, { encoding: 'utf8', maxBuffer: 1e8 })) as Bom
}

/**
 * The bill of what ships: each package once, with where its code goes, and its dependencies among them.
 * Throws where a package ships that npm does not list.
 */
export function billOf<B extends Bom>(all: B, ships: Readonly<Record<'app' | 'service', readonly PackageId[]>>): B {
  const places = (component: Component) =>
    Object.entries(ships).flatMap(([place, packages]) => (packages.includes(idOf(component)) ? [place] : []))
  const unlisted = [...ships.app, ...ships.service].filter((id) => !all.components.some((component) => idOf(component) === id))
  if (unlisted.length > 0) throw new Error(`Shipped, and not in npm's list: ${unlisted.join(', ')}`)
  const kept = all.components.filter((component) => places(component).length > 0)
  const refs = new Set(kept.map((component) => component['bom-ref']))
  const components = kept.map((component) => ({
    ...component,
    scope: 'required' as const,
    properties: places(component).map((value) => ({ name: 'gait-charge:ships-in', value })),
  }))
  const dependencies = all.dependencies
    ?.filter(({ ref }) => refs.has(ref) || !all.components.some((component) => component['bom-ref'] === ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((needed) => refs.has(needed)) }))
  const metadata = { ...all.metadata, component: { ...all.metadata?.component, name: 'gait-charge' } }
  // npm names the whole after its folder.
  return { ...all, metadata, components, ...(dependencies === undefined ? {} : { dependencies }) }
}

/** What NOTICE must say of each shipped package and does not: its name, its licence, and that licence's own terms. */
export function missingInNotice(notice: string, { components }: Bom): readonly string[] {
  return components.flatMap(({ name, licenses = [] }) => {
    const licence = licenses.map((one) => one.license?.id ?? 'unknown').join(', ')
    const line = notice.split('\n').find((one) => one.startsWith(`- ${name} (`))
    return [
      ...(line?.startsWith(`- ${name} (${licence}): `) === true ? [] : [`NOTICE does not say: - ${name} (${licence}): its copyright`]),
      ...(notice.includes(`\n${licence}\n`) ? [] : [`NOTICE does not hold the terms of ${licence}.`]),
    ]
  })
}

function idOf({ name, version }: Component): PackageId {
  return `${name}@${version}`
}
