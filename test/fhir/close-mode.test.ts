import { expect, test } from 'vitest'
import { openSession } from '#fhir/open-session.ts'
import { anIssuer } from '#test/support/issuer.ts'
import { aSandbox, signIn } from './sign-in.ts'
import { aStorage } from './storage.ts'

const base = 'http://localhost:4004/fhir'

function modeOf(appContext: unknown): unknown {
  const tokenResponse = { access_token: 'a', patient: 'p1', appContext }
  const record = { serverUrl: base, clientId: 'gait-charge', scope: '', tokenUri: 'http://localhost:4004/auth/token', tokenResponse }
  const outcome = openSession({ issuers: [anIssuer()] }, aStorage(), 's', record)
  return outcome.kind === 'session' ? outcome.session.mode : outcome.kind
}

test('the context of a card opens the check at visit close', () => expect(modeOf('{"mode":"close"}')).toBe('close'))

test.each([
  ['none', undefined],
  ['another mode', '{"mode":"open"}'],
  ['no JSON', '{mode:close'],
  ['the JSON null', 'null'],
  ['no text', { mode: 'close' }],
  ['100 kB', `{"mode":"close","more":"${'x'.repeat(100_000)}"}`],
])('a context that is %s is ignored (L30)', (_, appContext) => expect(modeOf(appContext)).toBeNull())

test('the context that a launch was made with comes back in the token answer', async () => {
  const ehr = await aSandbox()
  const launch = { patientId: 'knee-right', encounterId: 'knee-right-visit' }
  expect((await signIn(ehr, { ...launch, appContext: '{"mode":"close"}' })).mode).toBe('close')
  expect((await signIn(ehr, launch)).mode).toBeNull()
})
