import type { Assessment } from '#core/assess.ts'
import { mostPointers, type Decision, type Decisions } from '#core/decisions.ts'
import type { Diagnosis } from '#core/diagnoses.ts'
import { needsReason } from '#core/facts.ts'
import type { RuleBook } from '#core/rule-book.ts'
import { Disclosure } from '#ui/Disclosure.tsx'
import { counted } from '#ui/counted.ts'
import { Panel } from '#ui/Panel.tsx'
import type { SharedPoints } from '#ui/Transparency.tsx'
import { DiagnosisRow } from './DiagnosisRow.tsx'
import { RestrictedRow } from './RestrictedRow.tsx'
import { nextStep } from './words.ts'

interface DiagnosesProps {
  readonly assessment: Assessment
  readonly decisions: Decisions
  readonly rules: RuleBook
  readonly decide: (decision: Decision) => void
  readonly shared: SharedPoints
  readonly onReadAgain: () => void
}

/** A long list is cut here; what is not shown is counted. */
const mostOthers = 50

/** The diagnoses of the chart, those near the list first; the order of choosing is the order of pointers. */
export function Diagnoses({ assessment, decisions, rules, decide, shared, onReadAgain }: DiagnosesProps) {
  const { diagnoses, conditionsRead, warnings, unread } = assessment
  const order = decisions.chosen.map(({ diagnosisId }) => diagnosisId)
  const isNear = ({ standing, currency }: Diagnosis) =>
    currency === 'current' && standing.kind !== 'not-on-list' && standing.kind !== 'cannot-match'
  const isBlind =
    conditionsRead === 0 && unread.some(({ part }) => part === 'all' || part === 'encounter-diagnosis' || part === 'problem-list-item')
  const near = diagnoses.filter(isNear)
  const others = diagnoses.filter((diagnosis) => !isNear(diagnosis))
  const row = (diagnosis: Diagnosis) => {
    const choice = decisions.chosen[order.indexOf(diagnosis.id)]
    const shown = (
      <DiagnosisRow
        key={diagnosis.id}
        diagnosis={diagnosis}
        rules={rules}
        choice={choice}
        order={order}
        needsReason={choice !== undefined && needsReason(choice, decisions.chosen, diagnoses, rules)}
        warnings={warnings.filter(({ codes }) => choice !== undefined && codes.includes(choice.code))}
        shared={shared}
        decide={decide}
      />
    )
    return diagnosis.isRestricted ? <RestrictedRow key={diagnosis.id}>{shown}</RestrictedRow> : shown
  }
  return (
    <Panel
      title="Diagnoses"
      place="diagnoses"
      aside={
        <span className="small soft">
          {isBlind ? 'could not be read' : `${counted(conditionsRead)} ${conditionsRead === 1 ? 'entry' : 'entries'} read`}
        </span>
      }
    >
      {diagnoses.length === 0 && !isBlind && <p className="small">The chart holds no diagnosis that could speak for this visit.</p>}
      {near.length > 0 && <ul className="rows">{near.map(row)}</ul>}
      {decisions.chosen.length === mostPointers && <p className="small soft">A claim line points to four diagnoses at most.</p>}
      {others.length > 0 && (
        <Disclosure
          isOpen={near.length === 0}
          summary={others.length === 1 ? '1 other diagnosis' : `${counted(others.length)} other diagnoses`}
        >
          <ul className="rows">{others.slice(0, mostOthers).map(row)}</ul>
          {others.length > mostOthers && (
            <p className="small soft">
              The first {mostOthers} of them; all {counted(conditionsRead)} were compared with the list.
            </p>
          )}
        </Disclosure>
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
