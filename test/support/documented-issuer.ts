import { readFileSync } from 'node:fs'
import type { Issuer } from '#fhir/config.ts'

/** The entry for config.json as `docs/ehr/<page>.md` shows it: what is read is what is tested. */
export function documentedIssuer(page: string): Issuer {
  const text = readFileSync(`docs/ehr/${page}.md`, 'utf8')
  const json = /```json\n([^]*?)```/.exec(text)?.[1]
  if (json === undefined) throw new Error(`docs/ehr/${page}.md shows no entry for config.json`)
  return JSON.parse(json) as Issuer
}
