import { readFileSync } from 'node:fs'
import { decodeProtectedHeader } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { parseCdsConfig } from '#cds-hooks/config.ts'
import { createService } from '#cds-hooks/create-service.ts'
import { keysInMemory } from '#cds-hooks/key-sets.ts'
import { parseCardRules } from '#cds-hooks/load-rules.ts'
import { logTo } from '#cds-hooks/log.ts'
import { seenInMemory } from '#cds-hooks/seen.ts'
import { ruleFiles } from '#test/support/build.ts'
import type { HookAnswer } from './hooks.ts'
import { createSandbox, type Sandbox } from './sandbox.ts'
import { app } from './signed-in.ts'

const origin = 'http://localhost:4004'
const url = 'http://localhost:4010'
const patient = 'visit-to-close'
let ehr: Sandbox
let calls: { readonly path: string; readonly body: Readonly<Record<string, unknown>>; readonly header: Readonly<Record<string, unknown>> }[]
let isRunning: boolean

/** The sandbox beside the real service, each reaching the other without a network. */
beforeEach(async () => {
  calls = []
  isRunning = true
  const config = { ...parseCdsConfig(readFileSync('cds-hooks.json', 'utf8'), 'cds-hooks.json'), budgetMs: 5000 }
  const now = Date.now
  const service = createService({
    config,
    cardRules: parseCardRules(ruleFiles),
    fetch: (input, init) => ehr.handle(new Request(input, init)),
    now,
    log: logTo(() => undefined, now),
    keyCache: keysInMemory(),
    replays: seenInMemory({ now, most: 100, whenFull: 'refuse' }),
    cards: seenInMemory({ now, most: 100, whenFull: 'forget-oldest' }),
  })
  const call: typeof fetch = async (input, init) => {
    if (!isRunning) throw new TypeError('fetch failed')
    const request = new Request(input, init)
    if (request.method === 'POST') {
      const token = request.headers.get('Authorization')?.slice('Bearer '.length) ?? ''
      const body = (await request.clone().json()) as Record<string, unknown>
      calls.push({ path: new URL(request.url).pathname, body, header: { ...decodeProtectedHeader(token) } })
    }
    return service.handle(request)
  }
  ehr = await createSandbox({ origin, appOrigins: [new URL(app).origin], appUrl: app, cds: { url, fetch: call } })
})

const ask = async (path: string, init?: RequestInit) =>
  (await (await ehr.handle(new Request(`${origin}/chart/${path}`, init))).json()) as HookAnswer
const open = (id = patient) => ask(`${id}/opened`)
const close = () => ask(`${patient}/visits/${patient}-visit/close`, { method: 'POST' })
const cardsOf = (answer: HookAnswer) => (answer.kind === 'answered' ? answer.cards : [])

describe('the EHR calls the service as CDS Hooks asks', () => {
  test('opening a chart calls patient-view, which says nothing while the visit runs', async () => {
    expect(await open()).toMatchObject({ kind: 'answered', cards: [] })
    expect(calls.map(({ path, body }) => [path, body['hook']])).toEqual([['/cds-services/visit-close-chart', 'patient-view']])
  })
  test('closing the visit ends it, calls encounter-discharge and brings the card', async () => {
    const cards = cardsOf(await close())
    expect(cards.map(({ summary }) => summary)).toEqual(['Motion analysis at this visit: 3 items of its documentation are open.'])
    const encounter = await ehr.read('Encounter', `${patient}-visit`)
    expect(encounter).toMatchObject({ status: 'finished', period: { end: expect.any(String) as string } })
    expect(calls[0]?.body['context']).toEqual({
      userId: 'Practitioner/dr-rivera',
      patientId: patient,
      encounterId: `${patient}-visit`,
    })
  })
  test('each call is signed with a key of the EHR’s own set', async () => {
    await close()
    expect(calls[0]?.header).toEqual({ alg: 'ES384', typ: 'JWT', kid: 'sandbox-hook-key', jku: `${origin}/auth/jwks` })
  })
  test('the token that goes along reads this patient’s chart and no other', async () => {
    await close()
    const granted = calls[0]?.body['fhirAuthorization'] as { readonly access_token: string } | undefined
    const token = granted?.access_token ?? ''
    const read = (path: string) => ehr.handle(new Request(`${ehr.base}/${path}`, { headers: { Authorization: `Bearer ${token}` } }))
    expect((await read(`Patient/${patient}`)).status).toBe(200)
    expect((await read('Patient/knee-right')).status).not.toBe(200)
    const body = JSON.stringify({ resourceType: 'QuestionnaireResponse' })
    const write = new Request(`${ehr.base}/QuestionnaireResponse`, { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body })
    expect((await ehr.handle(write)).status).toBe(403)
  })
  test('a chart that is opened after the close shows the same card', async () => {
    const [card] = cardsOf(await close())
    expect(cardsOf(await open())[0]?.uuid).toBe(card?.uuid)
  })
})

test('a card that is set aside is told to the service, and stays away', async () => {
  const answer = await close()
  const [card] = cardsOf(answer)
  const reason = card?.overrideReasons?.find(({ code }) => code === 'later')
  const body = JSON.stringify({ service: answer.kind === 'answered' ? answer.service : '', reason })
  expect(await ask(`${patient}/cards/${card?.uuid}/dismiss`, { method: 'POST', body })).toMatchObject({ kind: 'answered' })
  expect(calls.at(-1)?.body).toMatchObject({
    feedback: [{ card: card?.uuid, outcome: 'overridden', overrideReason: { reason: { code: 'later' } } }],
  })
  expect(cardsOf(await open())).toEqual([])
})

test('a service that does not run, and an EHR that calls none, are two answers', async () => {
  isRunning = false
  expect((await open()).kind).toBe('not-running')
  ehr = await createSandbox({ origin, appOrigins: [new URL(app).origin], appUrl: app })
  expect((await open()).kind).toBe('not-set-up')
})
