import type { ChargeItem } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import type { Session } from '#fhir/session.ts'
import type { MessagingWindow } from '#fhir/web-messaging.ts'
import { aDesk } from './at-the-desk.ts'
import { signIn } from './sign-in.ts'
import { ehr, identifier as standardIdentifier, openDesk, patientId, wish, writes } from './writing-desk.ts'

openDesk()

const origin = 'http://localhost:4004'
const handle = 'handle-1'
interface Message {
  readonly messagingHandle: string
  readonly messageId: string
  readonly messageType: string
  readonly payload: { readonly resource?: ChargeItem }
}
interface Stray {
  readonly origin: string
  readonly source?: string
  readonly data: object
}
type Answer = (message: Message) => object | null

/** The app's window in the frame of an EHR's page that answers by `answer`; `stray` are messages that arrive beside it. */
function aFrame(answer: Answer, stray: (message: Message) => readonly Stray[] = () => []) {
  const listeners = new Set<(event: MessageEvent) => void>()
  const heard: { readonly message: Message; readonly to: string }[] = []
  const parent = {
    postMessage(message: Message, to: string) {
      heard.push({ message, to })
      const payload = answer(message)
      const send = (from: string, source: unknown, data: object) =>
        listeners.forEach((hear) => hear({ origin: from, source, data } as MessageEvent))
      queueMicrotask(() => {
        for (const { origin: from, source = parent, data } of stray(message)) send(from, source, data)
        if (payload !== null) send(origin, parent, { messageId: 'm', responseToMessageId: message.messageId, payload })
      })
    },
  }
  const here = {
    parent,
    opener: null,
    postMessage: () => {},
    addEventListener: (_: string, listener: (event: MessageEvent) => void) => void listeners.add(listener),
    removeEventListener: (_: string, listener: (event: MessageEvent) => void) => void listeners.delete(listener),
  } as unknown as MessagingWindow
  return { here, heard, listeners }
}

/** A page that keeps drafts. */
function aScratchpad() {
  const drafts: ChargeItem[] = []
  const answer: Answer = ({ messageType, payload }) => {
    if (messageType === 'scratchpad.create' && payload.resource !== undefined) {
      drafts.push({ ...payload.resource, id: `draft-${drafts.length}` })
      return { status: '201 Created', location: `ChargeItem/draft-${drafts.length - 1}` }
    }
    return messageType === 'scratchpad.read' ? { scratchpad: drafts } : {}
  }
  return { drafts, answer }
}

const framed = (messagingHandle: string | undefined = handle): Promise<Session> =>
  signIn(
    ehr,
    { patientId, ...(messagingHandle === undefined ? {} : { messagingHandle }) },
    { issuer: ehr.baseAs('messaging'), writeChannels: ['web-messaging'] },
  )

