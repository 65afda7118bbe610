import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { app, callback, ehr, kindOf, launchQuery, open, openClinic, sessionOf, start, storage } from '#test/fhir/launching.ts'
import { openPage } from '#test/fhir/browser.ts'
import { aStorage } from '#test/fhir/storage.ts'
import { requirement } from './requirement.ts'
import { aWire } from './wire.ts'

openClinic()

const stateOf = (query: string) => new URLSearchParams(query).get('state') ?? ''
/** A window beside the first one: its own storage, and everything it sent. */
function otherWindow(kept = aStorage()) {
  const wire = aWire(() => ehr)
  const arriveAt = async (query: string) => {
    const page = openPage(`${app}${query}`, kept, wire.call)
    return { page, outcome: await start(page) }
  }
  return { kept, wire, arriveAt }
}

requirement(4, async () => {
  const code = new URLSearchParams(await callback()).get('code') ?? ''
  const kept = JSON.stringify(Object.entries(storage))
  const states = [null, '', 'forged', '__proto__', randomUUID()]
  for (const state of states) {
    for (const arriving of [{ code }, { error: 'access_denied' }, { code, error: 'access_denied' }]) {
      const page = open(`?${new URLSearchParams({ ...arriving, ...(state === null ? {} : { state }) }).toString()}`)
      expect(kindOf(await start(page)), `${state} ${JSON.stringify(arriving)}`).toBe('state-unknown')
      expect(page.requests).toEqual([])
    }
  }
  // The launch that is under way was touched by none of them.
  expect(JSON.stringify(Object.entries(storage))).toBe(kept)
})

requirement(6, async () => {
  const elsewhere = Object.fromEntries(
    ['redirect_uri', 'redirect', 'next', 'url', 'continue', 'RelayState', 'target_link_uri'].map((name) => [name, 'https://evil.example/']),
  )
  const extra = `&${new URLSearchParams(elsewhere).toString()}`
  const back = await callback()
  for (const query of [`?error=access_denied&state=${randomUUID()}`, back, `?code=other&state=${stateOf(back)}`]) {
    const page = open(`${query}${extra}`)
    await start(page)
    expect(page.left).toEqual([])
    expect(page.requests.filter((request) => !/^[A-Z]+ http:\/\/localhost:4004\//.test(request))).toEqual([])
    expect(page.requests.join()).not.toContain('evil')
    if (page.requests.length > 0) expect(page.address()).toBe(`${app}?state=${stateOf(back)}`)
  }
})

requirement(39, async () => {
  const victim = otherWindow()
  const foreign = await callback(launchQuery('knee-right'))
  // Forged: a window without a session is led to somebody else's code.
  const forged = await victim.arriveAt(foreign)
  expect(kindOf(forged.outcome)).toBe('state-unknown')
  // Fixed: so is a window that has one, which keeps it.
  const own = openPage(`${app}${launchQuery('parkinson-a1')}`, victim.kept, victim.wire.call)
  await start(own)
  const answer = await ehr.handle(new Request(own.left[0] ?? ''))
  const signedIn = await victim.arriveAt(new URL(answer.headers.get('Location') ?? '').search)
  expect(victim.wire.tokenRequests()).toHaveLength(1)
  expect(kindOf((await victim.arriveAt(foreign)).outcome)).toBe('state-unknown')
  expect(victim.wire.tokenRequests()).toHaveLength(1)
  const reloaded = await victim.arriveAt(new URL(signedIn.page.address()).search)
  expect(sessionOf(reloaded.outcome).patientId).toBe('parkinson-a1')
})

requirement(60, async () => {
  const back = await callback()
  const state = stateOf(back)
  for (let place = 0; place < state.length; place += 7) {
    const digit = state[place] === '0' ? '1' : '0'
    const page = open(back.replace(state, `${state.slice(0, place)}${digit}${state.slice(place + 1)}`))
    expect(kindOf(await start(page))).toBe('state-unknown')
    expect(page.requests).toEqual([])
  }
  expect(kindOf(await start(open(back)))).toBe('session')
})

requirement(61, async () => {
  const back = await callback()
  const other = otherWindow()
  // The other window has a launch of its own under way, which the first one's state must not finish.
  await start(openPage(`${app}${launchQuery('knee-right')}`, other.kept, other.wire.call))
  expect(kindOf((await other.arriveAt(back)).outcome)).toBe('state-unknown')
  expect(other.wire.tokenRequests()).toEqual([])
  expect(Object.keys(other.kept)).not.toContain(stateOf(back))
  expect(sessionOf(await start(open(back))).patientId).toBe('parkinson-a1')
})

requirement(62, async () => {
  const wire = aWire(() => ehr)
  const back = await callback()
  await start(open(back, wire.call))
  expect(wire.sent).toHaveLength(1)
  const [request] = wire.sent
  expect([request?.method, request?.url]).toEqual(['POST', 'http://localhost:4004/auth/token'])
  expect(request?.headers.get('content-type')).toMatch(/^application\/x-www-form-urlencoded(;|$)/)
  expect(Object.fromEntries(request?.form ?? [])).toEqual({
    grant_type: 'authorization_code',
    code: new URLSearchParams(back).get('code'),
    redirect_uri: app,
    client_id: 'gait-charge',
    code_verifier: expect.stringMatching(/^[\w\-.~]{43,128}$/) as string,
  })
})
