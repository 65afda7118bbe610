import type { RuleBook } from '#core/rule-book.ts'
import { ConfigError } from '#fhir/config.ts'

/**
 * The rules as they ship, with the overlays that the site's configuration names laid over them, in order.
 * Resolves with a ConfigError where an overlay is missing or broken: rules in part are no rules.
 */
export async function loadRules(overlays: readonly string[]): Promise<RuleBook | ConfigError> {
  const shipped = import('virtual:rule-book').then(({ ruleBook }) => ruleBook)
  if (overlays.length === 0) return shipped
  try {
    const [rules, { applyOverlays }, ...files] = await Promise.all([
      shipped,
      import('#core/parse-overlay.ts'),
      ...overlays.map(fetchOverlay),
    ])
    return applyOverlays(rules, files)
  } catch (error) {
    return error instanceof ConfigError
      ? error
      : new ConfigError([`ruleOverlays: ${error instanceof Error ? error.message : 'not readable'}`])
  }
}

async function fetchOverlay(address: string): Promise<unknown> {
  const answer = await fetch(address, { cache: 'no-cache' }).catch(() => null)
  if (answer === null || !answer.ok)
    throw new ConfigError([`ruleOverlays: ${address} could not be fetched (${answer?.status ?? 'no answer'})`])
  const json: unknown = await answer.json().catch(() => {
    throw new ConfigError([`ruleOverlays: ${address} is not JSON`])
  })
  return json
}
