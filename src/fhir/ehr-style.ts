const patienceMs = 5000
const mostCharacters = 10_000

/**
 * The style that the EHR offers (`smart_style_url` of the token answer, SMART 2.2, experimental): its JSON, or null for
 * anything else. Fetched without token, cookies or referrer, and without following a redirect; never rejects.
 */
export async function readEhrStyle(url: string, call: typeof fetch = fetch): Promise<Readonly<Record<string, unknown>> | null> {
  try {
    const answer = await call(url, {
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(patienceMs),
    })
    const text = answer.ok ? await answer.text() : ''
    const style: unknown = text.length > mostCharacters ? null : JSON.parse(text)
    return typeof style === 'object' && style !== null && !Array.isArray(style) ? (style as Readonly<Record<string, unknown>>) : null
  } catch {
    // A style is a courtesy: without it the app looks as it ships.
    return null
  }
}
