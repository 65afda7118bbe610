import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const pages = globSync(['*.md', 'docs/**/*.md'])

/** What a page points at: its links within the repository, and the paths that it names in passing. */
function namedIn(page: string): readonly string[] {
  const text = readFileSync(page, 'utf8').replaceAll(/```[^]*?```/g, '')
  const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, path = '']) => join(dirname(page), path))
  const paths = [...text.matchAll(/`((?:src|test|docs|fhir-resources|public)\/[\w./*-]+)`/g)].map(([, path = '']) => path)
  return [...links, ...paths]
}

test.each(pages)('every file that %s points at is there', (page) => {
  const missing = namedIn(page).filter((path) => (path.includes('*') ? globSync(path).length === 0 : !existsSync(path)))
  expect(missing).toEqual([])
})

test.each(pages)('every heading that %s points at is there', (page) => {
  const text = readFileSync(page, 'utf8')
  const missing = [...text.matchAll(/\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)/g)].filter(([, path = '', anchor = '']) => {
    const target = path === '' ? page : join(dirname(page), path)
    const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading)
    return !headings.some(
      (heading) =>
        heading
          .toLowerCase()
          .replaceAll(/[^\w\s-]/g, '')
          .replaceAll(' ', '-') === anchor,
    )
  })
  expect(missing.map(([link]) => link)).toEqual([])
})

test('every script that a page tells to run is there', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly scripts: Readonly<Record<string, string>> }
  const missing = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/npm run ([\w:]+)/g)].flatMap(([, name = '']) => (name in scripts ? [] : [`${page}: ${name}`])),
  )
  expect(missing).toEqual([])
})
