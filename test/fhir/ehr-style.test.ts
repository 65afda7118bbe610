import { describe, expect, test } from 'vitest'
import { readEhrStyle } from '#fhir/ehr-style.ts'

const answering =
  (body: string, status = 200): typeof fetch =>
  () =>
    Promise.resolve(new Response(body, { status }))

test('the style is fetched without token, cookies, referrer or redirects', async () => {
  const asked: (RequestInit | undefined)[] = []
  const call: typeof fetch = (_url, init) => {
    asked.push(init)
    return Promise.resolve(new Response('{"color_text":"#000000"}'))
  }
  expect(await readEhrStyle('https://ehr.example/style.json', call)).toEqual({ color_text: '#000000' })
  expect(asked).toMatchObject([{ credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer' }])
  expect(asked[0]?.headers).toBeUndefined()
})

describe('is nothing, and breaks nothing, where the answer is', () => {
  test.each([
    ['a 404', answering('{}', 404)],
    ['no JSON', answering('<html>')],
    ['a list', answering('[]')],
    ['longer than any style', answering(JSON.stringify({ text: 'x'.repeat(10_000) }))],
    ['never there', () => Promise.reject(new TypeError('fetch failed'))],
  ])('%s', async (_name, call) => expect(await readEhrStyle('https://ehr.example/style.json', call)).toBeNull())
})
