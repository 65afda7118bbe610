import type { RuleBook } from '#core/rule-book.ts'
import { Choice } from '#ui/Choice.tsx'
import { Disclosure } from '#ui/Disclosure.tsx'

interface SpecifyCodeProps {
  readonly leavesOpen: readonly string[]
  readonly answers: readonly string[]
  readonly rules: RuleBook
  readonly value: string | null
  readonly onPick: (code: string) => void
}

/** Asks what the record leaves open: every official answer in code order, none marked, none first for a reason. */
export function SpecifyCode({ leavesOpen, answers, rules, value, onPick }: SpecifyCodeProps) {
  return (
    <Disclosure isOpen={value !== null} summary={`The record leaves open: ${leavesOpen.join(', ')}`}>
      <Choice
        isWide
        legend="What does the record of this patient say? If none of these, leave it open."
        options={answers.map((code) => ({ value: code, label: `${code} · ${rules.icd10cm[code]?.display ?? ''}` }))}
        value={value}
        onPick={onPick}
      />
    </Disclosure>
  )
}
