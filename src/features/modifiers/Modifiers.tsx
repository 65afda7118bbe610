import type { Assessment } from '#core/assess.ts'
import { mostModifiers, type Decision, type Decisions, type QuestionAnswered } from '#core/decisions.ts'
import type { Evidence } from '#core/facts.ts'
import { excludedBy, type ModifierAdvice } from '#core/modifiers.ts'
import type { QuestionName } from '#core/questions.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { Disclosure } from '#ui/Disclosure.tsx'
import { EvidenceRows } from '#ui/EvidenceRows.tsx'
import { Fold } from '#ui/Fold.tsx'
import { Panel } from '#ui/Panel.tsx'
import type { SharedPoints } from '#ui/Transparency.tsx'
import { Question } from '#ui/Question.tsx'
import { ModifierRow } from './ModifierRow.tsx'

interface ModifiersProps {
  readonly assessment: Assessment
  readonly decisions: Decisions
  readonly rules: RuleBook
  readonly shared: SharedPoints
  /** Questions that stand elsewhere on the screen now. */
  readonly askedElsewhere: readonly QuestionName[]
  readonly decide: (decision: Decision) => void
}

/** Advice on every modifier: what the chart supports and what it asks first, the rest one press away. None is pre-selected. */
export function Modifiers({ assessment, decisions, rules, shared, askedElsewhere, decide }: ModifiersProps) {
  const { advised } = assessment
  if (advised.kind === 'before-tables')
    return (
      <Panel title="Modifiers">
        <p className="small">No advice: the tables of payment indicators begin on {advised.from}, after this visit.</p>
      </Panel>
    )
  const chosen = decisions.modifiers
  const isNear = ({ advice, code }: ModifierAdvice) => advice === 'supported' || advice === 'ask' || chosen.some((one) => one.code === code)
  // How a study went that the chart does not record, or what else was done on a day still open, waits until somebody opens the panel.
  const isPressing = ({ advice, asks, evidence }: ModifierAdvice) =>
    advice !== 'ask' || evidence.length > 0 || (asks !== 'course' && assessment.dateOfService !== null)
  const near = advised.modifiers.filter(isNear)
  const others = advised.modifiers.filter((advice) => !isNear(advice))
  const row = (advice: ModifierAdvice) => (
    <ModifierRow
      key={advice.code}
      advice={advice}
      rules={rules}
      chosen={chosen.find(({ code }) => code === advice.code)}
      excludedBy={excludedBy(advice.code, chosen, rules)}
      isFull={chosen.length === mostModifiers}
      shared={shared}
      decide={decide}
    />
  )
  const asked = askedBy(advised.modifiers, decisions, askedElsewhere)
  const isAnyNear = near.length > 0 || asked.length > 0
  const isOpen = near.some(isPressing) || asked.some((question) => decisions.answers[question] !== undefined)
  const says = isOpen
    ? 'none is needed unless one applies'
    : isAnyNear
      ? `${near.map(({ code }) => code).join(', ')}: a question is open`
      : 'none is supported or asked about'
  return (
    <Fold title="Modifiers" says={says} isOpen={isOpen}>
      {asked.map((question) => (
        <div key={question}>
          <Question
            words={rules.questions[question]}
            value={decisions.answers[question] ?? null}
            onPick={(answer) => decide({ type: 'question-answered', question, answer } as QuestionAnswered)}
          />
          <EvidenceRows evidence={evidenceBeside(question, advised.modifiers)} />
        </div>
      ))}
      {near.length > 0 && <ul className="rows">{near.map(row)}</ul>}
      {isAnyNear ? (
        <Disclosure summary={`The other ${others.length} modifiers`}>
          <ul className="rows">{others.map(row)}</ul>
        </Disclosure>
      ) : (
        <ul className="rows">{others.map(row)}</ul>
      )}
    </Fold>
  )
}

/** What the chart says about a question that it leaves open. */
function evidenceBeside(question: QuestionName, modifiers: readonly ModifierAdvice[]): readonly Evidence[] {
  return modifiers.find(({ asks }) => asks === question)?.evidence ?? []
}

/** The questions that the advice waits for, and those answered here already, so that an answer can be changed. */
function askedBy(
  modifiers: readonly ModifierAdvice[],
  { answers }: Decisions,
  askedElsewhere: readonly QuestionName[],
): readonly QuestionName[] {
  const asked = modifiers.flatMap(({ asks }) => asks ?? [])
  const ours: readonly QuestionName[] = [
    'course',
    'stop-reason',
    'reduce-reason',
    'claim-type',
    'same-billing-provider',
    'separate-service',
    'therapy-plan',
  ]
  const isOpenHere = (question: QuestionName) => asked.includes(question) || answers[question] !== undefined
  return ours.filter((question) => isOpenHere(question) && !askedElsewhere.includes(question))
}
