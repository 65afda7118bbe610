import { createHash } from 'node:crypto'
import type { LaunchOptions } from './options.ts'
import { createSandbox, type Sandbox } from './sandbox.ts'

export const app = 'http://127.0.0.1:5173/'
const verifier = 'v'.repeat(43)

/** The PKCE pair of a client that sends the same one every time. */
export const pkce = { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }

/** The sandbox of these tests, with every visit on one day. */
export function anEhr(): Promise<Sandbox> {
  return createSandbox({ origin: 'http://localhost:4004', appOrigins: [new URL(app).origin], appUrl: app, today: '2026-11-20' })
}

/** One request to the FHIR API; the path counts from the base, or is a whole address. */
export type Call = (method: string, path: string, body?: object, headers?: Readonly<Record<string, string>>) => Promise<Response>

type Launch = LaunchOptions & { readonly grantedScopes: string }

/** The access token of an EHR launch that granted `grantedScopes`. */
export async function accessToken(ehr: Sandbox, launch: Launch): Promise<string> {
  const { origin } = new URL(ehr.base)
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'gait-charge',
    redirect_uri: app,
    scope: 'launch',
    state: 's',
    aud: ehr.base,
    launch: ehr.createLaunch(launch),
    code_challenge: pkce.challenge,
    code_challenge_method: 'S256',
  })
  const redirect = await ehr.handle(new Request(`${origin}/auth/authorize?${query.toString()}`))
  const code = new URL(redirect.headers.get('Location') ?? '').searchParams.get('code') ?? ''
  const form = { grant_type: 'authorization_code', code, redirect_uri: app, client_id: 'gait-charge', code_verifier: pkce.verifier }
  const answer = await ehr.handle(new Request(`${origin}/auth/token`, { method: 'POST', body: new URLSearchParams(form) }))
  return ((await answer.json()) as { access_token: string }).access_token
}

/** The FHIR API as an app sees it after such a launch. */
export async function signedIn(ehr: Sandbox, launch: Launch): Promise<Call> {
  const token = await accessToken(ehr, launch)
  return (method, path, body, headers = {}) =>
    ehr.handle(
      new Request(path.startsWith('http') ? path : `${ehr.base}/${path}`, {
        method,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/fhir+json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
}
