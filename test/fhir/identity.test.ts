import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWK } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { checkIdentity } from '#fhir/identity.ts'
import { anIssuer } from '#test/support/issuer.ts'

const base = 'https://good.ehr/fhir'
const issuer = anIssuer({ issuer: base })
let key: CryptoKey
let otherKey: CryptoKey
let jwks: { keys: JWK[] }

beforeAll(async () => {
  const pair = await generateKeyPair('ES256')
  key = pair.privateKey
  otherKey = (await generateKeyPair('ES256')).privateKey
  jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256' }] }
})

interface Claims {
  readonly iss?: string
  readonly aud?: string | readonly string[] | null
  readonly azp?: string
  readonly exp?: number
  readonly fhirUser?: string | null
  readonly profile?: string
}

async function idToken(
  { iss = base, aud = 'gait-charge', exp = 600, fhirUser = `${base}/Practitioner/dr`, ...more }: Claims = {},
  signing = key,
) {
  const token = new SignJWT({ ...(fhirUser === null ? {} : { fhirUser }), ...more })
    .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
    .setIssuer(iss)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + exp)
  return (aud === null ? token : token.setAudience([aud].flat())).sign(signing)
}

function ehr(
  discovery: object = { issuer: base, jwks_uri: 'https://good.ehr/keys' },
  keys: () => Response = () => Response.json(jwks),
): typeof fetch {
  return async (input) => (String(input) === `${base}/.well-known/smart-configuration` ? Response.json(discovery) : keys())
}

test('an id_token with a good signature, issuer, audience and time names the clinician, relative to the base', async () => {
  expect(await checkIdentity(await idToken(), base, issuer, ehr())).toEqual({ status: 'verified', fhirUser: 'Practitioner/dr' })
})

test.each([
  ['a relative fhirUser', { fhirUser: 'Practitioner/dr' }, { status: 'verified', fhirUser: 'Practitioner/dr' }],
  ['profile in place of fhirUser', { fhirUser: null, profile: 'Practitioner/dr' }, { status: 'verified', fhirUser: 'Practitioner/dr' }],
  ['a role', { fhirUser: 'PractitionerRole/r1' }, { status: 'verified', fhirUser: 'PractitionerRole/r1' }],
  ['a patient', { fhirUser: 'Patient/p1' }, { status: 'not-a-practitioner' }],
  ['a relative of the patient', { fhirUser: `${base}/RelatedPerson/x` }, { status: 'not-a-practitioner' }],
  ['nobody', { fhirUser: null }, { status: 'not-verified', reason: 'no-fhir-user' }],
  [
    'a user of another server',
    { fhirUser: 'https://evil.example/fhir/Practitioner/dr' },
    { status: 'not-verified', reason: 'no-fhir-user' },
  ],
  ['another issuer', { iss: 'https://evil.example' }, { status: 'not-verified', reason: 'invalid' }],
  ['another audience', { aud: 'other-app' }, { status: 'not-verified', reason: 'invalid' }],
  ['a second audience', { aud: ['gait-charge', 'other-app'] }, { status: 'not-verified', reason: 'invalid' }],
  ['the EHR itself as second audience', { aud: ['gait-charge', base] }, { status: 'verified', fhirUser: 'Practitioner/dr' }],
  ['another app as the authorized one', { azp: 'other-app' }, { status: 'not-verified', reason: 'invalid' }],
  ['this app as the authorized one', { azp: 'gait-charge' }, { status: 'verified', fhirUser: 'Practitioner/dr' }],
  ['no audience', { aud: null }, { status: 'not-verified', reason: 'invalid' }],
  ['an end that has passed', { exp: -120 }, { status: 'not-verified', reason: 'invalid' }],
  ['an end that passed within the tolerance', { exp: -30 }, { status: 'verified', fhirUser: 'Practitioner/dr' }],
] as const)('L24 D36 an id_token with %s', async (_, claims, expected) => {
  expect(await checkIdentity(await idToken(claims), base, issuer, ehr())).toEqual(expected)
})

test("the issuer may be the one that the EHR's discovery names", async () => {
  const discovery = ehr({ issuer: 'https://id.good.ehr', jwks_uri: 'https://good.ehr/keys' })
  expect(await checkIdentity(await idToken({ iss: 'https://id.good.ehr' }), base, issuer, discovery)).toMatchObject({ status: 'verified' })
})

test('L24 a token signed by another key, unsigned, broken or missing is not verified', async () => {
  expect(await checkIdentity(await idToken({}, otherKey), base, issuer, ehr())).toEqual({ status: 'not-verified', reason: 'invalid' })
  const unsigned = new UnsecuredJWT({ fhirUser: 'Practitioner/dr' })
    .setIssuer(base)
    .setAudience('gait-charge')
    .setExpirationTime('1h')
    .encode()
  expect(await checkIdentity(unsigned, base, issuer, ehr())).toEqual({ status: 'not-verified', reason: 'invalid' })
  expect(await checkIdentity('a.b.c', base, issuer, ehr())).toEqual({ status: 'not-verified', reason: 'invalid' })
  expect(await checkIdentity(undefined, base, issuer, ehr())).toEqual({ status: 'not-verified', reason: 'no-id-token' })
})

test('keys without a name are tried in turn', async () => {
  const other = await exportJWK((await generateKeyPair('ES256')).publicKey)
  const [own] = jwks.keys
  const { kid: _, ...unnamed } = own ?? {}
  const token = await new SignJWT({ fhirUser: 'Practitioner/dr' })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer(base)
    .setAudience('gait-charge')
    .setExpirationTime('1h')
    .sign(key)
  const answer = () => Response.json({ keys: [other, unnamed] })
  expect(await checkIdentity(token, base, issuer, ehr(undefined, answer))).toMatchObject({ status: 'verified' })
})

const unreadable: readonly (readonly [string, typeof fetch])[] = [
  ['no discovery', async () => new Response('<html>', { status: 404 })],
  ['no key address', ehr({ issuer: base })],
  ['keys at a foreign origin', ehr({ issuer: base, jwks_uri: 'https://evil.example/keys' })],
  ['keys over plain http', ehr({ issuer: base, jwks_uri: 'http://good.ehr/keys' })],
  ['keys that answer 500', ehr(undefined, () => new Response('', { status: 500 }))],
  ['keys that are HTML', ehr(undefined, () => new Response('<html>'))],
]

test.each(unreadable)('with %s the site decides: blocked unless it accepts the answer that came over TLS', async (_, call) => {
  const accepting = anIssuer({ issuer: base, identityKeysUnreadable: 'accept' })
  expect(await checkIdentity(await idToken(), base, issuer, call)).toEqual({ status: 'not-verified', reason: 'keys-unreadable' })
  expect(await checkIdentity(await idToken(), base, accepting, call)).toEqual({ status: 'accepted', fhirUser: 'Practitioner/dr' })
  expect(await checkIdentity(await idToken({ aud: 'other' }), base, accepting, call)).toEqual({ status: 'not-verified', reason: 'invalid' })
  expect(await checkIdentity(await idToken({ exp: -120 }), base, accepting, call)).toEqual({ status: 'not-verified', reason: 'invalid' })
})

test('keys at a pinned origin are read', async () => {
  const pinned = anIssuer({ issuer: base, pinnedOrigins: ['https://id.good.ehr'] })
  const call = ehr({ issuer: base, jwks_uri: 'https://id.good.ehr/keys' })
  expect(await checkIdentity(await idToken(), base, pinned, call)).toMatchObject({ status: 'verified' })
})
