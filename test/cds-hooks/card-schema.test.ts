import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { hookAnswer } from './card-schema.ts'

const link = { label: 'Open', url: 'https://app.example/', type: 'smart', appContext: '{}' }
const reason = { code: 'later', system: 'https://app.example/reasons', display: 'Later' }
const source = { label: 'Gait Charge', url: 'https://app.example/about' }
const topic = { code: 'close', system: 'https://app.example/topics' }
const resource = { resourceType: 'Task' }
const create = { type: 'create', description: 'Ask', resource }
const card = {
  uuid: '4e0a3a1e-3509-4ab6-9dbc-7fd5b1bd6d5f',
  summary: 'Two items are open.',
  detail: '- one\n- two',
  indicator: 'info',
  source: { ...source, icon: 'https://app.example/icon.png', topic },
  suggestions: [
    {
      label: 'Do',
      uuid: '1',
      isRecommended: true,
      actions: [create, { type: 'update', description: 'Ask', resource }, { type: 'delete', description: 'Drop', resourceId: 'Task/1' }],
    },
    { label: 'Do not' },
  ],
  selectionBehavior: 'at-most-one',
  overrideReasons: [reason],
  links: [link, { label: 'Read', url: 'https://app.example/about#cards', type: 'absolute' }],
}
const isAnswer = (answer: object) => v.safeParse(hookAnswer, JSON.parse(JSON.stringify(answer))).success
const isCard = (changes: object) => isAnswer({ cards: [{ ...card, ...changes }] })
const acting = (action: object) => ({ suggestions: [{ label: 'Do', actions: [action] }] })
const recommended = [
  { label: 'Do', isRecommended: true },
  { label: 'Do not', isRecommended: true },
]

const bare = { summary: card.summary, indicator: 'info', source: { label: source.label } }

test.each([
  ['with all that it may hold', card],
  ['with no more than it must hold', bare],
  ['with a summary of 139 characters', { ...bare, summary: 'x'.repeat(139) }],
  ['that recommends several of which any may be taken', { ...bare, suggestions: recommended, selectionBehavior: 'any' }],
])('a card %s is taken', (_name, whole) => expect(v.safeParse(hookAnswer, { cards: [whole] }).issues).toBeUndefined())

/** The sections of CDS Hooks 2.0, "CDS Service Response", each with what it forbids. */
const forbidden: Readonly<Record<string, readonly (readonly [name: string, changes: object])[]>> = {
  'Card Attributes': [
    ['whose id is none', { uuid: 'card 1' }],
    ['without a summary', { summary: undefined }],
    ['with an empty summary', { summary: '' }],
    ['with a summary of 140 characters', { summary: 'x'.repeat(140) }],
    ['with an empty detail', { detail: '' }],
    ['with null', { detail: null }],
    ['without an indicator', { indicator: undefined }],
    ['with an indicator of its own', { indicator: 'success' }],
    ['without a source', { source: undefined }],
    ['with an empty list of suggestions', { suggestions: [] }],
    ['whose suggestions do not say how many may be taken', { selectionBehavior: undefined }],
    ['whose suggestions may be taken in a way of their own', { selectionBehavior: 'all' }],
    ['with an empty list of links', { links: [] }],
    ['with an empty list of reasons', { overrideReasons: [] }],
    ['with an element that the specification does not know', { title: 'Open' }],
  ],
  Source: [
    ['whose source has no label', { source: { url: source.url } }],
    ['whose source names no absolute address', { source: { ...source, url: '/about' } }],
    ['whose icon has no absolute address', { source: { ...source, icon: 'icon.png' } }],
    ['whose topic has no code', { source: { ...source, topic: { system: topic.system } } }],
    ['whose topic has no system', { source: { ...source, topic: { code: topic.code } } }],
  ],
  Suggestion: [
    ['whose suggestion has no label', { suggestions: [{ uuid: '1' }] }],
    ['whose suggestion is recommended in words', { suggestions: [{ label: 'Do', isRecommended: 'yes' }] }],
    ['whose suggestion has an empty list of actions', { suggestions: [{ label: 'Do', actions: [] }] }],
    ['that recommends several of which one may be taken', { suggestions: recommended }],
  ],
  Action: [
    ['whose action is of another type', acting({ ...create, type: 'order' })],
    ['whose action has no description', acting({ type: 'create', resource })],
    ['whose action creates nothing', acting({ type: 'create', description: 'Ask' })],
    ['whose action updates nothing', acting({ type: 'update', description: 'Ask' })],
    ['whose action creates what is no resource', acting({ ...create, resource: {} })],
    ['whose action deletes nothing', acting({ type: 'delete', description: 'Drop' })],
    ['whose action deletes by no relative reference', acting({ type: 'delete', description: 'Drop', resourceId: 'https://ehr.example/1' })],
  ],
  'Reasons for rejecting a card': [
    ['whose reason has no code', { overrideReasons: [{ ...reason, code: undefined }] }],
    ['whose reason is of no system', { overrideReasons: [{ ...reason, system: undefined }] }],
    ['whose reason has no words', { overrideReasons: [{ ...reason, display: undefined }] }],
  ],
  Link: [
    ['whose link has no label', { links: [{ ...link, label: undefined }] }],
    ['whose link leads nowhere', { links: [{ ...link, url: undefined }] }],
    ['whose link has no absolute address', { links: [{ ...link, url: '/launch' }] }],
    ['whose link runs code', { links: [{ ...link, url: 'javascript:alert(1)' }] }],
    ['whose link has no type', { links: [{ ...link, type: undefined, appContext: undefined }] }],
    ['whose link is of another type', { links: [{ ...link, type: 'relative', appContext: undefined }] }],
    ['whose plain link carries the app’s context', { links: [{ ...link, type: 'absolute' }] }],
    ['whose context is no text', { links: [{ ...link, appContext: { mode: 'close' } }] }],
    ['whose link opens by itself, which 2.0 does not know', { links: [{ ...link, autolaunchable: true }] }],
  ],
}

describe.each(Object.entries(forbidden))('CDS Hooks 2.0, %s', (_section, cases) => {
  test.each(cases)('a card %s is no card', (_name, changes) => expect(isCard(changes)).toBe(false))
})

describe('CDS Hooks 2.0, HTTP Response and System Action', () => {
  test.each([
    ['with nothing to say', { cards: [] }],
    ['with a system action, which needs no description', { cards: [], systemActions: [{ type: 'update', resource }] }],
  ])('an answer %s is taken', (_name, answer) => expect(isAnswer(answer)).toBe(true))
  test.each([
    ['without cards', {}],
    ['with null for its cards', { cards: null }],
    ['with one card outside a list', { cards: card }],
    ['with an empty list of actions', { cards: [], systemActions: [] }],
    ['with a system action of another type', { cards: [], systemActions: [{ type: 'order', resource }] }],
    ['with a system action without its resource', { cards: [], systemActions: [{ type: 'create', description: 'Ask' }] }],
  ])('an answer %s is no answer', (_name, answer) => expect(isAnswer(answer)).toBe(false))
})
