import type { ChargeItem, Provenance } from 'fhir/r4'
import { modifiersOf } from '#core/charge-modifiers.ts'
import { motionAnalysis } from '#core/codes.ts'
import './print.css'

/** Whose charge it is, as the page names them. */
export interface Whose {
  readonly patientName: string
  readonly birthDate: string
  readonly visit: string
  readonly isDeceased: boolean
  /** ICD-10-CM codes that the chart marks as restricted: on the screen once asked for, never on paper. */
  readonly restrictedCodes: readonly string[]
}

interface PrintPageProps {
  readonly charge: ChargeItem
  readonly record: Provenance
  readonly whose: Whose
}

/** The charge and its attestation on one sheet; seen on paper only. */
export function PrintPage({ charge, record, whose }: PrintPageProps) {
  const modifiers = modifiersOf(charge).map(({ code }) => code)
  const performer = charge.performer?.[0]?.actor
  const rows: readonly (readonly [string, string])[] = [
    ['Patient', `${whose.patientName}, born ${whose.birthDate}`],
    ['Visit', whose.visit],
    ['Date of service', charge.occurrenceDateTime?.slice(0, 10) ?? ''],
    ['Charge', `CPT ${motionAnalysis} × ${charge.quantity?.value ?? 1}`],
    ['Modifiers', modifiers.length === 0 ? 'none chosen' : modifiers.join(', ')],
    ...(charge.reason ?? []).map(({ coding, text }, index): readonly [string, string] => [
      `Diagnosis ${index + 1}`,
      whose.restrictedCodes.includes(coding?.[0]?.code ?? '')
        ? 'restricted in the chart, not printed'
        : `${coding?.[0]?.code ?? '?'}${text === undefined ? '' : ` ${text}`}`,
    ]),
    ['Performer', performer?.display ?? performer?.reference ?? 'not named'],
    ['Confirmed by', `${record.agent[0]?.who.display ?? record.agent[0]?.who.reference ?? ''}, ${record.recorded}`],
    ['Rules', (record.policy ?? []).join(', ')],
    ['Evidence', (record.entity ?? []).map(({ what }) => what.reference ?? '').join(', ')],
    ['Reference', charge.identifier?.[0]?.value ?? ''],
  ]
  return (
    <div className="print-page">
      <p className="notice-title">Charge handed over from Gait Charge: not stored in the EHR by this app</p>
      <dl>
        {rows.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
