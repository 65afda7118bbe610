import { createHmac } from 'node:crypto'
import { QueryClient } from '@tanstack/react-query'
import { base64url, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWK } from 'jose'
import { beforeAll, expect } from 'vitest'
import { checkIdentity } from '#fhir/identity.ts'
import { signerQuery } from '#queries/visit.ts'
import { aSandbox, signIn, straightTo } from '#test/fhir/sign-in.ts'
import { anIssuer } from '#test/support/issuer.ts'
import { requirement } from './requirement.ts'

const base = 'https://good.ehr/fhir'
const sound = { iss: base, aud: 'gait-charge', sub: 's', fhirUser: `${base}/Practitioner/dr`, exp: 2_000_000_000, iat: 1 }
const dr = { status: 'verified', fhirUser: 'Practitioner/dr' }
let signer: CryptoKey
let stranger: CryptoKey
let ours: JWK
let theirs: JWK

beforeAll(async () => {
  const pairs = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')])
  signer = pairs[0].privateKey
  stranger = pairs[1].privateKey
  ours = { ...(await exportJWK(pairs[0].publicKey)), kid: 'k1' }
  theirs = { ...(await exportJWK(pairs[1].publicKey)), kid: 'k1' }
})

const signed = (claims: object, key = signer, header: object = {}) =>
  new SignJWT({ ...sound, ...claims }).setProtectedHeader({ alg: 'ES256', kid: 'k1', ...header }).sign(key)

/** An EHR whose documents are these, by address, and what it was asked. */
function anEhr(documents: Readonly<Record<string, object>>) {
  const asked: string[] = []
  const call: typeof fetch = async (input, init) => {
    asked.push(`${init?.method ?? 'GET'} ${String(input)}`)
    const found = documents[String(input)]
    return found === undefined ? new Response('', { status: 404 }) : Response.json(found)
  }
  return { asked, call }
}

const keysAt = (url: string) => ({ issuer: base, jwks_uri: url })
const smart = `${base}/.well-known/smart-configuration`
const openId = `${base}/.well-known/openid-configuration`

requirement(201, async () => {
  const documents = { [smart]: keysAt('https://good.ehr/keys'), [openId]: keysAt('https://good.ehr/keys'), 'https://good.ehr/keys': { keys: [ours] } } // prettier-ignore
  const check = (token: string) => checkIdentity(token, base, anIssuer({ issuer: base }), anEhr(documents).call)
  expect(await check(await signed({}))).toEqual(dr)
  const confused = `${base64url.encode('{"alg":"HS256","kid":"k1"}')}.${base64url.encode(JSON.stringify(sound))}`
  const [header, payload, signature] = (await signed({})).split('.')
  const wrong: Readonly<Record<string, string>> = {
    'another issuer': await signed({ iss: 'https://evil.example' }),
    'another audience': await signed({ aud: 'other' }),
    'no audience': await signed({ aud: undefined }),
    'a second audience': await signed({ aud: ['gait-charge', 'other'] }),
    'another authorized party': await signed({ azp: 'other' }),
    'an end that has passed': await signed({ exp: 1_700_000_000 }),
    'no end': await signed({ exp: undefined }),
    'a start that has not come': await signed({ nbf: 3_000_000_000, exp: 4_000_000_000 }),
    'another key': await signed({}, stranger),
    'a key of its own': await signed({}, stranger, { jwk: theirs }),
    'no signature': new UnsecuredJWT(sound).encode(),
    'the public key as a shared secret': `${confused}.${createHmac('sha256', JSON.stringify(ours)).update(confused).digest('base64url')}`,
    'claims that were changed': `${header}.${base64url.encode(JSON.stringify({ ...sound, fhirUser: 'Practitioner/other' }))}.${signature}`,
    'half of it': `${header}.${payload}.`,
  }
  for (const [what, token] of Object.entries(wrong))
    expect({ what, ...(await check(token)) }).toEqual({ what, status: 'not-verified', reason: 'invalid' })
})

requirement(202, async () => {
  const ehr = await aSandbox()
  const asked: string[] = []
  const watched = straightTo(ehr, (request) => {
    asked.push(request.url)
    return request
  })
  const session = await signIn(ehr, { patientId: 'parkinson-a1' }, {}, watched)
  const { signer: person } = await new QueryClient().fetchQuery(signerQuery(session))
  expect(asked.at(-1)).toBe(`${session.base}/Practitioner/dr-rivera`)
  expect(person).toEqual({ reference: 'Practitioner/dr-rivera', display: 'Dr. Ana Rivera' })
  // One of another server is nobody's, and is not asked for.
  const elsewhere = { ...session, identity: () => checkIdentity(foreign, base, anIssuer({ issuer: base }), documents.call) }
  const foreign = await signed({ fhirUser: 'https://evil.example/fhir/Practitioner/dr' })
  const documents = anEhr({ [openId]: keysAt('https://good.ehr/keys'), 'https://good.ehr/keys': { keys: [ours] } })
  const before = asked.length
  const nobody = await new QueryClient().fetchQuery(signerQuery(elsewhere))
  expect(nobody).toEqual({ identity: { status: 'not-verified', reason: 'no-fhir-user' }, signer: null })
  expect([asked.length, documents.asked.filter((one) => one.includes('evil'))]).toEqual([before, []])
})

requirement(218, async () => {
  const issuer = anIssuer({ issuer: base })
  const documents = {
    [smart]: keysAt('https://good.ehr/old-keys'),
    [openId]: keysAt('https://good.ehr/keys'),
    'https://good.ehr/keys': { keys: [ours] },
    'https://good.ehr/old-keys': { keys: [theirs] },
  }
  const { asked, call } = anEhr(documents)
  expect(await checkIdentity(await signed({}), base, issuer, call)).toEqual(dr)
  expect(asked).toEqual([`GET ${smart}`, `GET ${openId}`, 'GET https://good.ehr/keys'])
  // The issuer's own keys decide, even where other settings name others.
  expect(await checkIdentity(await signed({}, stranger), base, issuer, call)).toEqual({ status: 'not-verified', reason: 'invalid' })
  // A token cannot send the app to an issuer of its own choosing, nor a document speak for another issuer.
  const evil = anEhr({ ...documents, 'https://evil.example/.well-known/openid-configuration': keysAt('https://evil.example/keys') })
  const forged = await signed({ iss: 'https://evil.example' }, stranger)
  expect(await checkIdentity(forged, base, issuer, evil.call)).toEqual({ status: 'not-verified', reason: 'invalid' })
  expect(evil.asked.filter((one) => one.includes('evil'))).toEqual([])
  const lying = anEhr({ ...documents, [openId]: { issuer: 'https://other.ehr', jwks_uri: 'https://good.ehr/keys' } })
  expect(await checkIdentity(await signed({}), base, issuer, lying.call)).toEqual({ status: 'not-verified', reason: 'invalid' })
})
