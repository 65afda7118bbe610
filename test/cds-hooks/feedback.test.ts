import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { aCall, aHospital, cardRules, cardsOf } from './hospital.ts'

let hospital: Awaited<ReturnType<typeof aHospital>>
let card: string
beforeEach(async () => {
  hospital = await aHospital()
  card = (await cardsOf(await hospital.close()))[0]?.uuid ?? ''
})

const send = (...feedback: readonly object[]) => hospital.post('/cds-services/visit-close-discharge/feedback', { feedback })
const setAside = (changes: object = {}) => ({ card, outcome: 'overridden', outcomeTimestamp: '2026-09-01T15:00:00Z', ...changes })
const told = () =>
  hospital.lines.filter((line) => line.includes('"feedback"')).map((line) => (JSON.parse(line) as { reason: string | null }).reason)

test('H18 feedback that is posted twice is 200 twice and counts once', async () => {
  const reason = { code: 'later', system: cardRules.dismissals.system }
  const first = await send(setAside({ overrideReason: { reason } }))
  const second = await send(setAside({ overrideReason: { reason } }))
  expect([first.status, second.status, told()]).toEqual([200, 200, ['later']])
})

test('H18 a card that was never sent is 404, and nothing of that feedback counts', async () => {
  expect((await send(setAside(), { ...setAside(), card: randomUUID() })).status).toBe(404)
  expect(told()).toEqual([])
  expect(await cardsOf(await hospital.close())).toHaveLength(1)
})

test('a card that was set aside does not come back for that visit, from either hook', async () => {
  expect((await send(setAside())).status).toBe(200)
  expect(await cardsOf(await hospital.close())).toEqual([])
  const view = aCall({ hook: 'patient-view' })
  expect(await cardsOf(await hospital.post('/cds-services/visit-close-chart', view))).toEqual([])
})

test('a card that was opened comes back, the same one', async () => {
  await send(setAside({ outcome: 'accepted' }))
  expect((await cardsOf(await hospital.close())).map(({ uuid }) => uuid)).toEqual([card])
})

test('of a reason only a code of our own list is kept, never what was typed', async () => {
  await send(
    setAside({ overrideReason: { reason: { code: 'later', system: 'https://other.example' }, userComment: 'Canary' } }),
    setAside({ overrideReason: { reason: { code: 'Canary' } }, outcomeTimestamp: '2026-09-01T15:00:01Z' }),
  )
  expect(told()).toEqual([null, null])
  expect(hospital.lines.join()).not.toContain('Canary')
})

test.each([
  ['no list', {}],
  ['an empty list', { feedback: [] }],
  ['another outcome', { feedback: [{ card: randomUUID(), outcome: 'ignored', outcomeTimestamp: '2026-09-01T15:00:00Z' }] }],
  ['no time', { feedback: [{ card: randomUUID(), outcome: 'overridden' }] }],
  ['a card that is no UUID', { feedback: [{ card: '1', outcome: 'overridden', outcomeTimestamp: '2026-09-01T15:00:00Z' }] }],
])('%s is 400', async (_, body) => {
  expect((await hospital.post('/cds-services/visit-close-discharge/feedback', body)).status).toBe(400)
})

test('who is not known gives no feedback', async () => {
  const answer = await hospital.post('/cds-services/visit-close-discharge/feedback', { feedback: [setAside()] }, { authorization: null })
  expect(answer.status).toBe(401)
})
