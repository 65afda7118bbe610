import type { ModifierAdvice } from '#core/modifiers.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { Citation } from '#ui/Citation.tsx'
import { EvidenceRows } from '#ui/EvidenceRows.tsx'
import { RuleFile } from '#ui/RuleFile.tsx'
import { Transparency, type SharedPoints } from '#ui/Transparency.tsx'
import { acceptedWords, metWords } from './words.ts'

interface ModifierEvidenceProps {
  readonly advice: ModifierAdvice
  readonly rules: RuleBook
  readonly shared: SharedPoints
}

/** What the advice on a modifier rests on, in the twelve points; chart and published indicator answer apart. */
export function ModifierEvidence({ advice, rules, shared }: ModifierEvidenceProps) {
  const { rule, indicator, isMet, accepted, evidence, why, asks } = advice
  const against = evidence.filter(({ speaks }) => speaks === 'against')
  const others = evidence.filter(({ speaks }) => speaks !== 'against')
  return (
    <Transparency
      about={rule.code}
      code={
        <p>
          <code>{rule.code}</code> {rule.display}
        </p>
      }
      rule={
        <>
          <p className="id">
            {rule.id}, version {rules.version}
          </p>
          <p>The source: {rule.saidBySource ?? 'does not name this modifier.'}</p>
          {indicator !== null && (
            <p>
              The indicator was checked for <span className="code">{indicator.from}</span> to{' '}
              <span className="code">{indicator.through}</span>.
            </p>
          )}
        </>
      }
      source={
        <>
          <Citation {...rule} />
          {indicator !== null && <Citation {...indicator} />}
          <RuleFile path="plan-definition/modifier-advice.json" />
        </>
      }
      found={
        <>
          <p>Is its condition met? {metWords[isMet]}.</p>
          <EvidenceRows evidence={others} isDetailed />
        </>
      }
      against={
        <>
          {rule.dispute !== null && <p>Disputed: {rule.dispute}</p>}
          <EvidenceRows evidence={against} isDetailed />
          {rule.dispute === null && against.length === 0 && 'Nothing in what was read.'}
        </>
      }
      missing={
        asks !== null
          ? `An answer: ${rules.questions[asks].text}`
          : isMet === 'unknown'
            ? 'A record of what it stands for; nobody is asked for one.'
            : 'Nothing that this rule asks.'
      }
      modifiers={
        <>
          <p>
            {rule.code}: {why}
          </p>
          <p>
            Is it accepted? {acceptedWords[accepted]}
            {rule.acceptance !== null &&
              indicator !== null &&
              `: ${rule.acceptance.indicator} ${indicator.value}. ${rule.acceptance.meaning}`}
          </p>
        </>
      }
      shared={shared}
    />
  )
}