describe('an EHR that takes drafts on its page', () => {
  test('gets the draft by handle, at its origin only, and shows it back', async () => {
    const { drafts, answer } = aScratchpad()
    const { here, heard, listeners } = aFrame(answer)
    const { desk, press } = await aDesk(await framed(), here)
    expect(desk.channel.name).toBe('web-messaging')
    expect(await press()).toMatchObject({
      stage: 'handed-over',
      placed: { kind: 'placed', isReadBack: true },
      record: { resourceType: 'Provenance' },
    })
    expect(drafts).toMatchObject([{ status: 'planned', identifier: [{ system: standardIdentifier.system }] }])
    expect(new Set(heard.map(({ to }) => to))).toEqual(new Set([origin]))
    expect(new Set(heard.map(({ message }) => message.messagingHandle))).toEqual(new Set([handle]))
    expect(listeners.size).toBe(0)
    expect(writes().filter(({ url }) => url.includes('ChargeItem'))).toEqual([])
  })

  test('gets it once: after a reload it is found there', async () => {
    const { drafts, answer } = aScratchpad()
    const session = await framed()
    await (await aDesk(session, aFrame(answer).here)).press()
    expect(await (await aDesk(session, aFrame(answer).here)).press()).toMatchObject({ stage: 'handed-over' })
    expect(drafts).toHaveLength(1)
  })

  test('a page that takes the draft and does not answer leaves it unknown, then found, never placed twice', async () => {
    const { drafts, answer } = aScratchpad()
    let isMute = true
    const { here } = aFrame((message) => {
      const payload = answer(message)
      return isMute && message.messageType.startsWith('scratchpad') ? null : payload
    })
    const { desk, press } = await aDesk(await framed(), here)
    expect(await press()).toMatchObject({ stage: 'unknown', sendAgain: 'never' })
    isMute = false
    expect(await desk.lookAgain()).toMatchObject({ stage: 'handed-over', placed: { isReadBack: true } })
    expect(drafts).toHaveLength(1)
  })

  test('a page that refuses the draft stored nothing; one that cannot be read back is said to be so', async () => {
    const refusing = aFrame(({ messageType }) => (messageType === 'scratchpad.create' ? { status: '403' } : {}))
    expect(await (await aDesk(await framed(), refusing.here)).press()).toMatchObject({ stage: 'rejected' })
    const blind = aFrame(({ messageType }) => (messageType === 'scratchpad.create' ? { status: '200' } : {}))
    expect(await (await aDesk(await framed(), blind.here)).press()).toMatchObject({ stage: 'handed-over', placed: { isReadBack: false } })
  })

  test('a draft that stands there with other content is not called placed', async () => {
    const { drafts, answer } = aScratchpad()
    const { here } = aFrame(answer)
    const session = await framed()
    await (await aDesk(session, here)).press()
    const [draft] = drafts
    drafts.splice(0, 1, { ...(draft as ChargeItem), quantity: { value: 3 } })
    expect(await (await aDesk(session, here)).press()).toMatchObject({
      stage: 'unknown',
      outcome: { kind: 'differs', differences: ['quantity'] },
    })
  })
})

describe('messages that are not looked at', () => {
  const saved = { status: '200', location: 'ChargeItem/evil' }
  test.each([
    [
      'from another origin',
      (message: Message) => [{ origin: 'https://evil.example', data: { responseToMessageId: message.messageId, payload: saved } }],
    ],
    [
      'from another window of the EHR',
      (message: Message) => [{ origin, source: 'another window', data: { responseToMessageId: message.messageId, payload: saved } }],
    ],
  ])('S01 %s, though it knows the message: the page did not answer, and the charge is handed over', async (_, stray) => {
    const { here } = aFrame(() => null, stray)
    const { desk } = await aDesk(await framed(), here)
    expect(desk.channel).toMatchObject({ name: 'hand-off', passedOver: [{ name: 'web-messaging', why: 'no-answer' }] })
  })

  test.each([null, 'text', 7, {}, { responseToMessageId: 'another' }, []])('S01 of the shape %j', async (data) => {
    const { here } = aFrame(
      () => null,
      () => [{ origin, data: data as never }],
    )
    const { desk } = await aDesk(await framed(), here)
    expect(desk.channel.name).toBe('hand-off')
  })
})

test.each([
  ['a wildcard', '*'],
  ['a path', 'http://localhost:4004/page'],
  ['nothing', ''],
])('an origin that is %s gets no message', async (_, written) => {
  const session = await framed()
  expect(session.messaging).toEqual({ handle, origin })
  const { openSession } = await import('#fhir/open-session.ts')
  const record = {
    serverUrl: ehr.baseAs('messaging'),
    clientId: 'gait-charge',
    scope: '',
    tokenUri: `${origin}/as/messaging/auth/token`,
    tokenResponse: { access_token: 'a', patient: patientId, smart_web_messaging_handle: handle, smart_web_messaging_origin: written },
  }
  const outcome = openSession({ issuers: [session.issuer] }, sessionStorage, 'state', record)
  expect(outcome).toMatchObject({ kind: 'session', session: { messaging: null } })
})

test('without a frame around it the app talks to nobody', async () => {
  const { here, heard } = aFrame(() => ({}))
  const alone = { ...here, parent: null as never, opener: null }
  Object.assign(alone, { parent: alone })
  const { desk } = await aDesk(await framed(), alone)
  expect(desk.channel.name).toBe('hand-off')
  expect(heard).toEqual([])
  expect(wish('billable').key.patientId).toBe(patientId)
})
