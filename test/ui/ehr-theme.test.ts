import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { contrast, surfaces, themeIn } from '#ui/ehr-theme.ts'

test('black on white has the contrast 21, a colour on itself 1', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#336699', '#336699')).toBe(1)
})

test('the surfaces it reckons with are those of the style sheet', () => {
  const css = readFileSync('src/ui/first.css', 'utf8')
  const of = (token: string) => new RegExp(`--${token}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(css)?.slice(1)
  expect([of('paper'), of('card')]).toEqual([
    [surfaces.light[0], surfaces.dark[0]],
    [surfaces.light[1], surfaces.dark[1]],
  ])
})

describe('of the style of an EHR', () => {
  test('a readable accent, the scheme of a readable pair and sizes within reason are taken', () =>
    expect(
      themeIn({
        color_background: '#FFFFFF',
        color_text: '#222222',
        color_highlight: '#1A4F8B',
        dim_border_radius: '0px',
        dim_font_size: '15px',
      }),
    ).toEqual({ scheme: 'light', accent: { color: '#1a4f8b', ink: '#ffffff' }, radius: '0px', textSize: '15px' }))

  test('a dark pair makes it dark, and the accent is then held against the dark', () =>
    expect(themeIn({ color_background: '#101010', color_text: '#eeeeee', color_highlight: '#7fc4ff' })).toEqual({
      scheme: 'dark',
      accent: { color: '#7fc4ff', ink: '#000000' },
    }))

  test.each([
    ['too pale on light', { color_background: '#ffffff', color_text: '#000000', color_highlight: '#9ab8d8' }],
    ['too dark for the dark, while the scheme is open', { color_highlight: '#1a4f8b' }],
    ['a name', { color_background: '#ffffff', color_text: '#000000', color_highlight: 'teal' }],
    ['a script', { color_highlight: 'url(javascript:alert(1))' }],
    ['a style of its own', { color_highlight: '#1a4f8b;background:url(//evil.example)' }],
    ['no text', { color_highlight: 7 }],
  ])('an accent that is %s is left', (_name, style) => expect(themeIn(style).accent).toBeUndefined())

  test.each([
    ['a pair without contrast', { color_background: '#888888', color_text: '#999999' }],
    ['half a pair', { color_background: '#000000' }],
    ['a length that is none', { dim_border_radius: 'calc(1px)', dim_font_size: '1em' }],
    ['letters too small, corners too round', { dim_font_size: '9px', dim_border_radius: '40px' }],
    ['nothing', {}],
  ])('%s changes nothing', (_name, style) => expect(themeIn(style)).toEqual({}))
})
