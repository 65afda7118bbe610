import { Hono } from 'hono'
import { accessOf, grantOf, openAccess } from './access.ts'
import { corsFor } from './cors-policy.ts'
import type { Ehr } from './ehr.ts'
import { answerFhir } from './fhir-handler.ts'
import { endpointsOf, habitsOf, rootOf, type Manner } from './manners.ts'
import { openIdConfiguration, smartConfiguration } from './smart-configuration.ts'
import { noStore, token } from './token.ts'

/** What an app calls: discovery, keys, the token endpoint and the FHIR API. */
export function ehrApi(ehr: Ehr, manner: Manner): Hono {
  const { options, grants, signer, hookSigner, now } = ehr
  const endpoints = endpointsOf(options.origin, manner)
  const { base } = endpoints
  const root = rootOf(manner)
  const app = new Hono()
  app.use(`${root}/fhir/.well-known/*`, corsFor('any', []))
  app.use('/auth/jwks', corsFor('any', []))
  app.use(`${root}/auth/token`, corsFor(options.appOrigins, []))
  app.use(`${root}/fhir/*`, async (context, next) => {
    // Discovery is open to any origin, the API is not.
    if (context.req.path.startsWith(`${root}/fhir/.well-known/`)) return next()
    return corsFor(options.appOrigins, ehr.quirks.exposedHeaders)(context, next)
  })
  app.get(`${root}/fhir/.well-known/smart-configuration`, () => noStore(smartConfiguration(endpoints, habitsOf[manner].advertisesS256)))
  app.get(`${root}/fhir/.well-known/openid-configuration`, () => noStore(openIdConfiguration(endpoints)))
  app.get('/auth/jwks', async () => noStore({ keys: [...(await signer.keys()).keys, await hookSigner.key()] }))
  app.post(`${root}/auth/token`, async (context) => {
    const form = new URLSearchParams(await context.req.text())
    return token(form, { base, grants, signer, accessTokenSeconds: options.accessTokenSeconds ?? 300, now })
  })
  app.all(`${root}/fhir/*`, async (context) => {
    const request = context.req.raw
    const url = new URL(request.url)
    if (options.latencyMs !== undefined) await new Promise((resolve) => setTimeout(resolve, options.latencyMs))
    const isOpen = url.pathname === `${root}/fhir/metadata` || !ehr.quirks.enforceScopes
    const response = await answerFhir(() => {
      const access = isOpen ? openAccess : accessOf(grantOf(request, grants.accessTokens))
      return {
        request,
        url,
        base,
        store: ehr.store,
        access,
        quirks: ehr.quirks,
        manner,
        transactions: ehr.transactions,
        pages: ehr.pages,
        now,
      }
    })
    response.headers.set('Cache-Control', 'no-store')
    return response
  })
  return app
}
