import { standingOfChoice } from '#core/chosen-diagnosis.ts'
import type { Choice as ChosenDiagnosis, Decision } from '#core/decisions.ts'
import type { Diagnosis } from '#core/diagnoses.ts'
import type { RuleBook } from '#core/rule-book.ts'
import type { Warning } from '#core/warnings.ts'
import { Choice } from '#ui/Choice.tsx'
import { Disclosure } from '#ui/Disclosure.tsx'
import type { SharedPoints } from '#ui/Transparency.tsx'
import { DiagnosisEvidence } from './DiagnosisEvidence.tsx'
import { Pointer } from './Pointer.tsx'
import { SpecifyCode } from './SpecifyCode.tsx'
import { addressedWords, currencyWords, nextStep, selectableCode, sourceWords, specifiedWords, standingWords } from './words.ts'

interface DiagnosisRowProps {
  readonly diagnosis: Diagnosis
  readonly rules: RuleBook
  readonly choice: ChosenDiagnosis | undefined
  /** All chosen diagnoses in the order of their pointers, by id. */
  readonly order: readonly string[]
  readonly needsReason: boolean
  readonly warnings: readonly Warning[]
  readonly shared: SharedPoints
  readonly decide: (decision: Decision) => void
}

/** One diagnosis of the chart: its words, its code, where it stands, and the choice. */
export function DiagnosisRow({ diagnosis, rules, choice, order, needsReason, warnings, shared, decide }: DiagnosisRowProps) {
  const { id, text, standing, sources, currency, conditions } = diagnosis
  const code = selectableCode(diagnosis)
  const recorded = 'code' in standing ? standing.code : null
  const step = nextStep(diagnosis)
  const addressed = addressedWords(diagnosis, choice !== undefined)
  const inputId = `choose-${id}`
  const choose = () =>
    choice === undefined
      ? decide({ type: 'diagnosis-chosen', diagnosisId: id, code: code ?? '', origin: 'chart' })
      : decide({ type: 'diagnosis-removed', diagnosisId: id })
  return (
    <li>
      <div className="row-pick">
        {code === null && choice === undefined ? (
          <span aria-hidden="true">·</span>
        ) : (
          <input id={inputId} type="checkbox" checked={choice !== undefined} onChange={choose} aria-describedby={`${inputId}-about`} />
        )}
        <label htmlFor={inputId}>
          {recorded !== null && <code>{recorded}</code>} <bdi>{shortened(text)}</bdi>
          {choice !== undefined && choice.code !== recorded && (
            <>
              {' → '}
              <code>{choice.code}</code>
            </>
          )}
        </label>
        <div className="row-about small soft">
          <span id={`${inputId}-about`}>
            <span className={standing.kind === 'on-list' && currency === 'current' ? 'tag tag-good' : 'tag'}>
              {currency === 'current' ? standingWords(standing) : currencyWords[currency]}
            </span>{' '}
            {sources.map((source) => sourceWords[source]).join(', ')}
            {conditions.length > 1 && `, ${conditions.length} entries`}
            {(code !== null || choice !== undefined) && addressed !== null && ` · ${addressed}`}
          </span>
          {choice !== undefined && <Pointer code={choice.code} place={order.indexOf(id) + 1} order={order} decide={decide} />}
        </div>
        {step !== null && <p className="row-about small">{step}</p>}
        {choice?.origin === 'specified' && (
          <p className="row-about small soft">
            <code>{choice.code}</code>: <span className="tag">{specifiedWords(standingOfChoice(choice, diagnosis, rules))}</span> manual:
            specified by you; the record still needs it
          </p>
        )}
      </div>
      <div className="row-more">
        {currency === 'current' && standing.kind === 'near-miss' && standing.answers.length > 0 && (
          <SpecifyCode
            leavesOpen={standing.leavesOpen}
            answers={standing.answers}
            rules={rules}
            value={choice?.origin === 'specified' ? choice.code : null}
            onPick={(picked) => decide({ type: 'diagnosis-chosen', diagnosisId: id, code: picked, origin: 'specified' })}
          />
        )}
        {choice !== undefined && needsReason && (
          <Choice
            isWide
            legend={`Why this diagnosis? ${standing.kind === 'listed-disputed' ? 'Its listing is disputed.' : 'It is not on the list.'}`}
            options={rules.offListReasons.map((reason) => ({ value: reason.code, label: reason.display }))}
            value={choice.reason}
            onPick={(reason) => decide({ type: 'reason-picked', diagnosisId: id, reason })}
          />
        )}
        {shortened(text) !== text && (
          <Disclosure className="small" summary="The whole text">
            <bdi>{text}</bdi>
          </Disclosure>
        )}
        <DiagnosisEvidence diagnosis={diagnosis} warnings={warnings} rules={rules} shared={shared} />
      </div>
    </li>
  )
}

/** A chart may hold pages of text where a name was meant. */
function shortened(text: string): string {
  const letters = Array.from(text)
  return letters.length > 200 ? `${letters.slice(0, 200).join('')}…` : text
}
