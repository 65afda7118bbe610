import type { QuestionnaireResponse } from 'fhir/r4'
import type { CheckedItem } from '#core/close-check.ts'
import type { Decision } from '#core/decisions.ts'
import type { ChargeChannel } from '#queries/charge.ts'
import type { AnswersSaving } from '#queries/close.ts'
import { Disclosure } from '#ui/Disclosure.tsx'
import { Download } from '#ui/Download.tsx'
import { Panel } from '#ui/Panel.tsx'
import { CloseItemRow } from './CloseItemRow.tsx'
import { savingWords, summaryOf } from './words.ts'

interface CloseCheckProps {
  readonly isOpen: boolean
  readonly onToggle: (isOpen: boolean) => void
  /** Null until the records around the study were read. */
  readonly checked: readonly CheckedItem[] | null
  readonly isOver: boolean
  readonly channel: ChargeChannel | null
  readonly saving: AnswersSaving
  /** What was saved last is what stands here now. */
  readonly isCurrent: boolean
  /** The answers as they would be stored; null without a signer. */
  readonly response: QuestionnaireResponse | null
  readonly onSave: () => void
  readonly decide: (decision: Decision) => void
}

const ofService = 'group-service'

/** The visit-close check: what the chart lacks first, then what it holds. All of it but the facts of Confirm is advisory. */
export function CloseCheck(props: CloseCheckProps) {
  const { isOpen, onToggle, checked } = props
  return (
    <Panel title="Visit close" aside={<span className="small soft">optional</span>}>
      <details open={isOpen} onToggle={({ currentTarget }) => onToggle(currentTarget.open)}>
        <summary>{summaryOf(checked)}</summary>
        {isOpen && (checked === null ? <p role="status">Reading what the chart holds…</p> : <Items {...props} checked={checked} />)}
      </details>
    </Panel>
  )
}

function Items({
  checked,
  isOver,
  channel,
  saving,
  isCurrent,
  response,
  onSave,
  decide,
}: CloseCheckProps & { readonly checked: readonly CheckedItem[] }) {
  const elsewhere = checked.filter(isAskedElsewhere)
  const needed = elsewhere.filter(({ item, answer }) => answer === null && (item.isRequired || item.linkId === 'performer'))
  const advisory = elsewhere.filter((one) => one.answer === null && !needed.includes(one))
  const here = checked.filter((one) => !isAskedElsewhere(one))
  const lacking = here.filter(({ finding }) => finding !== 'documented')
  const documented = here.filter(({ finding }) => finding === 'documented')
  const groups = [...new Map(lacking.map(({ item }) => [item.group.linkId, item.group])).values()]
  const row = (one: CheckedItem) => <CloseItemRow key={one.item.linkId} checked={one} isOver={isOver} decide={decide} />
  const isSaving = saving.status === 'saving'
  const isOffered = channel?.answers.takes === 'yes'
  return (
    <div className="close-items">
      <Elsewhere title="Needed to confirm, asked under “The service”:" items={needed} />
      <Elsewhere title="Advisory, asked under “The service”:" items={advisory} />
      {lacking.length > 0 && <p className="small soft">Advisory: none of these keeps the charge from being confirmed.</p>}
      {groups.map((group) => (
        <div key={group.linkId}>
          <h3>{group.text}</h3>
          <ul className="rows">{lacking.filter(({ item }) => item.group.linkId === group.linkId).map(row)}</ul>
        </div>
      ))}
      {documented.length > 0 && (
        <Disclosure summary={`${documented.length} ${documented.length === 1 ? 'item' : 'items'} filled from the chart`}>
          <ul className="rows">{documented.map(row)}</ul>
        </Disclosure>
      )}
      <p className="small" role="status">
        {savingWords(saving, isCurrent, channel)}
      </p>
      <div className="actions">
        {isOffered && (
          <button type="button" disabled={response === null || isSaving || isCurrent} onClick={onSave}>
            Save the answers
          </button>
        )}
        {response !== null && (saving.status === 'absent' || (channel !== null && !isOffered)) && (
          <Download what="answers" resource={response} />
        )}
      </div>
    </div>
  )
}

/** The panel of the service and that of the modifiers ask these; nothing is asked twice. */
function isAskedElsewhere({ item }: CheckedItem): boolean {
  const isPrompt = item.linkId === 'lab-equipment' || item.linkId === 'tasks-recorded'
  return (item.group.linkId === ofService && !isPrompt) || item.group.linkId === 'group-claim'
}

function Elsewhere({ title, items }: { readonly title: string; readonly items: readonly CheckedItem[] }) {
  if (items.length === 0) return null
  return (
    <div className="small">
      <p>{title}</p>
      <ul>
        {items.map(({ item }) => (
          <li key={item.linkId}>{item.text}</li>
        ))}
      </ul>
    </div>
  )
}
