import type { ChosenModifier, Decision } from '#core/decisions.ts'
import type { ModifierAdvice } from '#core/modifiers.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { Choice } from '#ui/Choice.tsx'
import type { SharedPoints } from '#ui/Transparency.tsx'
import { ModifierEvidence } from './ModifierEvidence.tsx'
import { adviceWords, isUnverified } from './words.ts'

interface ModifierRowProps {
  readonly advice: ModifierAdvice
  readonly rules: RuleBook
  readonly chosen: ChosenModifier | undefined
  /** A chosen modifier that this one may not stand beside. */
  readonly excludedBy: string | null
  readonly isFull: boolean
  readonly shared: SharedPoints
  readonly decide: (decision: Decision) => void
}

/** One modifier: what the rules say of it, why, and the clinician's choice, which may differ with a reason. */
export function ModifierRow({ advice, rules, chosen, excludedBy, isFull, shared, decide }: ModifierRowProps) {
  const { code, rule, why, instead } = advice
  const inputId = `modifier-${code}`
  const isSupported = advice.advice === 'supported'
  const choose = () => decide({ type: chosen === undefined ? 'modifier-chosen' : 'modifier-removed', code })
  return (
    <li>
      <div className="row-pick">
        <input
          id={inputId}
          type="checkbox"
          checked={chosen !== undefined}
          disabled={chosen === undefined && (excludedBy !== null || isFull)}
          onChange={choose}
          aria-describedby={`${inputId}-about`}
        />
        <label htmlFor={inputId}>
          <code>{code}</code> {rule.display}
        </label>
        <span id={`${inputId}-about`} className="row-about small soft">
          <span className={isSupported ? 'tag tag-good' : 'tag'}>{adviceWords[advice.advice]}</span>{' '}
          {isUnverified(advice) && <span className="tag tag-care">unverified</span>} {why}
          {instead !== null && ` ${instead}`}
          {excludedBy !== null && ` Not on one line with ${excludedBy}.`}
        </span>
      </div>
      <div className="row-more">
        {chosen !== undefined && !isSupported && (
          <Choice
            isWide
            legend={`The rules do not support ${code} here. Why is it chosen?`}
            options={rules.modifierReasons.map((reason) => ({ value: reason.code, label: reason.display }))}
            value={chosen.reason}
            onPick={(reason) => decide({ type: 'modifier-reason-picked', code, reason })}
          />
        )}
        <ModifierEvidence advice={advice} rules={rules} shared={shared} />
      </div>
    </li>
  )
}
