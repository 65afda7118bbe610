import * as v from 'valibot'
import { expect, test } from 'vitest'
import { hookAnswer } from './card-schema.ts'

const card = {
  uuid: '4e0a3a1e-3509-4ab6-9dbc-7fd5b1bd6d5f',
  summary: 'Two items are open.',
  indicator: 'info',
  source: { label: 'Gait Charge', url: 'https://app.example/about' },
  links: [{ label: 'Open', url: 'https://app.example/', type: 'smart', appContext: '{}' }],
  overrideReasons: [{ code: 'later', system: 'https://app.example/reasons', display: 'Later' }],
}
const isValid = (changes: object) => v.safeParse(hookAnswer, { cards: [{ ...card, ...changes }] }).success

test('a card as CDS Hooks 2.0 has it is taken', () => expect(isValid({})).toBe(true))

// CDS Hooks 2.0, "CDS Service Response": card, source, suggestion, link and override reason attributes.
test.each([
  ['without a summary', { summary: undefined }],
  ['with a summary of 140 characters', { summary: 'x'.repeat(140) }],
  ['without an indicator', { indicator: undefined }],
  ['with an indicator of its own', { indicator: 'success' }],
  ['without a source', { source: undefined }],
  ['whose source has no label', { source: { url: 'https://app.example/about' } }],
  ['whose source names no address', { source: { label: 'Gait Charge', url: 'about' } }],
  ['whose link has no label', { links: [{ url: 'https://app.example/', type: 'smart' }] }],
  ['whose link is of another type', { links: [{ label: 'Open', url: 'https://app.example/', type: 'relative' }] }],
  [
    'whose plain link carries the app’s context',
    { links: [{ label: 'Open', url: 'https://app.example/', type: 'absolute', appContext: '{}' }] },
  ],
  ['whose suggestions do not say how many may be taken', { suggestions: [{ label: 'Do' }] }],
  ['whose suggestion has no label', { suggestions: [{}], selectionBehavior: 'any' }],
  ['whose action says nothing', { suggestions: [{ label: 'Do', actions: [{ type: 'create' }] }], selectionBehavior: 'any' }],
  ['whose reason has no words', { overrideReasons: [{ code: 'later', system: 'https://app.example/reasons' }] }],
  ['whose reason is of no system', { overrideReasons: [{ code: 'later', display: 'Later' }] }],
  ['with an empty list', { links: [] }],
  ['with null', { detail: null }],
  ['with an element that the specification does not know', { title: 'Open' }],
])('a card %s is no card', (_name, changes) => expect(isValid(changes)).toBe(false))

test.each([
  ['without cards', {}],
  ['with null for its cards', { cards: null }],
  ['with an empty list of actions', { cards: [], systemActions: [] }],
])('an answer %s is no answer', (_name, answer) => expect(v.safeParse(hookAnswer, answer).success).toBe(false))
