import { html } from 'hono/html'
import type { PatientLine, VisitLine } from './chart-data.ts'
import { launchFaults } from './launch-faults.ts'
import { manners, habitsOf, type Manner } from './manners.ts'
import { page, type Html } from './page.ts'
import { clinicians } from './patients/people.ts'

export interface Chart {
  readonly patient: PatientLine
  readonly visits: readonly VisitLine[]
  readonly practitionerId: string
  /** The app's address in the frame; null before a launch. */
  readonly appUrl: string | null
  /** Which kind of EHR this one plays. */
  readonly manner: Manner
  /** By which page and app know each other; null where this EHR takes no messages. */
  readonly messagingHandle: string | null
  /** Id of the visit that the app was launched with; null before a launch. */
  readonly launchedVisit: string | null
}

/** One chart: visits with their launch buttons, the charges the EHR holds, and the launched app at the right. */
export function chartPage({ patient, visits, practitionerId, appUrl, manner, messagingHandle, launchedVisit }: Chart): Html {
  const messaging =
    messagingHandle === null
      ? ''
      : html`data-handle="${messagingHandle}" data-origin="${new URL(appUrl ?? 'about:blank').origin}"
        data-scratchpad="/chart/${patient.id}/scratchpad"`
  const frame = html`<iframe id="app" title="Gait Charge" src="${appUrl}" allow="clipboard-write" ${messaging}></iframe>`
  return page(
    `${patient.name} – Sandbox EHR`,
    html`<div class="banner"><b>${patient.name}</b><span>born ${patient.birthDate}</span><span>MRN-${patient.id}</span></div>
      <div class="chart ${appUrl === null ? '' : 'launched'}">
        <main>
          <h1>${patient.title}</h1>
          <p>${patient.summary}</p>
          <section aria-labelledby="cards-title">
            <h2 id="cards-title">Advice from the visit-close service</h2>
            <div
              id="cards"
              aria-live="polite"
              data-patient="${patient.id}"
              data-practitioner="${practitionerId}"
              data-visit="${launchedVisit ?? ''}"
            >
              <p>Asking the visit-close service…</p>
            </div>
          </section>
          ${launchForm(patient.id, visits, practitionerId, manner)} ${faultForm(patient.id, visits, practitionerId)}
          ${chargesPanel(patient.id)}
        </main>
        ${appUrl === null ? '' : html`<aside aria-label="Launched app">${frame}</aside>`}
      </div>`,
    ['charges.js', 'cards.js', ...(messagingHandle === null ? [] : ['messaging.js'])],
  )
}

function launchForm(patientId: string, visits: readonly VisitLine[], practitionerId: string, manner: Manner): Html {
  const open = `/chart/${patientId}/open`
  const newTab = (visit: string) =>
    html`<button class="quiet" name="visit" value="${visit}" formaction="${open}" formtarget="_blank">Open in a new tab</button>`
  return html`<form method="get" action="/chart/${patientId}">
    <label>
      Signed in as
      <select name="practitioner">
        ${clinicians.map(
          ({ id, name, specialty }) =>
            html`<option value="${id}" ${id === practitionerId ? 'selected' : ''}>${name}, ${specialty.toLowerCase()}</option>`,
        )}
      </select>
    </label>
    <label>
      This EHR
      <select name="ehr">
        ${manners.map((one) => html`<option value="${one}" ${one === manner ? 'selected' : ''}>${habitsOf[one].name}</option>`)}
      </select>
    </label>
    <h2>Visits</h2>
    <ul class="visits">
      ${visits.map(
        ({ id, title, start, status, attending }) =>
          html`<li>
            <span><b>${title}</b> ${start} · <span class="status">${status}</span> · ${attending}</span>
            <span class="actions"
              >${closeButton(id, status)}<button name="visit" value="${id}">Launch Gait Charge</button>${newTab(id)}</span
            >
          </li>`,
      )}
      <li>
        <span>Without a visit in context</span>
        <span class="actions"><button class="second" name="visit" value="none">Launch without a visit</button>${newTab('none')}</span>
      </li>
      <li>
        <span>The app starts by itself and asks for the patient</span>
        <span class="actions">
          <button class="second" name="visit" value="standalone">Standalone launch</button>${newTab('standalone')}
        </span>
      </li>
    </ul>
  </form>`
}

function closeButton(visit: string, status: string): Html | '' {
  if (status !== 'in-progress') return ''
  return html`<button type="button" class="second" data-close="${visit}">Close visit</button>`
}

/** Launches of the latest visit that go wrong in the way their button says. */
function faultForm(patientId: string, visits: readonly VisitLine[], practitionerId: string): Html {
  return html`<details>
    <summary>Launch with a fault</summary>
    <form method="get" action="/chart/${patientId}" class="actions">
      <input type="hidden" name="practitioner" value="${practitionerId}" />
      <input type="hidden" name="visit" value="${visits[0]?.id ?? 'none'}" />
      ${launchFaults.map(({ id, name }) => html`<button class="second" name="fault" value="${id}">${name}</button>`)}
    </form>
  </details>`
}

const columns = ['Charge', 'Status', 'Code', 'Date', 'Reasons', 'Entered by', 'Performed by', 'Version']

function chargesPanel(patientId: string): Html {
  return html`<section aria-labelledby="charges-title">
    <h2 id="charges-title">Charges in this EHR</h2>
    <div class="scroll">
      <table id="charges" data-source="/chart/${patientId}/charges.json">
        <thead>
          <tr>
            ${columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody></tbody>
      </table>
    </div>
    <p id="no-charges">None.</p>
  </section>`
}
