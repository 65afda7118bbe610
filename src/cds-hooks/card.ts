import { v5 } from 'uuid'
import { canonicalBase } from '#core/codes.ts'
import type { Gap } from '#core/documentation.ts'
import type { CdsConfig } from './config.ts'
import type { Prompt } from './decide-prompt.ts'
import type { CardRules } from './load-rules.ts'

interface Coding {
  readonly code: string
  readonly system: string
  readonly display: string
}

/** A card of CDS Hooks 2.0, as far as this service makes one. */
export interface Card {
  readonly uuid: string
  readonly summary: string
  readonly detail: string
  readonly indicator: 'info'
  readonly source: { readonly label: string; readonly url: string }
  readonly links: readonly { readonly label: string; readonly url: string; readonly type: 'smart'; readonly appContext: string }[]
  readonly overrideReasons: readonly Coding[]
}

const namespace = v5(`${canonicalBase}/visit-close-card`, v5.URL)

/** The one card of a visit: the same call gives the same id, so that no visit ever has two. */
export function cardId(issuer: string, tenant: string | null, encounterId: string): string {
  return v5(JSON.stringify([issuer, tenant, encounterId]), namespace)
}

/** The card for a prompt. All its words come from here and from the rules; nothing of the chart is in it. */
export function writeCard(
  { hasStudy, gaps }: Extract<Prompt, { kind: 'ask' }>,
  uuid: string,
  { appUrl, aboutUrl }: Pick<CdsConfig, 'appUrl' | 'aboutUrl'>,
  { dismissals }: Pick<CardRules, 'dismissals'>,
): Card {
  return {
    uuid,
    summary: summaryOf(hasStudy, gaps),
    detail: detailOf(gaps),
    indicator: 'info',
    source: { label: 'Gait Charge, visit-close check', url: aboutUrl },
    links: [{ label: 'Open the visit-close check', url: appUrl, type: 'smart', appContext: JSON.stringify({ mode: 'close' }) }],
    overrideReasons: dismissals.reasons.map(({ code, display }) => ({ code, system: dismissals.system, display })),
  }
}

function summaryOf(hasStudy: boolean, gaps: readonly Gap[]): string {
  if (!hasStudy) {
    const isKnown = gaps.every(({ item, finding }) => item !== 'performed' || finding === 'not-documented')
    return isKnown
      ? 'No motion analysis is recorded at this visit. Was one performed?'
      : 'Whether a motion analysis is recorded at this visit could not be looked up.'
  }
  const count = gaps.length
  return `Motion analysis at this visit: ${count} ${count === 1 ? 'item' : 'items'} of its documentation ${count === 1 ? 'is' : 'are'} open.`
}

function detailOf(gaps: readonly Gap[]): string {
  const lines = (finding: Gap['finding'], required: boolean) =>
    gaps.filter((gap) => gap.finding === finding && gap.isRequired === required).map(({ text }) => `- ${text}`)
  const part = (title: string, items: readonly string[]) => (items.length === 0 ? [] : [title, items.join('\n')])
  return [
    ...part('Not found in the chart:', lines('not-documented', true)),
    ...part('Not found in the chart, advisory:', lines('not-documented', false)),
    ...part('Could not be looked up:', [...lines('could-not-look', true), ...lines('could-not-look', false)]),
    'Yes, no, not done and cannot determine are all answers. The visit can be closed without them.',
  ].join('\n\n')
}
