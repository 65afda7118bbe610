import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { ChargeItem } from 'fhir/r4'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { chargeLine, chargesOf, patientsOf, visitsOf } from './chart-data.ts'
import { chartPage } from './chart-page.ts'
import type { Ehr } from './ehr.ts'
import { launchFaults } from './launch-faults.ts'
import { endpointsOf, isManner, type Manner } from './manners.ts'
import { listPage } from './list-page.ts'
import { answerPage, page } from './page.ts'

const assetTypes: Readonly<Record<string, string>> = {
  'chart.css': 'text/css',
  'charges.js': 'text/javascript',
  'cards.js': 'text/javascript',
  'messaging.js': 'text/javascript',
}

/** The EHR as a person sees it: list, chart, launch. */
export function chartPages(ehr: Ehr): Hono {
  const { options, store } = ehr
  const app = new Hono()
  app.get('/', async () =>
    answerPage(listPage(await patientsOf(ehr), `${options.appUrl}?${new URLSearchParams({ iss: ehr.base, practice: '' }).toString()}`), []),
  )
  app.get('/chart/:patient', async (context) => {
    const { practitioner = 'dr-rivera', visit, fault, context: appContext, ehr: asked } = context.req.query()
    const manner = isManner(asked) ? asked : 'standard'
    const messagingHandle = manner === 'messaging' ? randomUUID() : null
    const patient = await findPatient(ehr, context.req.param('patient'))
    if (patient === null) return answerPage(page('No such chart', html`<main><h1>No such chart</h1></main>`), [], 404)
    const visits = await visitsOf(store, patient.id)
    const more = { ...(fault === undefined ? {} : { fault }), ...(appContext === undefined ? {} : { appContext }) }
    const appUrl = visit === undefined ? null : launchUrl(ehr, patient.id, visit, practitioner, manner, messagingHandle, more)
    const launchedVisit = visits.find(({ id }) => id === visit)?.id ?? null
    const chart = { patient, visits, practitionerId: practitioner, appUrl, manner, messagingHandle, launchedVisit }
    return answerPage(chartPage(chart), options.appOrigins)
  })
  app.get('/chart/:patient/open', async (context) => {
    const { practitioner = 'dr-rivera', visit = 'none', ehr: asked } = context.req.query()
    const to = launchUrl(ehr, context.req.param('patient'), visit, practitioner, isManner(asked) ? asked : 'standard', null)
    return new Response(null, { status: 302, headers: { Location: to, 'Cache-Control': 'no-store' } })
  })
  app.get('/chart/:patient/charges.json', async (context) => {
    const charges = await chargesOf(store, context.req.param('patient'))
    const drafts = ehr.scratchpad.of(context.req.param('patient')).map((draft) => ({ ...chargeLine(draft), status: 'in the scratchpad' }))
    return Response.json([...charges.map(chargeLine), ...drafts], { headers: { 'Cache-Control': 'no-store' } })
  })
  app.get('/chart/:patient/scratchpad', (context) =>
    Response.json(ehr.scratchpad.of(context.req.param('patient')), { headers: { 'Cache-Control': 'no-store' } }),
  )
  app.post('/chart/:patient/scratchpad', async (context) => {
    const location = ehr.scratchpad.put(context.req.param('patient'), await context.req.json<ChargeItem>())
    return Response.json({ location }, { status: 201 })
  })
  app.get('/assets/:name', async (context) => {
    const name = context.req.param('name')
    const type = assetTypes[name]
    if (type === undefined) return context.notFound()
    const file = await readFile(new URL(`./assets/${name}`, import.meta.url), 'utf8')
    return new Response(file, { headers: { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store' } })
  })
  return app
}

async function findPatient(ehr: Ehr, id: string) {
  return (await patientsOf(ehr)).find((patient) => patient.id === id) ?? null
}

/** The app's address for one launch; `visit` is an encounter's id, `none` or `standalone`. */
function launchUrl(
  ehr: Ehr,
  patientId: string,
  visit: string,
  practitionerId: string,
  manner: Manner,
  messagingHandle: string | null,
  { fault, appContext }: { readonly fault?: string; readonly appContext?: string } = {},
): string {
  const url = new URL(ehr.options.appUrl)
  url.searchParams.set('iss', endpointsOf(ehr.options.origin, manner).base)
  if (visit !== 'standalone') {
    url.searchParams.set(
      'launch',
      ehr.launch({
        patientId,
        encounterId: visit === 'none' ? null : visit,
        practitionerId,
        ...(messagingHandle === null ? {} : { messagingHandle }),
        ...(appContext === undefined ? {} : { appContext }),
        ...launchFaults.find(({ id }) => id === fault)?.options,
      }),
    )
  }
  return url.href
}
