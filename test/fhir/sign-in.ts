import { createHash, randomUUID } from 'node:crypto'
import type { Issuer } from '#fhir/config.ts'
import { openSession } from '#fhir/open-session.ts'
import { requestedScopes } from '#fhir/requested-scopes.ts'
import type { Session } from '#fhir/session.ts'
import type { SessionRecord } from '#fhir/session-record.ts'
import type { LaunchOptions, SandboxOptions } from '#test/sandbox/options.ts'
import { createSandbox, type Sandbox } from '#test/sandbox/sandbox.ts'
import { watchLine, watchSession, witness } from '#test/faults/witness.ts'
import { aStorage } from './storage.ts'
import { anIssuer } from '#test/support/issuer.ts'

const app = 'http://127.0.0.1:5173/'

/** A sandbox that remembers which charges the test itself put there. */
export async function aSandbox(more: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const origins = { origin: 'http://localhost:4004', appOrigins: ['http://127.0.0.1:5173'] }
  const ehr = await createSandbox({ ...origins, appUrl: app, today: '2026-11-20', ...more })
  const create = ehr.create.bind(ehr)
  ehr.create = async (resource) => {
    const placed = await create(resource)
    witness.placed.add(placed.id ?? '')
    return placed
  }
  return ehr
}

/** Reaches the sandbox without a network; `change` may alter each request before it is sent. */
export const straightTo =
  (ehr: Sandbox, change: (request: Request) => Request = (request) => request): typeof fetch =>
  (input, init) =>
    ehr.handle(change(new Request(input, init)))

/** A session of the sandbox, signed in as an EHR launch does; its requests go by `call`. */
export async function signIn(
  ehr: Sandbox,
  launch: LaunchOptions,
  issuer: Partial<Issuer> = {},
  call: typeof fetch = straightTo(ehr),
): Promise<Session> {
  const verifier = randomUUID() + randomUUID()
  const base = issuer.issuer ?? ehr.base
  const scope = requestedScopes('ehr', null, issuer.writeChannels)
  const asked = new URLSearchParams({
    response_type: 'code',
    client_id: 'gait-charge',
    redirect_uri: app,
    scope,
    state: 'x',
    aud: base,
    launch: ehr.createLaunch(launch),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const discovery = (await (await ehr.handle(new Request(`${base}/.well-known/smart-configuration`))).json()) as Record<string, string>
  const redirect = await ehr.handle(new Request(`${discovery['authorization_endpoint']}?${asked.toString()}`))
  const code = new URL(redirect.headers.get('Location') ?? '').searchParams.get('code') ?? ''
  const form = { grant_type: 'authorization_code', code, redirect_uri: app, client_id: 'gait-charge', code_verifier: verifier }
  const tokenUri = discovery['token_endpoint'] ?? ''
  const answer = await ehr.handle(new Request(tokenUri, { method: 'POST', body: new URLSearchParams(form) }))
  const tokenResponse = (await answer.json()) as SessionRecord['tokenResponse']
  const record: SessionRecord = { serverUrl: base, clientId: 'gait-charge', scope, tokenUri, tokenResponse }
  const watched = watchLine(call, base, tokenUri)
  const outcome = openSession({ issuers: [anIssuer(issuer)] }, aStorage(), randomUUID(), record, watched.fetch)
  if (outcome.kind !== 'session') throw new Error(JSON.stringify(outcome))
  if (!witness.servers.includes(ehr)) witness.servers.push(ehr)
  return watchSession(watched.line, outcome.session)
}
