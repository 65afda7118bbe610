import { Hono, type Context } from 'hono'
import { html } from 'hono/html'
import { openAccess } from './access.ts'
import { patientsOf, visitsOf } from './chart-data.ts'
import { corsFor } from './cors-policy.ts'
import type { Ehr } from './ehr.ts'
import { answerFhir } from './fhir-handler.ts'
import { createSigner } from './id-token.ts'
import { readLaunchValue, type LauncherOptions } from './launch-value.ts'
import { authorizeLaunch } from './launcher-authorize.ts'
import { launcherToken } from './launcher-token.ts'
import { conforming, type Quirks } from './options.ts'
import { answerPage, page } from './page.ts'
import { pickerPage } from './picker-page.ts'
import { openIdConfiguration, smartConfiguration } from './smart-configuration.ts'
import { noStore } from './token.ts'

/** What the public launcher's proxy does differently: nothing enforced, nothing exposed, `Location` of the server behind it. */
const quirks: Quirks = { ...conforming, enforceScopes: false, rewriteLocation: false, exposedHeaders: [], maxBodyBytes: 1_000_000 }

/** The same charts behind a launcher of launch.smarthealthit.org's kind, at `/v/r4` and `/v/r4/sim/<launch value>`. */
export function launcher(ehr: Ehr): Hono {
  const { origin, appOrigins } = ehr.options
  const signer = createSigner({ keyId: null })
  // Which launch a code or a refresh token came from: the launcher writes it into them.
  const sims = new Map<string, LauncherOptions>()
  const app = new Hono()
  const plain = { manner: 'standard' as const, transactions: ehr.transactions, pages: ehr.pages, now: ehr.now }
  const root = (context: Context) => {
    const sim = context.req.param('sim')
    return sim === undefined ? `${origin}/v/r4` : `${origin}/v/r4/sim/${sim}`
  }
  const simOf = (context: Context, launch: string | null) => readLaunchValue(context.req.param('sim') ?? launch ?? '')
  app.use('/keys', corsFor('any', []))
  app.get('/keys', async () => noStore(await signer.keys()))
  app.use('/v/r4/*', corsFor('any', quirks.exposedHeaders))

  for (const path of ['/v/r4', '/v/r4/sim/:sim']) {
    const endpoints = (context: Context) => {
      const base = root(context)
      return { base: `${base}/fhir`, authorize: `${base}/auth/authorize`, token: `${base}/auth/token`, jwks: `${origin}/keys` }
    }
    app.get(`${path}/fhir/.well-known/smart-configuration`, (context) => noStore(smartConfiguration(endpoints(context))))
    app.get(`${path}/fhir/.well-known/openid-configuration`, (context) => noStore(openIdConfiguration(endpoints(context))))
    app.get(`${path}/auth/authorize`, async (context) => {
      const query = new URL(context.req.url).searchParams
      const sim = simOf(context, query.get('launch'))
      if (sim === null) return refusal('Invalid launch value')
      const encountersOf = async (patientId: string) => (await visitsOf(ehr.store, patientId)).map(({ id }) => id)
      const answer = await authorizeLaunch(query, sim, ehr, `${root(context)}/fhir`, encountersOf)
      if (answer.kind === 'page') return refusal(answer.text)
      if (answer.kind === 'redirect') {
        sims.set(new URL(answer.to).searchParams.get('code') ?? '', sim)
        return new Response(null, { status: 302, headers: { Location: answer.to } })
      }
      if (answer.what === 'encounter') {
        const visits = await visitsOf(ehr.store, answer.patientId)
        const choices = visits.map(({ id, title, start, status }) => ({ value: id, label: `${title}, ${start}`, detail: status }))
        return answerPage(pickerPage('Select encounter', 'encounter', choices, query), appOrigins)
      }
      const patients = (await patientsOf(ehr)).filter(({ id }) => answer.among.length === 0 || answer.among.includes(id))
      const choices = patients.map(({ id, name, birthDate }) => ({ value: id, label: name, detail: `born ${birthDate}` }))
      return answerPage(pickerPage('Select patient', 'patient', choices, query), appOrigins)
    })
    app.post(`${path}/auth/token`, async (context) => {
      const form = new URLSearchParams(await context.req.text())
      return launcherToken(form, sims, ehr, `${root(context)}/fhir`, signer)
    })
    app.all(`${path}/fhir/*`, async (context) => {
      const request = context.req.raw
      const token = /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
      if (token !== undefined && ehr.grants.accessTokens.get(token) === null) return new Response('Invalid token', { status: 401 })
      const base = `${root(context)}/fhir`
      return answerFhir(() => ({ request, url: new URL(request.url), base, store: ehr.store, access: openAccess, quirks, ...plain }))
    })
  }
  return app
}

function refusal(text: string): Promise<Response> {
  return answerPage(page('Launch refused', html`<main><h1>Launch refused</h1><p>${text}</p></main>`), [], 400) // prettier-ignore
}
