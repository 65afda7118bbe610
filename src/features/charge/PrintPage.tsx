import type { ChargeItem, Provenance, Reference } from 'fhir/r4'
import { modifiersOf } from '#core/charge-modifiers.ts'
import { motionAnalysis } from '#core/codes.ts'
import './print.css'

/** Whose charge it is, as the page names them. */
export interface Whose {
  readonly patientName: string
  readonly birthDate: string
  readonly visit: string
  /** What of the patient's record must be seen before Confirm. */
  readonly remarks: readonly string[]
  /** Codes of the diagnoses that the EHR labels as restricted: they are not printed. */
  readonly restricted: readonly string[]
}

interface PrintPageProps {
  readonly charge: ChargeItem
  /** Null where the app no longer holds the attestation, since it stands in the EHR. */
  readonly record: Provenance | null
  /** Whether and where it is stored. */
  readonly title: string
  readonly whose: Whose
}

/** The charge and its attestation on one sheet; seen on paper only. */
export function PrintPage({ charge, record, whose, title }: PrintPageProps) {
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
      whose.restricted.includes(coding?.[0]?.code ?? '')
        ? 'labelled as restricted: look it up in the chart'
        : `${coding?.[0]?.code ?? '?'}${text === undefined ? '' : ` ${text}`}`,
    ]),
    ['Performer', performer?.display ?? performer?.reference ?? 'not named'],
    ...(record === null
      ? [
          ['Confirmed by', `${nameOf(charge.enterer)}, ${charge.enteredDate ?? ''}`] as const,
          ['Rules', (charge.definitionCanonical ?? []).join(', ')] as const,
        ]
      : [
          ['Confirmed by', `${nameOf(record.agent[0]?.who)}, ${record.recorded}`] as const,
          ['Rules', (record.policy ?? []).join(', ')] as const,
          ['Evidence', (record.entity ?? []).map(({ what }) => what.reference ?? '').join(', ')] as const,
        ]),
    ...(charge.id === undefined ? [] : [['Number', charge.id] as const]),
    ['Reference', charge.identifier?.[0]?.value ?? ''],
  ]
  return (
    <div className="print-page">
      <p className="notice-title">{title}</p>
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

function nameOf(who: Reference | undefined): string {
  return who?.display ?? who?.reference ?? 'not named'
}
