import { expect } from 'vitest'
import { parseConfig } from '#fhir/config.ts'
import { enter } from '#fhir/launch.ts'
import { readPatient, readVisit } from '#fhir/read-visit.ts'
import { openPage } from '#test/fhir/browser.ts'
import { app, callback, config, ehr, kindOf, launchQuery, open, openClinic, sessionOf, start, storage } from '#test/fhir/launching.ts'
import { aStorage } from '#test/fhir/storage.ts'
import { createSandbox } from '#test/sandbox/sandbox.ts'
import { anIssuer } from '#test/support/issuer.ts'
import { requirement } from './requirement.ts'
import { aWire } from './wire.ts'

openClinic()

interface Kept {
  readonly access_token: string
  readonly refresh_token: string
  readonly scope: string
}
/** The token answer as the window keeps it. */
const keptAnswer = () => (JSON.parse(storage.getItem(Object.keys(storage)[0] ?? '') ?? '{}') as { tokenResponse: Kept }).tokenResponse

/** A signed-in page, with everything it sent since it came back from the sign-in. */
async function signedIn(query = launchQuery()) {
  const wire = aWire(() => ehr)
  const session = sessionOf(await start(open(await callback(query), wire.call)))
  const patient = () => session.send({ url: 'Patient/parkinson-a1' })
  /** Reads the patient with a token that the EHR no longer takes. */
  const refreshed = async () => {
    ehr.misbehave({ pathPattern: /Patient/, answer: { kind: 'respond', status: 401 } })
    await patient()
    return wire.tokenRequests().at(-1)?.form ?? new URLSearchParams()
  }
  return { wire, session, patient, refreshed }
}

requirement(1, async () => {
  const origin = 'https://ehr.example'
  const secured = await createSandbox({ origin, appOrigins: [new URL(app).origin], appUrl: app })
  const site = Promise.resolve(parseConfig({ issuers: [anIssuer({ issuer: `${origin}/fhir` })] }))
  const wire = aWire(() => secured)
  const kept = aStorage()
  const launch = secured.createLaunch({ patientId: 'parkinson-a1', encounterId: 'parkinson-a1-visit' })
  const page = openPage(`${app}?${new URLSearchParams({ iss: `${origin}/fhir`, launch }).toString()}`, kept, wire.call)
  await enter(page.smart, page.door, site)
  const answer = await secured.handle(new Request(page.left[0] ?? ''))
  const back = openPage(answer.headers.get('Location') ?? '', kept, wire.call)
  const session = sessionOf(await enter(back.smart, back.door, site))
  secured.misbehave({ pathPattern: /Patient/, answer: { kind: 'respond', status: 401 } })
  await Promise.all([readPatient(session), readVisit(session, 'parkinson-a1-visit'), session.identity()])
  const secret = wire.sent.filter(({ headers, form }) => headers.has('authorization') || form.has('code') || form.has('refresh_token'))
  expect(secret.length).toBeGreaterThan(7)
  expect(secret.filter(({ form }) => form.has('refresh_token'))).toHaveLength(1)
  for (const { url } of [...secret, { url: page.left[0] ?? '' }]) expect(new URL(url).origin).toBe(origin)
  // Without TLS the EHR is not accepted, neither by the site's file nor where its settings name such an endpoint.
  expect(() => parseConfig({ issuers: [anIssuer({ issuer: 'http://ehr.example/fhir' })] })).toThrow(/issuers\.0\.issuer/)
  for (const endpoint of ['authorization_endpoint', 'token_endpoint']) {
    const found = {
      authorization_endpoint: `${origin}/auth`,
      token_endpoint: `${origin}/token`,
      code_challenge_methods_supported: ['S256'],
    }
    const plain = { ...found, [endpoint]: 'http://ehr.example/x' }
    const refused = openPage(page.address(), aStorage(), async () => Response.json(plain))
    expect(kindOf(await enter(refused.smart, refused.door, site))).toBe('endpoint-refused')
    expect(refused.left).toEqual([])
  }
})

requirement(93, async () => {
  const { wire, session } = await signedIn()
  await Promise.all([readPatient(session), readVisit(session, 'parkinson-a1-visit')])
  const { access_token: token } = keptAnswer()
  const read = wire.sent.filter(({ url }) => url.startsWith(`${session.base}/`))
  expect(read.length).toBeGreaterThan(5)
  for (const { headers, url } of read) {
    expect(headers.get('authorization')).toBe(`Bearer ${token}`)
    expect(url).not.toContain(token)
    expect(new URL(url).searchParams.has('access_token')).toBe(false)
  }
})

requirement(106, async () => {
  const { refreshed } = await signedIn()
  for (let times = 0; times < 2; times += 1) {
    const before = keptAnswer().refresh_token
    const form = await refreshed()
    expect([form.get('grant_type'), form.getAll('refresh_token')]).toEqual(['refresh_token', [before]])
    expect(keptAnswer().refresh_token).not.toBe(before)
  }
})

requirement(108, async () => {
  const narrow = 'launch openid fhirUser online_access patient/Patient.r'
  const launch = ehr.createLaunch({ patientId: 'parkinson-a1', grantedScopes: narrow })
  const { refreshed, session } = await signedIn(`?${new URLSearchParams({ iss: 'http://localhost:4004/fhir', launch }).toString()}`)
  const again = (await refreshed()).get('scope')?.split(' ') ?? []
  expect(again.filter((scope) => !narrow.split(' ').includes(scope))).toEqual([])
  expect([session.grantedScopes, keptAnswer().scope]).toEqual([narrow.split(' '), narrow])
})

requirement(191, async () => {
  const sessions = []
  for (const role of [{}, { role: 'launch' }]) {
    const fhirContext = [
      { reference: 'Encounter/knee-right-visit', ...role },
      { reference: 'Patient/knee-right', ...role },
      { reference: 'ImagingStudy/1', ...role },
    ]
    const answer = { access_token: 'x', token_type: 'bearer', patient: 'p1', encounter: 'e1', scope: 'patient/Patient.r', fhirContext }
    const { send: _, identity: __, ...session } = sessionOf(await start(open(await callback(), async () => Response.json(answer))))
    sessions.push(session)
  }
  expect(sessions[0]).toEqual(sessions[1])
  // Neither of them moves the session: patient and visit come from their own members alone.
  expect(sessions[0]).toMatchObject({ patientId: 'p1', encounterId: 'e1' })
})

requirement(215, async () => {
  for (const query of [launchQuery(), '?iss=http%3A%2F%2Flocalhost%3A4004%2Ffhir']) {
    const page = open(query)
    await start(page, config())
    const scopes = new URL(page.left[0] ?? '').searchParams.get('scope')?.split(' ') ?? []
    expect(scopes).toContain('online_access')
    expect(scopes).not.toContain('offline_access')
    for (const key of Object.keys(storage)) storage.removeItem(key)
  }
  const { patient, refreshed } = await signedIn()
  const first = keptAnswer().access_token
  await refreshed()
  expect(keptAnswer().access_token).not.toBe(first)
  expect((await patient()).resource?.id).toBe('parkinson-a1')
})
