import type { Encounter } from 'fhir/r4'
import { Hono } from 'hono'
import { visitsOf } from './chart-data.ts'
import type { Ehr } from './ehr.ts'
import { callHook, dismissCard, type HookAnswer } from './hooks.ts'
import type { Store } from './store.ts'

/** What the chart's page asks for: the hook of its opening, the close of a visit, and a card that is set aside. */
export function hookPages(ehr: Ehr): Hono {
  const { store, options } = ehr
  const app = new Hono()
  const called = (answer: HookAnswer, encounterId: string) =>
    Response.json({ ...answer, encounterId, appUrl: options.appUrl }, { headers: { 'Cache-Control': 'no-store' } })
  app.get('/chart/:patient/opened', async (context) => {
    const patientId = context.req.param('patient')
    const { practitioner = 'dr-rivera', visit } = context.req.query()
    const visits = await visitsOf(store, patientId)
    const encounterId = visits.find(({ id }) => id === visit)?.id ?? visits[0]?.id
    if (encounterId === undefined) return called({ kind: 'answered', service: '', cards: [] }, '')
    return called(await callHook(ehr, { hook: 'patient-view', patientId, encounterId, practitionerId: practitioner }), encounterId)
  })
  app.post('/chart/:patient/visits/:visit/close', async (context) => {
    const patientId = context.req.param('patient')
    const encounterId = context.req.param('visit')
    const { practitioner = 'dr-rivera' } = context.req.query()
    await closeVisit(store, encounterId, ehr.now())
    return called(await callHook(ehr, { hook: 'encounter-discharge', patientId, encounterId, practitionerId: practitioner }), encounterId)
  })
  app.post('/chart/:patient/cards/:card/dismiss', async (context) => {
    const { service, reason } = await context.req.json<{ service: string; reason: { code: string; system: string } | null }>()
    return called(await dismissCard(ehr, { service, card: context.req.param('card'), reason }), '')
  })
  return app
}

/** The visit is over: finished, with its end. A story of later today ends an hour after its start. */
async function closeVisit(store: Store, encounterId: string, now: number): Promise<void> {
  const encounter = (await store.read('Encounter', encounterId)) as Encounter
  const start = Date.parse(encounter.period?.start ?? '')
  const end = new Date(Number.isNaN(start) || start < now ? now : start + 3_600_000).toISOString()
  await store.update({ ...encounter, status: 'finished', period: { ...encounter.period, end } }, null)
}
