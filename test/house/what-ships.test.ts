import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { billOf, installed, missingInNotice, type Component } from './sbom.ts'
import { packagesIn, packagesOfService } from './shipped.ts'

describe('the packages that ship', () => {
  test('are found by the modules of the build, the bundler’s helpers among them', () => {
    const modules = ['react/index.js', '@tanstack/query-core/build/modern/index.js', 'jose/dist/webapi/index.js?x']
    const ids = [
      ...modules.map((file) => `${process.cwd()}/node_modules/${file}`),
      `${process.cwd()}/src/main.ts`,
      '\0vite/preload-helper.js',
    ]
    expect(packagesIn([...ids, '\0silent-debug']).map((id) => id.replace(/@[^@]+$/, ''))).toEqual([
      '@tanstack/query-core',
      'jose',
      'react',
      'vite',
    ])
  })
  test('are found by the imports of the service, through the rooms that it uses', () => {
    const names = packagesOfService().map((id) => id.replace(/@[^@]+$/, ''))
    expect(names).toEqual(['@hono/node-server', 'hono', 'jose', 'uuid', 'valibot'])
  })
})

test('every locked package is held by the hash of its content, and none names an address of its own', () => {
  interface Locked {
    readonly resolved?: string
    readonly integrity?: string
  }
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { readonly packages: Readonly<Record<string, Locked>> }
  const locked = Object.entries(packages).filter(([path]) => path !== '')
  expect(locked.length).toBeGreaterThan(100)
  const strange = locked.filter(
    ([, { resolved = '', integrity = '' }]) => !/^$|^https:\/\/registry\.npmjs\.org\//.test(resolved) || !integrity.startsWith('sha512-'),
  )
  expect(strange.map(([path]) => path)).toEqual([])
})

const component = (name: string, licence = 'MIT', version = '1.0.0'): Component => ({
  'bom-ref': `${name}@${version}`,
  name,
  version,
  licenses: [{ license: { id: licence } }],
})

describe('the bill of materials', () => {
  const dependencies = [{ ref: 'app', dependsOn: ['a@1.0.0', 'test-tool@1.0.0'] }]
  const all = {
    metadata: { component: { name: 'folder' } },
    components: [component('a'), component('b'), component('test-tool')],
    dependencies,
  }
  test('holds what ships and where, and nothing that only builds and tests', () => {
    const bill = billOf(all, { app: ['a@1.0.0'], service: ['a@1.0.0', 'b@1.0.0'] })
    const said = bill.components.map(({ name, properties = [] }) => [name, ...properties.map(({ value }) => value)])
    expect(said).toEqual([['a', 'app', 'service'], ['b', 'service']]) // prettier-ignore
    expect(bill.dependencies).toEqual([{ ref: 'app', dependsOn: ['a@1.0.0'] }])
    expect(bill.metadata.component.name).toBe('gait-charge')
  })
  test('is refused where a shipped package, or its version, is not in it', () => {
    expect(() => billOf(all, { app: ['c@1.0.0'], service: [] })).toThrow('c@1.0.0')
    expect(() => billOf(all, { app: ['a@2.0.0'], service: [] })).toThrow('a@2.0.0')
  })
  test('is npm’s own, and knows what the service needs', () => {
    const service = packagesOfService()
    expect(
      billOf(installed(), { app: [], service })
        .components.map(({ 'bom-ref': ref }) => ref)
        .toSorted(),
    ).toEqual(service.toSorted())
  })
})

describe('NOTICE', () => {
  const notice = readFileSync('NOTICE', 'utf8')
  const shipped = { components: [component('react'), component('fhirclient', 'Apache-2.0')] }
  test('names the licences of what ships', () => expect(missingInNotice(notice, shipped)).toEqual([]))
  test.each([
    ['is not named', notice.replace(/^- react \(.*\n/m, ''), 'NOTICE does not say: - react (MIT): its copyright'],
    ['has another licence', notice.replace('- react (MIT)', '- react (ISC)'), 'NOTICE does not say: - react (MIT): its copyright'],
    ['has terms that are not there', notice.replace('\nMIT\n', '\n'), 'NOTICE does not hold the terms of MIT.'],
  ])('is wrong where a shipped package %s', (_, changed, sentence) => {
    expect(missingInNotice(changed, shipped)).toEqual([sentence])
  })
})
