import { ConfigError, parseConfig, type Config } from '#fhir/config.ts'

/** The site's config.json, checked whole. Rejects with a ConfigError. */
export async function loadConfig(): Promise<Config> {
  const answer = await fetch('config.json', { cache: 'no-cache' }).catch(() => null)
  if (answer === null || !answer.ok) throw new ConfigError([`the file could not be fetched (${answer?.status ?? 'no answer'})`])
  const json: unknown = await answer.json().catch(() => {
    throw new ConfigError(['the file is not JSON'])
  })
  return parseConfig(json)
}
