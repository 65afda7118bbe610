import type { Assessment } from '#core/assess.ts'
import type { Signer } from '#core/charge.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { unreadWords } from '#features/visit/unread-words.ts'
import type { SharedPoints } from '#ui/Transparency.tsx'

/** What is said beside every suggestion: what was not read, who sends, who made the rules, what they do not use. */
export function sharedPoints({ unread, payers }: Assessment, rules: RuleBook, signer: Signer | null): SharedPoints {
  const { developer, funding, reviewed, limits, notUsed } = rules.transparency
  return {
    notRead: unread.length === 0 ? 'Everything that was asked for was read to its end.' : unread.map(unreadWords).join(' '),
    payer: `The list and the advice say nothing about coverage. ${payers.length === 0 ? 'No payer was read from the chart.' : 'What the payer publishes stands apart, under “Payer”.'}`,
    sending: `Nothing is sent before a press on a button of the draft, by ${signer?.display ?? signer?.reference ?? 'a signed-in practitioner'}.`,
    madeBy: [`Developer: ${developer}. Last review: ${reviewed}.`, `Funding: ${funding}`, `Known limits: ${limits.join(' ')}`],
    notUsed: `${notUsed.join(', ')}.`,
  }
}
