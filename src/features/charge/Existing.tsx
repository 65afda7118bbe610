import type { ChargeItem } from 'fhir/r4'
import { modifiersOf } from '#core/charge-modifiers.ts'
import { momentIn } from '#ui/moment.ts'

const standing: Readonly<Record<string, string>> = { planned: 'A draft stands in the EHR', 'not-billable': 'Marked as not billable' }

/** What was charged that day and taken back: it stays in the record and stands in nobody's way. */
export function Withdrawn({ charges, timeZone }: { readonly charges: readonly ChargeItem[]; readonly timeZone: string | null }) {
  if (charges.length === 0) return null
  return (
    <ul className="small soft">
      {charges.map(({ id, enterer, enteredDate }) => (
        <li key={id}>
          Taken back before: number <span className="number">{id ?? 'not readable'}</span>
          {enterer?.display !== undefined && `, entered by ${enterer.display}`}
          {enteredDate !== undefined && `, ${momentIn(enteredDate, timeZone)}`}.
        </li>
      ))}
    </ul>
  )
}

interface ExistingProps {
  readonly charge: ChargeItem
  /** What Confirm would store in its place. */
  readonly draft: ChargeItem | null
  readonly timeZone: string | null
}

/** The charge of that day that the EHR holds already. */
export function Existing({ charge, draft, timeZone }: ExistingProps) {
  const chosen = draft === null ? [] : modifiersOf(draft).map(({ code }) => code)
  const unchosen = charge.status === 'planned' ? modifiersOf(charge).filter(({ code }) => !chosen.includes(code)) : []
  return (
    <p className="small">
      {standing[charge.status] ?? `A charge stands, ${charge.status ?? 'its status not readable'}`}
      {charge.enterer?.display !== undefined && `, by ${charge.enterer.display}`}
      {charge.enteredDate !== undefined && (
        <>
          , <span className="whole">{momentIn(charge.enteredDate, timeZone)}</span>
        </>
      )}
      . Number <span className="number">{charge.id ?? 'not readable'}</span>
      {unchosen.length > 0 && (
        <>
          . It carries {unchosen.length === 1 ? 'modifier' : 'modifiers'} <code>{unchosen.map(({ code }) => code).join(', ')}</code>, not
          chosen here: Confirm stores what is chosen here
        </>
      )}
    </p>
  )
}
