import type { CdsConfig } from '#cds-hooks/config.ts'
import { decidePrompt, type Prompt } from '#cds-hooks/decide-prompt.ts'
import type { Records } from '#core/records.ts'
import type { Visit } from '#core/visit.ts'
import { aCondition, aStudy, read, rules, unreadable, visitWith } from '#test/support/build.ts'

export const silentChart: Records = { orders: read(), consents: read(), reports: read(), responses: read() }
const blindChart: Records = { orders: unreadable(), consents: unreadable(), reports: unreadable(), responses: unreadable() }
type Hook = Parameters<typeof decidePrompt>[3]

/** What the service decides of that visit and chart. */
export function prompt(
  visit: Visit,
  records = silentChart,
  hook: Hook = 'encounter-discharge',
  visitsWithoutStudy: CdsConfig['visitsWithoutStudy'] = 'ask',
): Prompt {
  return decidePrompt(visit, records, rules, hook, { visitsWithoutStudy }, '2026-09-01')
}

export const listed = [aCondition('G20.A1')]

/** A visit with a study and a listed diagnosis, with what a case changes. */
export function studied(more: Parameters<typeof visitWith>[0] = {}): Visit {
  return visitWith({ conditions: listed, procedures: read(aStudy()), ...more })
}

/** Every kind of prompt that the rules can make: all items open, in both findings, with and without a study. */
export const prompts: readonly Extract<Prompt, { kind: 'ask' }>[] = [
  studied(),
  studied({ conditions: [], charges: unreadable() }),
  studied({ readings: [{ query: 'all', reading: unreadable() }], procedures: read(aStudy({ performer: [], status: 'stopped' })) }),
  studied({ procedures: read(aStudy({ note: [{ text: 'reduced' }] })) }),
  visitWith({ conditions: listed }),
  visitWith({ conditions: listed, procedures: unreadable(), charges: unreadable() }),
].flatMap((visit) => [silentChart, blindChart].map((records) => prompt(visit, records) as Extract<Prompt, { kind: 'ask' }>))
