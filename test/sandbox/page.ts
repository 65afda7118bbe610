import { html } from 'hono/html'

export type Html = ReturnType<typeof html>

/** The frame of every page of this EHR. */
export function page(title: string, body: Html, scripts: readonly string[] = []): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/chart.css" />
        ${scripts.map((script) => html`<script type="module" src="/assets/${script}"></script>`)}
      </head>
      <body>
        <header class="ehr">
          <a href="/">Sandbox EHR</a>
          <span>Every patient here is made up.</span>
        </header>
        ${body}
      </body>
    </html>`
}

/** Answers a page; `frames` are the origins it may show in a frame or send a form to. */
export async function answerPage(content: Html, frames: readonly string[], status = 200): Promise<Response> {
  const others = frames.join(' ')
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    'img-src data:',
    `frame-src 'self' ${others}`,
    `form-action 'self' ${others}`,
    "base-uri 'none'",
  ].join('; ')
  return new Response(String(await content), {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy, 'Cache-Control': 'no-store' },
  })
}
