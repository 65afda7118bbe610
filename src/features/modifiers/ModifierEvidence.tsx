import type { ModifierAdvice } from '#core/modifiers.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { Citation } from '#ui/Citation.tsx'
import { EvidenceRows } from '#ui/EvidenceRows.tsx'
import { acceptedWords, metWords } from './words.ts'

interface ModifierEvidenceProps {
  readonly advice: ModifierAdvice
  readonly rules: RuleBook
}

/** The two questions apart, each with its evidence, its rule and its source. */
export function ModifierEvidence({ advice, rules }: ModifierEvidenceProps) {
  const { rule, indicator, isMet, accepted, evidence } = advice
  return (
    <details>
      <summary>Rule and evidence for {rule.code}</summary>
      <dl className="facts small">
        <dt>What the source says</dt>
        <dd>{rule.saidBySource ?? 'nothing: the source does not name this modifier'}</dd>
        {rule.dispute !== null && (
          <>
            <dt>Disputed</dt>
            <dd>{rule.dispute}</dd>
          </>
        )}
        <dt>Does the chart meet it?</dt>
        <dd>
          {metWords[isMet]}
          <EvidenceRows evidence={evidence} isDetailed />
        </dd>
        <dt>Is it accepted?</dt>
        <dd>
          {acceptedWords[accepted]}
          {rule.acceptance !== null && indicator !== null && (
            <>
              : {rule.acceptance.indicator} {indicator.value}. {rule.acceptance.meaning}
              <Citation {...indicator} checked={indicator} />
            </>
          )}
        </dd>
        <dt>Rule</dt>
        <dd>
          {rule.id}, version {rules.version}
          <Citation {...rule} />
        </dd>
      </dl>
    </details>
  )
}
