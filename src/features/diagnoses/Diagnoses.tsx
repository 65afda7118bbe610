import type { Assessment } from '#core/assess.ts'
import { mostPointers, type Decision, type Decisions } from '#core/decisions.ts'
import type { Diagnosis } from '#core/diagnoses.ts'
import { needsReason } from '#core/facts.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { Panel } from '#ui/Panel.tsx'
import { DiagnosisRow } from './DiagnosisRow.tsx'
import { nextStep } from './words.ts'

interface DiagnosesProps {
  readonly assessment: Assessment
  readonly decisions: Decisions
  readonly rules: RuleBook
  readonly decide: (decision: Decision) => void
  readonly onReadAgain: () => void
}

/** A long list is cut here; what is not shown is counted. */
const mostOthers = 50

/** The diagnoses of the chart, those near the list first; the order of choosing is the order of pointers. */
export function Diagnoses({ assessment, decisions, rules, decide, onReadAgain }: DiagnosesProps) {
  const { diagnoses, conditionsRead } = assessment
  const isNear = ({ standing, currency }: Diagnosis) =>
    currency === 'current' && standing.kind !== 'not-on-list' && standing.kind !== 'cannot-match'
  const near = diagnoses.filter(isNear)
  const others = diagnoses.filter((diagnosis) => !isNear(diagnosis))
  const row = (diagnosis: Diagnosis) => {
    const index = decisions.chosen.findIndex(({ diagnosisId }) => diagnosisId === diagnosis.id)
    const choice = decisions.chosen[index]
    return (
      <DiagnosisRow
        key={diagnosis.id}
        diagnosis={diagnosis}
        rules={rules}
        choice={choice}
        pointer={choice === undefined ? null : index + 1}
        needsReason={choice !== undefined && needsReason(choice, decisions.chosen, diagnoses, rules)}
        decide={decide}
      />
    )
  }
  return (
    <Panel title="Diagnoses" aside={<span className="small soft">{conditionsRead.toLocaleString('en-US')} read</span>}>
      {near.length > 0 && <ul className="rows">{near.map(row)}</ul>}
      {decisions.chosen.length === mostPointers && <p className="small soft">A claim line points to four diagnoses at most.</p>}
      {others.length > 0 && (
        <details open={near.length === 0}>
          <summary>{others.length === 1 ? '1 other diagnosis' : `${others.length.toLocaleString('en-US')} other diagnoses`}</summary>
          <ul className="rows">{others.slice(0, mostOthers).map(row)}</ul>
          {others.length > mostOthers && (
            <p className="small soft">
              The first {mostOthers} of them; all {conditionsRead.toLocaleString('en-US')} were compared with the list.
            </p>
          )}
        </details>
      )}
      {diagnoses.some((diagnosis) => nextStep(diagnosis) !== null) && (
        <div>
          <button type="button" className="quiet" onClick={onReadAgain}>
            Read the chart again
          </button>
        </div>
      )}
    </Panel>
  )
}
