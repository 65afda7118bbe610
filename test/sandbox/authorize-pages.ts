import { html } from 'hono/html'
import { Hono } from 'hono'
import { authorize } from './authorize.ts'
import { patientsOf, visitsOf } from './chart-data.ts'
import type { Ehr } from './ehr.ts'
import { endpointsOf, rootOf, type Manner } from './manners.ts'
import { answerPage, page } from './page.ts'
import { pickerPage, type Choice } from './picker-page.ts'

/** The authorization endpoint as a browser sees it: a redirect, a question, or a page that says why not. */
export function authorizePages(ehr: Ehr, manner: Manner): Hono {
  const { grants, options } = ehr
  const { base } = endpointsOf(options.origin, manner)
  const app = new Hono()
  app.on(['GET', 'POST'], `${rootOf(manner)}/auth/authorize`, async (context) => {
    const query = context.req.method === 'POST' ? new URLSearchParams(await context.req.text()) : new URL(context.req.url).searchParams
    const answer = authorize(query, { base, appOrigins: options.appOrigins, grants, manner })
    switch (answer.kind) {
      case 'redirect':
        return new Response(null, { status: 302, headers: { Location: answer.to, 'Cache-Control': 'no-store' } })
      case 'page':
        return answerPage(
          page(
            'Sign-in refused',
            html`<main>
              <h1>Sign-in refused</h1>
              <p>${answer.text}</p>
            </main>`,
          ),
          [],
          400,
        )
      case 'pick-patient':
        return answerPage(pickerPage('Choose a patient', 'patient', await patientChoices(ehr), query), options.appOrigins)
      case 'pick-encounter':
        return answerPage(pickerPage('Choose a visit', 'encounter', await visitChoices(ehr, answer.patientId), query), options.appOrigins)
    }
  })
  return app
}

async function patientChoices(ehr: Ehr): Promise<readonly Choice[]> {
  return (await patientsOf(ehr)).map(({ id, name, birthDate, summary }) => ({
    value: id,
    label: `${name}, born ${birthDate}`,
    detail: summary,
  }))
}

async function visitChoices(ehr: Ehr, patientId: string): Promise<readonly Choice[]> {
  const visits = await visitsOf(ehr.store, patientId)
  return [
    ...visits.map(({ id, title, start, status }) => ({ value: id, label: `${title}, ${start}`, detail: status })),
    { value: '', label: 'No visit', detail: 'The app asks for one.' },
  ]
}
