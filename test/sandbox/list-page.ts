import { html } from 'hono/html'
import type { PatientLine } from './chart-data.ts'
import { page, type Html } from './page.ts'

/** The first page: every synthetic patient with the point of the story, and the way to the view of the whole day. */
export function listPage(patients: readonly PatientLine[], practiceUrl: string): Html {
  return page(
    'Patients – Sandbox EHR',
    html`<main class="list">
      <h1>Patients</h1>
      <p>Choose a chart, then launch Gait Charge from one of its visits.</p>
      <p>Or look over <a href="${practiceUrl}">the visits of today</a>, as a coder or the practice does.</p>
      <table>
        <thead>
          <tr>
            <th scope="col">Patient</th>
            <th scope="col">Born</th>
            <th scope="col">Story</th>
          </tr>
        </thead>
        <tbody>
          ${patients.map(
            ({ id, name, birthDate, title, summary }) =>
              html`<tr>
                <th scope="row"><a href="/chart/${id}">${name}</a></th>
                <td>${birthDate}</td>
                <td><b>${title}.</b> ${summary}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </main>`,
  )
}
