import type { Encounter } from 'fhir/r4'
import type { Assessment } from '#core/assess.ts'
import type { Signer } from '#core/charge.ts'
import type { Decision, Decisions } from '#core/decisions.ts'
import type { Fact } from '#core/facts.ts'
import type { YesNo, YesNoQuestion } from '#core/questions.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { Choice } from '#ui/Choice.tsx'
import { EvidenceRows } from '#ui/EvidenceRows.tsx'
import { Panel } from '#ui/Panel.tsx'
import { PerformerQuestion } from './PerformerQuestion.tsx'
import { Recording } from './Recording.tsx'

interface ServiceFactsProps {
  readonly assessment: Assessment
  readonly decisions: Decisions
  readonly encounter: Encounter
  readonly signer: Signer | null
  readonly rules: RuleBook
  readonly decide: (decision: Decision) => void
}

const answers: readonly { readonly value: YesNo; readonly label: string }[] = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
  { value: 'cannot-determine', label: 'Cannot determine' },
]

/** The facts of the service: what the chart says for and against, and a neutral question where it is silent. */
export function ServiceFacts({ assessment, decisions, encounter, signer, rules, decide }: ServiceFactsProps) {
  const { facts, dateOfService, possibleDates } = assessment
  const day = dateOfService ?? 'the day of the visit'
  return (
    <Panel title="The service">
      {possibleDates.length > 1 && (
        <Choice
          legend="On which day was it performed?"
          options={possibleDates.map((date) => ({ value: date, label: date }))}
          value={decisions.dateOfService}
          onPick={(date) => decide({ type: 'date-chosen', day: date })}
        />
      )}
      <Question
        fact={facts.performed}
        legend={rules.questions.performed.text.replace('{day}', day)}
        settled={`Performed on ${day}, recorded in the chart.`}
        decisions={decisions}
        decide={decide}
      />
      <Question fact={facts.laboratory} legend={rules.questions.laboratory.text} settled="" decisions={decisions} decide={decide} />
      <PerformerQuestion fact={facts.performer} named={decisions.performer} encounter={encounter} signer={signer} decide={decide} />
      {(facts['charges-checked'].basis !== 'chart' || facts['charges-checked'].answer !== 'yes') && (
        <Question
          fact={facts['charges-checked']}
          legend={rules.questions['charges-checked'].text.replace('{day}', day)}
          settled=""
          decisions={decisions}
          decide={decide}
        />
      )}
      <Recording assessment={assessment} decisions={decisions} rules={rules} decide={decide} />
    </Panel>
  )
}

interface QuestionProps {
  readonly fact: Fact & { readonly name: YesNoQuestion }
  readonly legend: string
  /** Said instead of asking while the chart settles it. */
  readonly settled: string
  readonly decisions: Decisions
  readonly decide: (decision: Decision) => void
}

function Question({ fact, legend, settled, decisions, decide }: QuestionProps) {
  const question = fact.name
  const choice = (
    <Choice
      legend={legend}
      options={answers}
      value={decisions.answers[question] ?? null}
      onPick={(answer) => decide({ type: 'question-answered', question, answer })}
    />
  )
  return (
    <div>
      {fact.basis === 'chart' ? (
        <details>
          <summary>{settled}</summary>
          {choice}
        </details>
      ) : (
        choice
      )}
      <EvidenceRows evidence={fact.evidence} />
    </div>
  )
}
