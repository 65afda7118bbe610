import { html } from 'hono/html'
import { page, type Html } from './page.ts'

export interface Choice {
  readonly value: string
  readonly label: string
  readonly detail: string
}

/** One question of a standalone launch: a plain form that repeats the request with the answer added. */
export function pickerPage(title: string, name: string, choices: readonly Choice[], query: URLSearchParams): Html {
  const repeated = [...query].filter(([key]) => key !== name)
  return page(
    title,
    html`<main class="picker">
      <h1>${title}</h1>
      <form method="get">
        ${repeated.map(([key, value]) => html`<input type="hidden" name="${key}" value="${value}" />`)}
        <ul>
          ${choices.map(
            ({ value, label, detail }) => html`<li><button name="${name}" value="${value}">${label}</button> <span>${detail}</span></li>`,
          )}
        </ul>
      </form>
    </main>`,
  )
}
