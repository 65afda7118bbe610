import type { Assessment } from '#core/assess.ts'
import type { Decision, Decisions } from '#core/decisions.ts'
import type { Fact } from '#core/facts.ts'
import type { Named } from '#core/performers.ts'
import type { YesNo, YesNoQuestion } from '#core/questions.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { Choice } from '#ui/Choice.tsx'
import { DateField } from '#ui/DateField.tsx'
import { Disclosure } from '#ui/Disclosure.tsx'
import { EvidenceRows } from '#ui/EvidenceRows.tsx'
import { Panel } from '#ui/Panel.tsx'
import { PerformerQuestion } from './PerformerQuestion.tsx'
import { Recording } from './Recording.tsx'

interface ServiceFactsProps {
  readonly assessment: Assessment
  readonly decisions: Decisions
  /** Whom the clinician may name as the performer. */
  readonly candidates: readonly Named[]
  /** Reference of the signed-in user. */
  readonly me: string | null
  readonly rules: RuleBook
  readonly decide: (decision: Decision) => void
}

const answers: readonly { readonly value: YesNo; readonly label: string }[] = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
  { value: 'cannot-determine', label: 'Cannot determine' },
]

const whichDay = 'On which day was it performed?'

/** The facts of the service: a neutral question where the chart is silent, then what it settles, with what speaks for and against. */
export function ServiceFacts({ assessment, decisions, candidates, me, rules, decide }: ServiceFactsProps) {
  const { facts, dateOfService, possibleDates, dateSpan } = assessment
  const day = dateOfService ?? 'the day of the visit'
  // An answer against the record changes what is said there, not where it stands.
  const studies = facts.performed.evidence.filter((row) => row.speaks === 'for' && (row.day === null || row.day === dateOfService))
  const isPerformedRecorded = studies.length > 0
  const isPerformerRecorded = facts.performer.basis === 'chart'
  const performed = (
    <Question
      fact={facts.performed}
      legend={rules.questions.performed.text.replace('{day}', day)}
      settled={isPerformedRecorded ? `Performed on ${day}, recorded in the chart.` : null}
      decisions={decisions}
      decide={decide}
    />
  )
  const isLaboratoryRecorded = isPerformedRecorded && facts.laboratory.evidence.length === studies.length
  const laboratory = (
    <Question
      fact={facts.laboratory}
      legend={rules.questions.laboratory.text}
      settled={
        isLaboratoryRecorded ? 'Done in a motion laboratory with video and 3-D kinematics, by the chart and this site’s statement.' : null
      }
      decisions={decisions}
      decide={decide}
    />
  )
  const performer = <PerformerQuestion fact={facts.performer} named={decisions.performer} candidates={candidates} me={me} decide={decide} />
  return (
    <Panel title="Documentation">
      {dateSpan !== null && (
        <DateField
          label={whichDay}
          first={dateSpan.first}
          last={dateSpan.last}
          onPick={(date) => decide({ type: 'date-chosen', day: date })}
        />
      )}
      {dateSpan === null && possibleDates.length > 1 && (
        <Choice
          legend={whichDay}
          options={possibleDates.map((date) => ({ value: date, label: date }))}
          value={decisions.dateOfService}
          onPick={(date) => decide({ type: 'date-chosen', day: date })}
        />
      )}
      {!isPerformedRecorded && performed}
      {!isLaboratoryRecorded && laboratory}
      {!isPerformerRecorded && performer}
      {(facts['charges-checked'].basis !== 'chart' || facts['charges-checked'].answer !== 'yes') && (
        <Question
          fact={facts['charges-checked']}
          legend={rules.questions['charges-checked'].text.replace('{day}', day)}
          settled={null}
          decisions={decisions}
          decide={decide}
        />
      )}
      <Recording assessment={assessment} decisions={decisions} rules={rules} decide={decide} />
      {(isPerformedRecorded || isPerformerRecorded || isLaboratoryRecorded) && (
        <div className="settled">
          {isPerformedRecorded && performed}
          {isLaboratoryRecorded && laboratory}
          {isPerformerRecorded && performer}
        </div>
      )}
    </Panel>
  )
}

interface QuestionProps {
  readonly fact: Fact & { readonly name: YesNoQuestion }
  readonly legend: string
  /** Said instead of asking where the chart settles it; the answer stands below it. Null where it does not. */
  readonly settled: string | null
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
      {settled === null ? (
        choice
      ) : (
        <Disclosure summary={fact.basis === 'chart' ? settled : `${settled} You answered beside it.`}>{choice}</Disclosure>
      )}
      <EvidenceRows evidence={fact.evidence} />
    </div>
  )
}
