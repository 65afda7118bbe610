/** What the floor page asks for and whom it signs in as. */
interface FloorOptions {
  readonly scope: string
  /** The FHIR reads of the app, relative to the base. */
  readonly reads: readonly string[]
}

/**
 * The same launch without framework, rules or checks: sign-in with PKCE, the token, the reads in one parallel step, and their words on
 * the page. No app can be faster on the same network; only what it adds can be argued about.
 */
export function floorPage({ scope, reads }: FloorOptions): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Floor</title></head><body><main><p>Signing in</p></main><script type="module">
const asked = new URL(location.href).searchParams
const redirect = location.origin + location.pathname
const base64url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
if (asked.has('launch')) {
  const iss = asked.get('iss')
  const found = await (await fetch(iss + '/.well-known/smart-configuration')).json()
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(48)))
  const challenge = base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)))
  const state = crypto.randomUUID()
  sessionStorage.setItem(state, JSON.stringify({ iss, token: found.token_endpoint, verifier }))
  location.assign(found.authorization_endpoint + '?' + new URLSearchParams({ response_type: 'code', client_id: 'gait-charge', scope: ${JSON.stringify(scope)},
    redirect_uri: redirect, aud: iss, state, launch: asked.get('launch'), code_challenge: challenge, code_challenge_method: 'S256' }))
} else {
  const { iss, token, verifier } = JSON.parse(sessionStorage.getItem(asked.get('state')))
  const body = new URLSearchParams({ grant_type: 'authorization_code', code: asked.get('code'), redirect_uri: redirect, client_id: 'gait-charge', code_verifier: verifier })
  const granted = await (await fetch(token, { method: 'POST', body })).json()
  const headers = { Authorization: 'Bearer ' + granted.access_token, Accept: 'application/fhir+json' }
  const main = document.querySelector('main')
  const show = (id, text) => { const p = document.createElement('p'); p.id = id; p.textContent = text; main.append(p) }
  const answers = await Promise.all(${JSON.stringify(reads)}.map(async (url) => {
    const answer = await (await fetch(iss + '/' + url, { headers })).json()
    if (answer.resourceType === 'Patient') show('banner', answer.name[0].family)
    return answer
  }))
  show('draft', answers.flatMap((one) => one.entry ?? []).map((one) => one.resource.id).join(', '))
}
</script></body></html>`
}
