import { expect, vi } from 'vitest'
import { app, base, ehr, launchQuery, open, openClinic, sessionOf, start, storage } from '#test/fhir/launching.ts'
import { requirement } from './requirement.ts'
import { aWire } from './wire.ts'

openClinic()

/** The parameters of the authorization request that a launch leaves with. */
async function asked(query = launchQuery()): Promise<URLSearchParams> {
  const page = open(query)
  expect(await start(page)).toEqual({ kind: 'leaving' })
  return new URL(page.left[0] ?? '').searchParams
}

requirement(2, async () => {
  // Neither a frozen generator nor the same launch twice makes two states alike.
  const frozen = vi.spyOn(Math, 'random').mockReturnValue(0.5)
  const query = launchQuery()
  const states = new Set<string | null>()
  for (let launches = 0; launches < 20; launches += 1) states.add((await asked(query)).get('state'))
  frozen.mockRestore()
  expect(states.size).toBe(20)
  expect(states).not.toContain(null)
})

requirement(29, async () => {
  const wire = aWire(() => ehr)
  const moved: typeof fetch = async (input, init) => {
    const found = (await (await wire.call(input, init)).json()) as object
    return Response.json({ ...found, authorization_endpoint: 'http://localhost:4004/moved/authorize' })
  }
  const page = open(launchQuery(), moved)
  await start(page)
  expect(wire.sent.map(({ method, url }) => `${method} ${url}`)).toEqual([`GET ${base}/.well-known/smart-configuration`])
  expect(wire.sent[0]?.headers.get('accept')).toContain('application/json')
  expect(page.left[0]).toMatch(/^http:\/\/localhost:4004\/moved\/authorize\?/)
  const record = JSON.parse(storage.getItem(Object.keys(storage)[0] ?? '') ?? '') as { readonly tokenUri: string }
  expect(record.tokenUri).toBe('http://localhost:4004/auth/token')
})

requirement(40, async () => {
  const drawn = vi.spyOn(crypto, 'randomUUID')
  const query = launchQuery()
  const states: string[] = []
  for (let launches = 0; launches < 64; launches += 1) states.push((await asked(query)).get('state') ?? '')
  const values = drawn.mock.results.map(({ value }) => String(value))
  drawn.mockRestore()
  // Each state is what the secure generator drew, and each bit that a random UUID leaves free takes both values.
  for (const state of states) expect(values).toContain(state)
  const bits = states.map((state) =>
    Array.from(state.replaceAll('-', ''), (digit) => parseInt(digit, 16).toString(2).padStart(4, '0')).join(''),
  )
  const places = Array.from({ length: 128 }, (_, place) => new Set(bits.map((of) => of[place])).size)
  expect(places.filter((values) => values === 2)).toHaveLength(122)
})

requirement(51, async () => {
  const launch = 'a b+c&d=é#/?"%;\\'
  const page = open(`?${new URLSearchParams({ iss: base, launch }).toString()}`)
  await start(page)
  const [, query = ''] = /\?(.*)$/.exec(page.left[0] ?? '') ?? []
  for (const pair of query.split('&')) expect(pair).toMatch(/^[a-z_]+=[\w\-.~%+*!'()]+$/)
  const parameters = new URLSearchParams(query)
  expect(parameters.get('launch')).toBe(launch)
  expect([parameters.get('aud'), parameters.get('redirect_uri')]).toEqual([base, app])
  expect(parameters.get('scope')?.split(' ')).toContain('patient/Condition.rs')
})

requirement(150, async () => {
  for (const query of [launchQuery(), `?iss=${encodeURIComponent(base)}`]) {
    const scopes = (await asked(query)).get('scope')?.split(' ') ?? []
    expect(scopes.filter((scope) => /^launch(\/|$)/.test(scope))).not.toEqual([])
    expect(scopes.filter((scope) => /^(patient|user)\//.test(scope))).not.toEqual([])
  }
})

requirement(152, async () => {
  expect((await asked(`?iss=${encodeURIComponent(base)}`)).get('scope')?.split(' ')).toContain('launch/patient')
  expect(await standaloneSession()).toMatchObject({ patientId: 'parkinson-a1' })
})

requirement(153, async () => {
  expect((await asked(`?iss=${encodeURIComponent(base)}`)).get('scope')?.split(' ')).toContain('launch/encounter')
  expect(await standaloneSession()).toMatchObject({ encounterId: 'parkinson-a1-visit' })
})

/** Signs in without an EHR around the app; the person picks patient and visit on the EHR's pages. */
async function standaloneSession() {
  const page = open(`?iss=${encodeURIComponent(base)}`)
  await start(page)
  const picked = `${page.left[0]}&patient=parkinson-a1&encounter=parkinson-a1-visit&practitioner=dr-rivera`
  const answer = await ehr.handle(new Request(picked))
  return sessionOf(await start(open(new URL(answer.headers.get('Location') ?? '').search)))
}

requirement(161, async () => {
  const launches = ['parkinson-a1', 'knee-right'].map((patientId) => ({ patientId, query: launchQuery(patientId) }))
  for (const { patientId, query } of launches) {
    const page = open(query)
    await start(page)
    const request = new URL(page.left[0] ?? '')
    expect(request.searchParams.getAll('launch')).toEqual([new URLSearchParams(query).get('launch')])
    expect(request.searchParams.get('scope')?.split(' ')).toContain('launch')
    const answer = await ehr.handle(new Request(request))
    const session = sessionOf(await start(open(new URL(answer.headers.get('Location') ?? '').search)))
    expect(session).toMatchObject({ patientId, encounterId: `${patientId}-visit` })
  }
})
