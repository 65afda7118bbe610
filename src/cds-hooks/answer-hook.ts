import { dayOf } from '#core/dates.ts'
import { ok, problem } from './answers.ts'
import { cardId, writeCard } from './card.ts'
import { openChart } from './chart-access.ts'
import type { CdsConfig } from './config.ts'
import { decidePrompt, type Prompt, type Silence } from './decide-prompt.ts'
import type { HookRequest } from './hook-request.ts'
import type { CardRules } from './load-rules.ts'
import { readChart } from './read-chart.ts'
import type { Seen } from './seen.ts'
import type { HookService } from './services.ts'
import type { Caller } from './verify-caller.ts'

export interface HookMeans {
  readonly config: CdsConfig
  readonly cardRules: CardRules
  /** Cards that were sent, and those that a clinician set aside. */
  readonly cards: Seen
  readonly fetch: typeof fetch
  readonly now: () => number
}

/** What a call came to: the answer, and one word for the log. */
export interface Answered {
  readonly response: Response
  readonly outcome: 'card' | Silence | 'missing-data' | 'other-patient'
}

/** How long a sent card is known, and a dismissed one stays away. */
export const cardLifeMs = 30 * 24 * 60 * 60_000

type KnownCaller = Extract<Caller, { kind: 'known' }>

/** Answers one hook call with one card, or none. `deadline` ends all reading. */
export async function answerHook(
  request: HookRequest,
  service: HookService,
  { client, tenant }: KnownCaller,
  means: HookMeans,
  deadline: AbortSignal,
): Promise<Answered> {
  const { config, cardRules, cards, now } = means
  const { encounterId } = request.context
  if (encounterId === undefined) return silent('no-visit')
  const id = cardId(client.issuer, tenant, encounterId)
  if (await cards.has(setAside(id))) return silent('set-aside')
  const context = { ...request.context, encounterId }
  const { access, missing } = openChart({ ...request, context }, client, config, means.fetch)
  if (missing.length > 0) return missingData(missing)
  const chart = await readChart(access, encounterId, deadline)
  switch (chart.kind) {
    case 'out-of-time':
      return silent('out-of-time')
    case 'unreadable':
      return missingData(['encounter'])
    case 'other-patient':
      return { response: problem(400, 'invalid', 'The encounter is not of this patient.'), outcome: 'other-patient' }
    case 'read': {
      const today = todayIn(client.timeZone, now())
      const prompt = decidePrompt(chart.visit, chart.records, cardRules.rules, service.hook, config, today)
      return prompt.kind === 'silent' ? silent(prompt.because) : withCard(prompt, id, means)
    }
  }
}

/** Under which key a dismissed card is remembered. */
export function setAside(card: string): string {
  return `set aside ${card}`
}

async function withCard(prompt: Extract<Prompt, { kind: 'ask' }>, id: string, means: HookMeans): Promise<Answered> {
  await means.cards.claim(id, means.now() + cardLifeMs)
  return { response: ok({ cards: [writeCard(prompt, id, means.config, means.cardRules)] }), outcome: 'card' }
}

function silent(outcome: Silence): Answered {
  return { response: ok({ cards: [] }), outcome }
}

function missingData(keys: readonly string[]): Answered {
  const text = `Needed data could be had neither from prefetch nor from the FHIR server: ${keys.join(', ')}.`
  return { response: problem(412, 'incomplete', text), outcome: 'missing-data' }
}

const machineZone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** Today's date in the site's zone, or the machine's where the site names none. */
function todayIn(timeZone: string | null, now: number): string {
  return dayOf(new Date(now).toISOString(), timeZone ?? machineZone) ?? ''
}
