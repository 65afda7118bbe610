import { ok, problem } from './answers.ts'
import { cardLifeMs, setAside } from './answer-hook.ts'
import type { Feedback } from './hook-request.ts'
import type { CardRules } from './load-rules.ts'
import type { Log } from './log.ts'
import type { Seen } from './seen.ts'

interface FeedbackMeans {
  readonly cards: Seen
  readonly cardRules: Pick<CardRules, 'dismissals'>
  readonly now: () => number
  readonly log: Log
}

/** Takes the outcome of cards. Said twice, it counts once; a card that this service did not send, or no longer knows, is 404 for all. */
export async function answerFeedback(feedback: readonly Feedback[], { cards, cardRules, now, log }: FeedbackMeans): Promise<Response> {
  const known = await Promise.all(feedback.map(({ card }) => cards.has(card)))
  if (known.includes(false)) return problem(404, 'not-found', 'A card of this feedback is not known.')
  const until = now() + cardLifeMs
  for (const { card, outcome, outcomeTimestamp, overrideReason } of feedback) {
    if (outcome === 'overridden') await cards.claim(setAside(card), until)
    const claim = await cards.claim(`feedback ${card} ${outcome} ${outcomeTimestamp}`, until)
    if (claim !== 'first') continue
    const { system, reasons } = cardRules.dismissals
    const reason = overrideReason?.reason
    // Only a code of our own list: another could be anything that somebody typed.
    const code =
      reason?.system === undefined || reason.system === system ? reasons.find((one) => one.code === reason?.code)?.code : undefined
    log({ event: 'feedback', outcome, reason: code ?? null })
  }
  return ok({})
}
