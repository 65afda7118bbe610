import type { ChargeItem } from 'fhir/r4'

const standing: Readonly<Record<string, string>> = { planned: 'A draft stands in the EHR', 'not-billable': 'Marked as not billable' }

/** The charge of that day that the EHR holds already. */
export function Existing({ charge }: { readonly charge: ChargeItem }) {
  return (
    <p className="small">
      {standing[charge.status] ?? `A charge stands, ${charge.status}`}: number <span className="number">{charge.id}</span>
      {charge.enterer?.display !== undefined && `, by ${charge.enterer.display}`}
      {charge.enteredDate !== undefined && `, ${charge.enteredDate.slice(0, 16).replace('T', ' ')}`}.
    </p>
  )
}
